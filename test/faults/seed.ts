import { z } from "zod";
import type { ClientSeed } from "../../simulator/index.ts";
import type { Program } from "./engine-model.ts";

const declared = z.object({
  name: z.string(),
  authorizedGrantType: z.enum(["CODE", "CLIENT-CREDENTIALS"]),
  description: z.string().optional(),
  accessTokenValiditySeconds: z.number().optional(),
  registeredRedirectUris: z.array(z.string()).optional(),
  scopes: z.array(z.string()).optional(),
  roles: z.array(z.object({ roleId: z.string(), divisionId: z.string() })).optional(),
  state: z.enum(["active", "inactive"]).optional(),
  extraProperties: z.record(z.string(), z.unknown()).optional(),
});

/** A client as somebody would make it by hand, equal to what the program declares. */
export function seedOf(args: Program[string]): ClientSeed {
  const { registeredRedirectUris, scopes, roles, extraProperties, ...same } = declared.parse(args);
  const seed = { ...same, registeredRedirectUri: registeredRedirectUris, scope: scopes, roleDivisions: roles };
  return { ...Object.fromEntries(Object.entries(seed).filter(([, value]) => value !== undefined)), ...extraProperties };
}
