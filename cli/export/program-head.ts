import { visible } from "../terminal/text.ts";
import type { ExportPlan, Face } from "./plan.ts";
import { commentText, fits } from "./source-text.ts";

const MODULES: Readonly<Record<Face, string>> = {
  dynamic: "pulumi-genesyscloud-oauth",
  plugin: "pulumi-genesyscloud-oauth/plugin",
};

/** What a reader must know before a program takes the place of another one. */
export const ADDITION =
  "The stack has other clients already. Add this to its program. In place of it, `pulumi up` would delete those clients.";

/** What the program is, and what to do with it. */
export function headerOf({ organization, credentials, isAddition }: ExportPlan, face: Face): string {
  const adoption =
    face === "dynamic"
      ? [
          "`pulumi up` adopts each client: it reads the client, compares it with this program, and writes nothing to Genesys Cloud.",
          "You may remove the options `import` afterwards.",
        ]
      : ["Run `pulumi import` with the file that was written with this program before `pulumi up`."];
  const fields = [
    "The fields of integration credentials can't be read. `pulumi up` sends those of this program, once.",
  ];
  return commentText([
    `OAuth clients of the Genesys Cloud organisation ${visible(JSON.stringify(organization.name))}.`,
    ...(isAddition ? [ADDITION] : []),
    ...adoption,
    ...(credentials.length > 0 ? fields : []),
    "Genesys Cloud does not show secrets. Set `secretVersion` of a client when you want a new one.",
  ]);
}

/** What the program imports. */
export function importsOf(plan: ExportPlan, face: Face): string {
  const { clients, credentials, modules, references } = plan;
  const kinds = new Set(references.lookUps.map(({ kind }) => kind));
  const names = [
    ...(kinds.has("division") ? ["getAuthorizationDivisionOutput"] : []),
    ...(kinds.has("role") ? ["getAuthorizationRoleOutput"] : []),
    ...(credentials.length > 0 ? ["IntegrationCredential"] : []),
    ...(clients.length > 0 ? ["OAuthClient"] : []),
  ];
  const lines = [
    ...(modules.length > 0 || usesConfig(plan) ? [`import * as pulumi from "@pulumi/pulumi";`] : []),
    ...(names.length > 0 ? [importText(names, MODULES[face])] : []),
  ];
  // A file without an import or an export is no module.
  return lines.length === 0 ? "export {};" : lines.join("\n");
}

function importText(names: readonly string[], from: string): string {
  const line = `import { ${names.join(", ")} } from "${from}";`;
  return fits(line, 0, 0) ? line : `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "${from}";`;
}

/** Whether the program reads the configuration of the stack. */
export function usesConfig({ clients, credentials }: ExportPlan): boolean {
  const hasKey = credentials.some(({ fields }) => fields.some(([, value]) => "configKey" in value));
  return hasKey || clients.some(({ secretKey }) => secretKey !== undefined);
}
