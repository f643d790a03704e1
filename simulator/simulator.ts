import type { ApiOAuthClient } from "./api-types.ts";
import { toApiClient } from "./clients/client-view.ts";
import { patchedBody, recordOfSeed } from "./clients/seed-clients.ts";
import type { SimulatorClock } from "./controls/clock.ts";
import type { Faults } from "./controls/faults.ts";
import type { RequestLog } from "./controls/request-log.ts";
import { OTHER_USER_ID } from "./directory/default-seed.ts";
import type { Divisions, Roles } from "./directory/directory.ts";
import { directCredentials, type SimCredentials } from "./integrations/direct-credentials.ts";
import { allOperations } from "./operations.ts";
import { type ClientSeed, resolveOptions, type SimulatorOptions } from "./options.ts";
import { notFound } from "./transport/operation-error.ts";
import { createApp, listen } from "./transport/server.ts";
import type { UsageControl } from "./usage/usage-executions.ts";
import type { Variants } from "./variants/active-variants.ts";
import { createWorld, type World } from "./world.ts";

/** A client as direct access shows it: without its secret, and regardless of the consistency window. */
export type SimClient = ApiOAuthClient;

/** Direct access to clients for tests: no HTTP, no limits, no checks. Changes count as made by another user. */
export interface SimClients {
  list(): SimClient[];
  get(id: string): SimClient | undefined;
  /** Creates a client with any fields. Default: a CODE client without a redirect URI. */
  create(partial: ClientSeed): SimClient;
  /** Changes some fields of a client; `undefined` removes a field. Updates `dateModified` and `modifiedBy`. */
  edit(id: string, patch: { [Field in keyof ClientSeed]?: ClientSeed[Field] | undefined }): void;
  /** Removes a client at once. */
  remove(id: string): void;
  /** Regenerates the secret and returns the new one. */
  regenerateSecret(id: string): string;
  /** The current secret; undefined if the client is gone. */
  secretOf(id: string): string | undefined;
  /** Number of secrets that the client has ever had, including the first one. Also works after the client is gone. */
  secretsGenerated(id: string): number;
}

/** A running simulator. */
export interface Simulator {
  /** `http://127.0.0.1:PORT`, for both the API and the login. */
  readonly url: string;
  readonly organization: { id: string; name: string };
  readonly clock: SimulatorClock;
  readonly log: RequestLog;
  readonly faults: Faults;
  readonly clients: SimClients;
  /** Integration credentials as integrations inside Genesys Cloud see them: with their fields. */
  readonly credentials: SimCredentials;
  readonly roles: Roles;
  readonly divisions: Divisions;
  readonly usage: UsageControl;
  /** Ways in which the API differs from what we believe about it, to be changed while the simulator runs. */
  readonly variants: Variants;
  /** Issues a token without a login. Default: for the first login. */
  issueToken(clientId?: string): string;
  /** Revokes every token issued so far. Requests with them get a 401. */
  revokeTokens(): void;
  /** Every login secret, token and client secret that has ever existed, for tests that look for leaks. */
  allSecrets(): string[];
  /** Stops listening, destroys every connection, and waits for the state file. */
  close(): Promise<void>;
}

function outOfBandClients({ clients, clock }: World): SimClients {
  // With the variant ids-upper-case, a test has ids in upper case.
  const idOf = (id: string) => (clients.secretsOf(id).length > 0 ? id : id.toLowerCase());
  const find = (id: string) => clients.find(idOf(id));
  const require = (id: string) => {
    const record = find(id);
    if (!record) throw notFound("OAuthClient", id);
    return record;
  };
  return {
    list: () => clients.all().map((record) => toApiClient(record)),
    get: (id) => {
      const record = find(id);
      return record && toApiClient(record);
    },
    create: (partial) => toApiClient(clients.insert(recordOfSeed(partial, clock.now()))),
    edit(id, patch) {
      const record = require(id);
      if (patch.dateCreated !== undefined) record.dateCreated = Date.parse(patch.dateCreated);
      clients.update(record, patchedBody(record.body, patch), OTHER_USER_ID);
      if (patch.dateToDelete !== undefined) clients.scheduleDeletion(record, Date.parse(patch.dateToDelete));
    },
    remove: (id) => clients.remove(idOf(id)),
    regenerateSecret: (id) => clients.regenerateSecret(require(id), OTHER_USER_ID),
    secretOf: (id) => find(id)?.secret,
    secretsGenerated: (id) => clients.secretsOf(idOf(id)).length,
  };
}

/**
 * Starts a local Genesys Cloud: a real HTTP server on the loopback interface that plays the login host and the OAuth part of
 * the Platform API, including their quirks.
 *
 * @example
 * const simulator = await startSimulator({ consistencyWindowMs: 2000 });
 * // Set GENESYSCLOUD_API_URL and GENESYSCLOUD_LOGIN_URL to simulator.url. Log in with DEFAULT_LOGIN.
 * await simulator.close();
 *
 * @throws Error if the port is in use, or if `persistTo` names a file that is not a state file
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const resolved = resolveOptions(options);
  const world = createWorld(resolved);
  const { url, close } = await listen(createApp(world, allOperations(world)), resolved.port);
  const { access, clients, clock, directory, faults, log, usage, variants, persistence } = world;
  return {
    url,
    organization: resolved.organization,
    clock,
    log,
    faults,
    clients: outOfBandClients(world),
    credentials: directCredentials(world.credentials),
    roles: directory.roles,
    divisions: directory.divisions,
    usage,
    variants,
    issueToken: (clientId) => access.issueToken(clientId).accessToken,
    revokeTokens: () => access.revokeTokens(),
    allSecrets: () => [...access.allSecrets(), ...clients.allSecrets()],
    async close() {
      await close();
      await persistence.flush();
    },
  };
}
