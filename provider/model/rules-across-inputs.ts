import type { InputFailure } from "./check-inputs.ts";
import { GRANT_TYPES, type OAuthClientInputs } from "./oauth-client.ts";

/** What a program gives. Only the schema knows whether a value is of its type. */
export type GivenInputs = Readonly<Partial<Record<keyof OAuthClientInputs, unknown>>>;

/** What to do about a rotation that can't be read. */
export const rotationRemedy = "write a new value to change over to a new credential";

/** What is wrong although each input is right. @param isExisting whether the resource is in the state. */
export function rulesAcrossFields(
  { authorizedGrantType, roles, scopes, importId, importedClientSecret }: GivenInputs,
  isExisting: boolean,
): InputFailure[] {
  const failures: InputFailure[] = [];
  const filled = (value: unknown) => Array.isArray(value) && value.length > 0;
  if (importedClientSecret && !importId && !isExisting) {
    failures.push(
      aboutImportedSecret("is only for adopting an existing client: add the resource option import, or remove it"),
    );
  }
  if (!isGrantType(authorizedGrantType)) return failures;
  if (authorizedGrantType === "CLIENT-CREDENTIALS") {
    if (roles === undefined || (Array.isArray(roles) && roles.length === 0)) {
      failures.push({
        property: "roles",
        reason: "a CLIENT-CREDENTIALS client needs at least one role: write roles: [{ roleId }]",
      });
    }
    if (filled(scopes)) {
      failures.push({
        property: "scopes",
        reason: "a CLIENT-CREDENTIALS client takes its permissions from roles: remove scopes",
      });
    }
  } else if (filled(roles)) {
    failures.push({
      property: "roles",
      reason: `a ${authorizedGrantType} client acts for its users: remove roles and name scopes, or use CLIENT-CREDENTIALS`,
    });
  }
  return failures;
}

/** `rotation` belongs to the two clients of a RotatingOAuthClient, `secretVersion` to the others. */
export function rulesOfRotation({
  rotationSlot,
  rotation,
  retirePrevious,
  secretVersion,
}: GivenInputs): InputFailure[] {
  const failures: InputFailure[] = [];
  if (rotationSlot === undefined) {
    const reason = "is an argument of RotatingOAuthClient: use that, or write secretVersion";
    if (rotation !== undefined) failures.push({ property: "rotation", reason });
    if (retirePrevious !== undefined) failures.push({ property: "retirePrevious", reason });
  } else if (secretVersion !== undefined) {
    const reason = "would regenerate the secret in use: write rotation instead";
    failures.push({ property: "secretVersion", reason });
  }
  if (rotationSlot === "first" && rotation === undefined) {
    failures.push({
      property: "rotation",
      reason: `is required: ${rotationRemedy}`,
    });
  }
  return failures;
}

/** Reported under `import`, because the engine prints the value of a property that has a problem. */
export function aboutImportedSecret(problem: string): InputFailure {
  return { property: "import", reason: `importedClientSecret ${problem}` };
}

function isGrantType(value: unknown): boolean {
  return GRANT_TYPES.some((grantType) => grantType === value);
}
