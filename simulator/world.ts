import { Access } from "./access/access.ts";
import { ClientStore, type ClientStoreSnapshot } from "./clients/client-store.ts";
import { createShuffle, keepOrder, type OrderList } from "./clients/client-view.ts";
import { recordOfSeed } from "./clients/seed-clients.ts";
import { createClock, type SimulatorClock } from "./controls/clock.ts";
import { createFaults } from "./controls/faults.ts";
import { createPersistence, loadState, type Persistence } from "./controls/persistence.ts";
import { createRequestLog } from "./controls/request-log.ts";
import { DEFAULT_DIVISIONS, DEFAULT_ROLES } from "./directory/default-seed.ts";
import { Directory, type DirectorySnapshot } from "./directory/directory.ts";
import { CredentialStore, type CredentialStoreSnapshot } from "./integrations/credential-store.ts";
import type { AuthorizationSeed, ResolvedOptions } from "./options.ts";
import { createRateLimiter, type RateLimiter } from "./transport/rate-limit.ts";
import { UsageExecutions } from "./usage/usage-executions.ts";
import { createVariants } from "./variants/active-variants.ts";
import { type AsAnswered, createAsAnswered } from "./variants/answers.ts";
import { type CutPage, createCutPage } from "./variants/listings.ts";
import { asStored, withUnknownFields } from "./variants/stored.ts";

/** Everything that the operations read and change. */
export interface World {
  readonly options: ResolvedOptions;
  readonly clock: SimulatorClock;
  readonly log: ReturnType<typeof createRequestLog>;
  readonly faults: ReturnType<typeof createFaults>;
  readonly directory: Directory;
  readonly clients: ClientStore;
  readonly credentials: CredentialStore;
  readonly access: Access;
  readonly authorizations: readonly AuthorizationSeed[];
  readonly usage: UsageExecutions;
  readonly apiLimiter: RateLimiter;
  readonly loginLimiter: RateLimiter;
  readonly persistence: Persistence;
  readonly orderList: OrderList;
  readonly variants: ReturnType<typeof createVariants>;
  readonly cutPage: CutPage;
  readonly asAnswered: AsAnswered;
}

interface SavedState extends ClientStoreSnapshot, DirectorySnapshot, Partial<CredentialStoreSnapshot> {
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

  const snapshot = (): SavedState => ({
    version: 1,
    ...clients.snapshot(),
    ...directory.snapshot(),
    ...credentials.snapshot(),
    authorizations,
  });
  const persistence = createPersistence(options.persistTo, snapshot);
  const onChange = (): void => persistence.schedule();

  const variants = createVariants(options.variants, () => clients.completeAll());
  const { isOn } = variants;
  const directory = new Directory(clock.now, options.roleGrantDelayMs, onChange);
  directory.fill(saved ?? { roles: seed.roles ?? DEFAULT_ROLES, divisions: seed.divisions ?? DEFAULT_DIVISIONS });
  const clients = new ClientStore(clock.now, options.consistencyWindowMs, onChange, {
    normalise: (body) => asStored(body, isOn),
    complete: (body) => withUnknownFields(body, isOn),
  });
  if (saved) clients.restore(saved);
  else for (const client of seed.clients ?? []) clients.insert(recordOfSeed(client, clock.now()));
  const credentials = new CredentialStore(clock.now, options.consistencyWindowMs, onChange);
  if (saved) credentials.restore(saved);
  const access = new Access(options.logins, clients, directory, clock.now, options.tokenLifetimeSeconds);

  return {
    options,
    clock,
    log: createRequestLog(),
    faults: createFaults(),
    directory,
    clients,
    credentials,
    access,
    authorizations,
    usage: new UsageExecutions(options.usagePollsUntilComplete, options.usagePageSize),
    apiLimiter: createRateLimiter(options.rateLimit, "client.credentials.token.rate.per.minute", clock.now),
    loginLimiter: createRateLimiter(options.loginRateLimit, "login.rate.per.minute", clock.now),
    persistence,
    orderList: options.shuffleLists ? createShuffle() : keepOrder,
    variants,
    cutPage: createCutPage(isOn),
    asAnswered: createAsAnswered(isOn, {
      isClient: (id) => access.hasLogin(id) || clients.secretsOf(id).length > 0,
      nameOf: (id) => (directory.roles.get(id) ?? directory.divisions.get(id))?.name,
    }),
  };
}
