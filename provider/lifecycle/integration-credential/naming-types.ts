import type { ApiCredentialType } from "../../api/api-types.ts";
import { ApiError, isErrorOf } from "../../errors/index.ts";
import { withoutUndefined } from "../../model/canonical.ts";
import type { IntegrationCredentialInputs } from "../../model/integration-credential.ts";
import type { CredentialSession } from "./credential-session.ts";

/** Statuses with which the API may refuse a body. */
const REFUSALS = new Set([400, 404, 409, 422]);

/**
 * Sends a write. If Genesys Cloud refuses it, and the organisation lacks the type of the credential, or the credential lacks a field
 * of its type, the error says so. The types are asked for only then.
 */
export async function namingTypes<T>(
  session: CredentialSession,
  inputs: IntegrationCredentialInputs,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isErrorOf(error, ApiError) || error.status === undefined || !REFUSALS.has(error.status)) throw error;
    const fault = faultOf(inputs, await typesOrNothing(session));
    if (fault === undefined) throw error;
    const { operation, status, genesysCode, correlationId } = error;
    throw new ApiError(fault.summary, {
      ...withoutUndefined({ operation, status, genesysCode, correlationId }),
      mayHaveBeenApplied: error.mayHaveBeenApplied,
      nextStep: fault.nextStep,
    });
  }
}

function faultOf(
  { type, fields }: IntegrationCredentialInputs,
  types: readonly ApiCredentialType[],
): { readonly summary: string; readonly nextStep: string } | undefined {
  if (types.length === 0) return undefined;
  const found = types.find(({ name }) => name === type);
  if (found === undefined) {
    return {
      summary: `the organisation has no credential type ${JSON.stringify(type)}`,
      nextStep: `Write one of its types: ${types.map(({ name }) => name).join(", ")}.`,
    };
  }
  const missing = found.required.filter((field) => !Object.hasOwn(fields, field));
  if (missing.length === 0) return undefined;
  return {
    summary: `a credential of the type ${type} needs the fields ${found.required.join(", ")}`,
    nextStep: `Add to fields: ${missing.join(", ")}.`,
  };
}

async function typesOrNothing(session: CredentialSession): Promise<readonly ApiCredentialType[]> {
  try {
    return await session.api.credentialTypes();
  } catch {
    // The refusal itself is what the user needs to hear.
    return [];
  }
}
