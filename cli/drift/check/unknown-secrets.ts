import { nameOfUrn } from "../../engine/resource-ref.ts";
import type { StoredClient } from "../../engine/stored-clients.ts";
import type { ResourceFinding } from "../report/report.ts";

/** One finding for each client whose secret the stack does not know. */
export function unknownSecrets(stack: string, clients: readonly StoredClient[]): readonly ResourceFinding[] {
  return clients
    .filter(({ secretKnown }) => !secretKnown)
    .map(({ urn, type, id, name }) => ({
      kind: "secretUnknown",
      stack,
      resource: { urn, type, name: nameOfUrn(urn) },
      client: { id, name },
    }));
}
