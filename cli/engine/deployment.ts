import { z } from "zod";
import { OAUTH_CLIENT_TYPE } from "../../provider/model/oauth-client.ts";

const properties = z.record(z.string(), z.unknown());

const deployment = z.object({
  resources: z
    .array(
      z.object({
        urn: z.string(),
        type: z.string(),
        id: z.string().optional(),
        inputs: properties.optional(),
        outputs: properties.optional(),
        external: z.boolean().optional(),
        delete: z.boolean().optional(),
      }),
    )
    .nullish(),
});

/** A resource of a stack. */
export interface ResourceRef {
  readonly urn: string;
  readonly type: string;
  /** Its name in the program. */
  readonly name: string;
}

/** A resource as the state keeps it. */
export type StoredResource = NonNullable<z.infer<typeof deployment>["resources"]>[number];

/** The OAuth clients of an exported state, those included that the program merely reads. */
export function oauthClientsOf(state: unknown): readonly StoredResource[] {
  return (deployment.parse(state).resources ?? []).filter(({ type }) => type === OAUTH_CLIENT_TYPE);
}

/** The name that the program gave the resource. */
export function nameOfUrn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}
