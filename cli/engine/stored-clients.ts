import { oauthClientsOf } from "./deployment.ts";
import { inClear, SECRET } from "./marked-secrets.ts";

/** An OAuth client that a stack owns, as its state has it. */
export interface StoredClient {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly secretKnown: boolean;
  /** When the secret in the state was generated, ISO 8601; absent where the state does not record it. */
  readonly secretDate?: string;
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
  const rotated = new Map(
    clients.map(({ outputs = {} }) => [inClear(outputs.secondClientId), inClear(outputs.secondSecretDate)]),
  );
  return {
    owned: clients
      .filter((resource) => resource.external !== true && resource.delete !== true)
      .map(({ urn, type, id = "", outputs = {} }) => {
        const secret = inClear(outputs.clientSecret);
        const secretKnown = typeof secret === "string" && secret !== "";
        // The second client of a RotatingOAuthClient does not know that the first one has rotated it.
        const secretDate = rotated.get(id) ?? inClear(outputs.secretDate);
        return {
          urn,
          type,
          id,
          name: typeof outputs.name === "string" ? outputs.name : SECRET,
          secretKnown,
          ...(typeof secretDate === "string" ? { secretDate } : {}),
        };
      }),
    read: new Set(clients.flatMap(({ urn, external }) => (external === true ? [urn] : []))),
  };
}
