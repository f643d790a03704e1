import { UUID } from "./canonical.ts";
import { VALIDITY_SECONDS } from "./oauth-client.ts";

/** The inputs that advice looks at. Any of them may be missing. */
export interface AdvisedInputs {
  readonly authorizedGrantType?: unknown;
  readonly registeredRedirectUris?: unknown;
  readonly accessTokenValiditySeconds?: unknown;
  readonly roles?: unknown;
}

/** One sentence for each input that the API may accept although it is unwise. */
export function adviceFor(inputs: AdvisedInputs): readonly string[] {
  const { authorizedGrantType, registeredRedirectUris, accessTokenValiditySeconds, roles } = inputs;
  const advice: string[] = [];
  if (authorizedGrantType === "TOKEN") {
    advice.push("Genesys Cloud is retiring the grant type TOKEN (implicit): use CODE with PKCE instead.");
  }
  if ((authorizedGrantType === "CODE" || authorizedGrantType === "TOKEN") && isEmptyList(registeredRedirectUris)) {
    advice.push(
      `A ${authorizedGrantType} client without registeredRedirectUris can't complete a login: add at least one.`,
    );
  }
  if (typeof accessTokenValiditySeconds === "number" && accessTokenValiditySeconds > VALIDITY_SECONDS.maxBeyondScim) {
    advice.push(
      `accessTokenValiditySeconds above ${VALIDITY_SECONDS.maxBeyondScim} (two days) is meant for SCIM integrations only: a stolen token stays valid just as long.`,
    );
  }
  if (Array.isArray(roles) && roles.some((role) => isAllDivisions(role))) {
    advice.push(
      'divisionId "*" grants the role in all divisions, including future ones: name the divisions if you can.',
    );
  }
  for (const roleId of roleIdsOf(roles).filter((id) => !UUID.test(id))) {
    advice.push(
      `roleId ${JSON.stringify(roleId)} is not a UUID: getAuthorizationRoleOutput({ name }) finds a role's id by its name.`,
    );
  }
  return advice;
}

/** What to say while the secret of an adopted client is unknown, and how to get one. */
export const UNKNOWN_SECRET_ADVICE =
  "clientSecret is empty: Genesys Cloud does not show the secret of an existing client. If you know it, adopt the client with " +
  "importedClientSecret. Otherwise set or change secretVersion to generate a new one; the old secret then stops working at once.";

/** What to say while the secret is known not to work, and how to get one. */
export function refusedSecretAdvice(remedy: "secretVersion" | "rotation"): string {
  return (
    "secretStatus is invalid: Genesys Cloud no longer accepts the secret in the stack, because somebody has regenerated it. " +
    `Change ${remedy} to generate a new one.`
  );
}

function isEmptyList(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** Whether a role is granted in all divisions. */
export function isAllDivisions(role: unknown): boolean {
  return typeof role === "object" && role !== null && "divisionId" in role && role.divisionId === "*";
}

function roleIdsOf(roles: unknown): string[] {
  if (!Array.isArray(roles)) return [];
  return roles.flatMap((role: unknown) =>
    typeof role === "object" && role !== null && "roleId" in role && typeof role.roleId === "string"
      ? [role.roleId]
      : [],
  );
}
