import { oauthClientsOf } from "../engine/deployment.ts";
import { inClear } from "../engine/marked-secrets.ts";
import { SECRET } from "./report.ts";

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
