import type { ApiCredential, ApiCredentialRequest } from "../api/api-types.ts";
import { GuardError } from "../errors/index.ts";
import { type Belonging, belongingOf } from "./belonging.ts";
import { withoutUndefined } from "./canonical.ts";
import type { IntegrationCredentialInputs, IntegrationCredentialState } from "./integration-credential.ts";
import { UNKNOWN } from "./unknown.ts";

/** What the API does not tell of a credential, and the state keeps. */
type Carried = Partial<IntegrationCredentialState> &
  Pick<IntegrationCredentialState, "fields" | "resourceKind" | "organizationId" | "apiUrl">;

/**
 * The body of a POST or a PUT: always with all fields. Genesys Cloud stores what a PUT sends, so a field that is left out or empty
 * would take the secret away from the integrations that use it.
 * @throws GuardError if a field is not known.
 */
export function credentialRequest({ name, type, fields }: IntegrationCredentialInputs): ApiCredentialRequest {
  const values = Object.values(fields);
  if (values.length === 0 || values.some((value) => typeof value !== "string" || value === "")) {
    throw new GuardError(
      `The fields of integration credential ${JSON.stringify(name)} are not known. Nothing was sent`,
      {
        nextStep:
          "Write all of its fields in the program: Genesys Cloud never shows them, and an update replaces them all.",
      },
    );
  }
  return { name, type: { name: type }, credentialFields: fields };
}

/** The outputs for a credential as an answer tells it. */
export function observedCredential(live: ApiCredential, carried: Carried): IntegrationCredentialState {
  return withoutUndefined({
    ...carried,
    name: live.name ?? carried.name ?? "",
    type: live.type ?? carried.type ?? "",
    credentialId: live.id,
    createdDate: live.createdDate ?? carried.createdDate,
    modifiedDate: live.modifiedDate ?? carried.modifiedDate,
    selfUri: live.selfUri ?? carried.selfUri,
  });
}

/** The outputs that a creation will have. `UNKNOWN` stands where only the answer tells. */
export function plannedCredential(
  inputs: IntegrationCredentialInputs,
  belonging: Belonging,
): IntegrationCredentialState {
  const told = { credentialId: UNKNOWN, createdDate: UNKNOWN, modifiedDate: UNKNOWN, selfUri: UNKNOWN };
  return { ...inputs, ...told, ...belongingOf(belonging) };
}

/** The inputs that describe a credential as it is. Fields that may not have arrived are left out, so that the next preview shows them. */
export function inputsOfCredential(state: IntegrationCredentialState): IntegrationCredentialInputs {
  const { name, type, fields, resourceKind, importId, fieldsPending } = state;
  return withoutUndefined({ name, type, fields: fieldsPending ? {} : fields, resourceKind, importId });
}
