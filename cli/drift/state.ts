import { OAUTH_CLIENT_TYPE } from "../../provider/model/oauth-client.ts";
import { nameOfUrn, oauthClientsOf } from "../engine/deployment.ts";
import { inClear } from "../engine/marked-secrets.ts";
import { type ResourceFinding, SECRET } from "./report.ts";

/** An OAuth client that a stack owns, as its state has it. */
export interface StoredClient {
  readonly urn: string;
  readonly id: string;
  readonly name: string;
  readonly secretKnown: boolean;
}

/** The clients of a state. */
export interface StoredClients {
  readonly owned: readonly StoredClient[];
  /** URNs of clients that the program merely reads (`OAuthClient.get`): they are somebody else's. */
  readonly read: ReadonlySet<string>;
}

/** Reads the clients out of an exported state. */
export function clientsOfState(state: unknown): StoredClients {
  const clients = oauthClientsOf(state);
  return {
    owned: clients
      .filter((resource) => resource.external !== true && resource.delete !== true)
      .map(({ urn, id = "", outputs = {} }) => {
        const secret = inClear(outputs.clientSecret);
        const secretKnown = typeof secret === "string" && secret !== "";
        return { urn, id, name: typeof outputs.name === "string" ? outputs.name : SECRET, secretKnown };
      }),
    read: new Set(clients.flatMap(({ urn, external }) => (external === true ? [urn] : []))),
  };
}

/** One finding for each client whose secret the stack does not know. */
export function unknownSecrets(stack: string, clients: readonly StoredClient[]): readonly ResourceFinding[] {
  return clients
    .filter(({ secretKnown }) => !secretKnown)
    .map(({ urn, id, name }) => ({
      kind: "secretUnknown",
      stack,
      resource: { urn, type: OAUTH_CLIENT_TYPE, name: nameOfUrn(urn) },
      client: { id, name },
    }));
}
