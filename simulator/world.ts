import { Access } from "./access.ts";
import { ClientStore, type ClientStoreSnapshot } from "./client-store.ts";
import { createShuffle, keepOrder, type OrderList } from "./client-view.ts";
import { createClock, type SimulatorClock } from "./clock.ts";
import { DEFAULT_DIVISIONS, DEFAULT_ROLES } from "./default-seed.ts";
import { Directory, type DirectorySnapshot } from "./directory.ts";
import { createFaults } from "./faults.ts";
import type { AuthorizationSeed, ResolvedOptions } from "./options.ts";
import { createPersistence, loadState, type Persistence } from "./persistence.ts";
import { createRateLimiter, type RateLimiter } from "./rate-limit.ts";
import { createRequestLog } from "./request-log.ts";
import { recordOfSeed } from "./seed-clients.ts";
import { UsageExecutions } from "./usage-executions.ts";

/** Everything that the operations read and change. */
export interface World {
  readonly options: ResolvedOptions;
  readonly clock: SimulatorClock;
  readonly log: ReturnType<typeof createRequestLog>;
  readonly faults: ReturnType<typeof createFaults>;
  readonly directory: Directory;
  readonly clients: ClientStore;
  readonly access: Access;
  readonly authorizations: readonly AuthorizationSeed[];
  readonly usage: UsageExecutions;
  readonly apiLimiter: RateLimiter;
  readonly loginLimiter: RateLimiter;
  readonly persistence: Persistence;
  readonly orderList: OrderList;
}

interface SavedState extends ClientStoreSnapshot, DirectorySnapshot {
  version: 1;
  authorizations: readonly AuthorizationSeed[];
}

function readSavedState(path: string | undefined): SavedState | undefined {
  const saved = path === undefined ? undefined : loadState(path);
  if (saved === undefined) return undefined;
  if (typeof saved !== "object" || saved === null || !("version" in saved) || saved.version !== 1) {
    throw new Error(`${path} is not a state file of this version of the simulator.`);
  }
  return saved as SavedState;
}

/**
 * Builds the state, from the file of an earlier run or from the seed.
 *
 * @throws Error when the file is there but not a state file
 */
export function createWorld(options: ResolvedOptions): World {
  const clock = createClock(options.clock);
  const saved = readSavedState(options.persistTo);
  const { seed } = options;
  const authorizations = saved?.authorizations ?? seed.authorizations ?? [];

  const snapshot = (): SavedState => ({ version: 1, ...clients.snapshot(), ...directory.snapshot(), authorizations });
  const persistence = createPersistence(options.persistTo, snapshot);
  const onChange = (): void => persistence.schedule();

  const directory = new Directory(clock.now, options.roleGrantDelayMs, onChange);
  directory.fill(saved ?? { roles: seed.roles ?? DEFAULT_ROLES, divisions: seed.divisions ?? DEFAULT_DIVISIONS });
  const clients = new ClientStore(clock.now, options.consistencyWindowMs, onChange);
  if (saved) clients.restore(saved);
  else for (const client of seed.clients ?? []) clients.insert(recordOfSeed(client, clock.now()));

  return {
    options,
    clock,
    log: createRequestLog(),
    faults: createFaults(),
    directory,
    clients,
    access: new Access(options.logins, clients, directory, clock.now, options.tokenLifetimeSeconds),
    authorizations,
    usage: new UsageExecutions(options.usagePollsUntilComplete, options.usagePageSize),
    apiLimiter: createRateLimiter(options.rateLimit, "client.credentials.token.rate.per.minute", clock.now),
    loginLimiter: createRateLimiter(options.loginRateLimit, "login.rate.per.minute", clock.now),
    persistence,
    orderList: options.shuffleLists ? createShuffle() : keepOrder,
  };
}
