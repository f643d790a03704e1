import type { ApiCredential } from "../../api/api-types.ts";
import type { IntegrationCredentialInputs } from "../../model/integration-credential.ts";
import type { CredentialSession } from "./credential-session.ts";

/** How old a credential may be to be worth a warning, in milliseconds: the left-over of an interrupted run is young. */
const YOUNG_MS = 24 * 3_600_000;

/** Whether name and type of a credential are those of the inputs. Nobody can see its fields. */
export function isAsAskedFor({ name, type }: ApiCredential, inputs: IntegrationCredentialInputs): boolean {
  return name?.trim() === inputs.name && (type === undefined || type === inputs.type);
}

/** Describes a credential within an error or a warning. */
export function describeCredential({ id, createdDate }: ApiCredential): string {
  return `${id} (created ${createdDate ?? "at an unknown time"})`;
}

/**
 * Tells the user of a young credential that has the name and type of the one about to be created, and that no resource of this
 * run has. It may be left over from an interrupted run, or belong to somebody else: it stops nothing and is not touched.
 */
export function warnOfEqualCredentials(
  session: CredentialSession,
  inputs: IntegrationCredentialInputs,
  before: ReadonlyMap<string, ApiCredential>,
): void {
  const { api, warn } = session.shared;
  const equal = [...before.values()].filter(
    (credential) =>
      isAsAskedFor(credential, inputs) &&
      !session.isClaimed(credential.id) &&
      api.serverNow() - Date.parse(credential.createdDate ?? "") < YOUNG_MS,
  );
  if (equal.length <= session.stack.countLike(inputs)) return;
  warn(
    `Another integration credential has the name and type of ${JSON.stringify(inputs.name)}, which is being created: ` +
      `${equal.map(describeCredential).join("; ")}. If an earlier run was interrupted, it may be left over: delete it in Genesys Cloud, or adopt it ` +
      "with the option import. If somebody else has it, all is well.",
  );
}
