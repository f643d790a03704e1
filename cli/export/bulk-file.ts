import { pluginToken } from "../../provider/model/plugin-tokens.ts";
import { type ExportPlan, MODULE_TYPE, type PlannedModule } from "./plan.ts";

/** An entry of the file that `pulumi import --file` reads. */
interface BulkEntry {
  readonly type: string;
  readonly name: string;
  readonly id?: string;
  /** A component has no id. It is made, and nothing is read. */
  readonly component?: true;
  /** Name of the component that it belongs to. */
  readonly parent?: string;
}

/** The file with which `pulumi import --file` takes in what an export consists of. The same plan makes the same text. */
export function bulkFileText({ modules, clients, credentials }: ExportPlan): string {
  const parentOf = (module: PlannedModule | undefined) => (module === undefined ? {} : { parent: module.resource });
  const resources: readonly BulkEntry[] = [
    ...modules.map(({ resource, parent }) => ({
      type: MODULE_TYPE,
      name: resource,
      component: true as const,
      ...parentOf(parent),
    })),
    ...clients.map(({ id, resource, module }) => ({
      type: pluginToken("OAuthClient"),
      name: resource,
      id,
      ...parentOf(module),
    })),
    ...credentials.map(({ id, resource, module }) => ({
      type: pluginToken("IntegrationCredential"),
      name: resource,
      id,
      ...parentOf(module),
    })),
  ];
  return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}
