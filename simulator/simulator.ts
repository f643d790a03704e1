import type { ApiOAuthClient } from "./api-types.ts";
import { toApiClient } from "./client-view.ts";
import type { SimulatorClock } from "./clock.ts";
import { OTHER_USER_ID } from "./default-seed.ts";
import type { Divisions, Roles } from "./directory.ts";
import type { Faults } from "./faults.ts";
import { notFound } from "./operation-error.ts";
import { allOperations } from "./operations/index.ts";
import { type ClientSeed, resolveOptions, type SimulatorOptions } from "./options.ts";
import type { RequestLog } from "./request-log.ts";
import { patchedBody, recordOfSeed } from "./seed-clients.ts";
import { createApp, listen } from "./server.ts";
import type { UsageControl } from "./usage-executions.ts";
import { createWorld, type World } from "./world.ts";

/** A client as out-of-band access shows it: without its secret, whatever the consistency window. */
export type SimClient = ApiOAuthClient;

/** Direct access for tests: no HTTP, no limits, no checks; changes are made by another user. */
export interface SimClients {
  list(): SimClient[];
  get(id: string): SimClient | undefined;
  /** Creates a client with any fields; default a CODE client without a redirect URI. */
  create(partial: ClientSeed): SimClient;
  /** Lays a patch over a client; `undefined` takes a field away. Bumps `dateModified` and `modifiedBy`. */
  edit(id: string, patch: { [Field in keyof ClientSeed]?: ClientSeed[Field] | undefined }): void;
  /** Gone at once. */
  remove(id: string): void;
  /** Answers the new secret. */
  regenerateSecret(id: string): string;
  /** The secret in force; undefined for a client that is gone. */
  secretOf(id: string): string | undefined;
  /** How many secrets the client ever had, the one of its creation included, also after it is gone. */
  secretsGenerated(id: string): number;
}

/** A running simulator. */
export interface Simulator {
  /** `http://127.0.0.1:PORT`, for the API and the login alike. */
  readonly url: string;
  readonly organization: { id: string; name: string };
  readonly clock: SimulatorClock;
  readonly log: RequestLog;
  readonly faults: Faults;
  readonly clients: SimClients;
  readonly roles: Roles;
  readonly divisions: Divisions;
  readonly usage: UsageControl;
  /** A token without a login; default for the first login. */
  issueToken(clientId?: string): string;
  /** Every token in circulation answers 401 from now on. */
  revokeTokens(): void;
  /** Every login secret, token and client secret that ever existed, for tests that look for leaks. */
  allSecrets(): string[];
  /** Stops listening, destroys every connection, and waits for the state file. */
  close(): Promise<void>;
}

function outOfBandClients({ clients, clock }: World): SimClients {
  const require = (id: string) => {
    const record = clients.find(id);
    if (!record) throw notFound("OAuthClient", id);
    return record;
  };
  return {
    list: () => clients.all().map((record) => toApiClient(record)),
    get: (id) => {
      const record = clients.find(id);
      return record && toApiClient(record);
    },
    create: (partial) => toApiClient(clients.insert(recordOfSeed(partial, clock.now()))),
    edit(id, patch) {
      const record = require(id);
      if (patch.dateCreated !== undefined) record.dateCreated = Date.parse(patch.dateCreated);
      clients.update(record, patchedBody(record.body, patch), OTHER_USER_ID);
      if (patch.dateToDelete !== undefined) clients.scheduleDeletion(record, Date.parse(patch.dateToDelete));
    },
    remove: (id) => clients.remove(id),
    regenerateSecret: (id) => clients.regenerateSecret(require(id), OTHER_USER_ID),
    secretOf: (id) => clients.find(id)?.secret,
    secretsGenerated: (id) => clients.secretsOf(id).length,
  };
}

/**
 * Starts a Genesys Cloud of one's own: a real HTTP server on the loopback interface that plays the login host and the
 * OAuth part of the Platform API, with their awkwardness.
 *
 * @example
 * const simulator = await startSimulator({ consistencyWindowMs: 2000 });
 * // GENESYSCLOUD_API_URL and GENESYSCLOUD_LOGIN_URL are both simulator.url, the login is DEFAULT_LOGIN.
 * await simulator.close();
 *
 * @throws Error when the port is taken, or `persistTo` names a file that is no state file
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const resolved = resolveOptions(options);
  const world = createWorld(resolved);
  const { url, close } = await listen(createApp(world, allOperations(world)), resolved.port);
  const { access, clients, clock, directory, faults, log, usage, persistence } = world;
  return {
    url,
    organization: resolved.organization,
    clock,
    log,
    faults,
    clients: outOfBandClients(world),
    roles: directory.roles,
    divisions: directory.divisions,
    usage,
    issueToken: (clientId) => access.issueToken(clientId).accessToken,
    revokeTokens: () => access.revokeTokens(),
    allSecrets: () => [...access.allSecrets(), ...clients.allSecrets()],
    async close() {
      await close();
      await persistence.flush();
    },
  };
}
