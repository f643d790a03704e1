import type { LoginSeed } from "./access.ts";
import type { ApiEntityRef, ApiOAuthAuthorization, ApiOAuthClient } from "./api-types.ts";
import { DEFAULT_LOGIN, DEFAULT_ORGANIZATION, type DivisionSeed, type RoleSeed } from "./default-seed.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { UsageSeed } from "./usage-rows.ts";

/** A client to start with, or to create past the API: any part of it, and a secret where it must be a certain one. */
export type ClientSeed = Partial<ApiOAuthClient> & { secret?: string };

/** An authorization to start with. */
export interface AuthorizationSeed {
  /** An existing CODE or TOKEN client. */
  clientId: string;
  /** Default: the client's scopes. */
  scope?: string[];
  /** Role ids; default none. */
  roles?: string[];
  /** Who granted it; default a simulated user. */
  resourceOwner?: ApiEntityRef;
  /** ISO 8601; default the client's. */
  dateCreated?: string;
  /** Default false. */
  pending?: boolean;
  /** Default `Authorized`. */
  state?: ApiOAuthAuthorization["state"];
}

/** What the organization holds at the start. */
export interface SeedData {
  clients?: ClientSeed[];
  /** Default: the roles of `ROLE_IDS`. */
  roles?: RoleSeed[];
  /** Default: the divisions of `DIVISION_IDS`. */
  divisions?: DivisionSeed[];
  authorizations?: AuthorizationSeed[];
  usage?: UsageSeed[];
}

/** Settings of a simulator; all optional. */
export interface SimulatorOptions {
  /** TCP port on 127.0.0.1; default 0, a free one. */
  port?: number;
  /** Milliseconds that every answer takes at least; default 0. */
  latencyMs?: number;
  /** Milliseconds after a create in which GET answers 404 and the listing leaves the client out [peer, forum]; default 0. */
  consistencyWindowMs?: number;
  /** Milliseconds after `roles.add` in which the new role is refused [peer]; default 0. */
  roleGrantDelayMs?: number;
  /** Requests per token; default 300 in 60000 ms [doc]. */
  rateLimit?: RateLimit | false;
  /** Logins per client id; default false, since Genesys publishes no number. */
  loginRateLimit?: RateLimit | false;
  /** Clients per page of the listing; default 25. */
  pageSize?: number;
  /** Whether the client listing ignores `pageSize` in the query; default true, since the documented call has no parameters [doc]. */
  ignorePageSizeQuery?: boolean;
  /** Seconds; default each client's own `accessTokenValiditySeconds`, and 86400 for seeded logins. */
  tokenLifetimeSeconds?: number;
  /** Answers 400 for a field of POST or PUT that is not in `OAuthClientRequest`, read-only ones included; default false. */
  knownFieldsOnly?: boolean;
  /** Fields beyond `OAuthClientRequest` without which a create answers 400 [doc, point 5]; default none. */
  requiredExtraFields?: readonly string[];
  /** Whether the lists of a client come back in another order than sent; default false. */
  shuffleLists?: boolean;
  /** Fields to add to every answer that shows a client, e.g. ones that change with each read; default none. */
  extraFieldsOnRead?: (clientId: string) => Record<string, unknown>;
  /** Polls for which a usage query stays `Running`; default 2. */
  usagePollsUntilComplete?: number;
  /** Usage rows per page; default 1000. */
  usagePageSize?: number;
  /** What the organization holds; ignored where `persistTo` names an existing file, but for `usage`. */
  seed?: SeedData;
  /** JSON file (mode 0600) that is read at the start and replaced after each change; an answered change is on disk. Default: memory only. */
  persistTo?: string;
  /** Epoch milliseconds; default the machine's time. `simulator.clock.advance` adds to it. */
  clock?: () => number;
  /** Default {@link DEFAULT_ORGANIZATION}. */
  organization?: { id: string; name: string };
  /** Default: {@link DEFAULT_LOGIN} with every permission and every role. */
  logins?: readonly LoginSeed[];
}

/** Options with every default filled in. */
export type ResolvedOptions = Required<Omit<SimulatorOptions, "tokenLifetimeSeconds" | "persistTo">> &
  Pick<SimulatorOptions, "tokenLifetimeSeconds" | "persistTo">;

/** Fills in the defaults. */
export function resolveOptions(options: SimulatorOptions): ResolvedOptions {
  return {
    port: 0,
    latencyMs: 0,
    consistencyWindowMs: 0,
    roleGrantDelayMs: 0,
    rateLimit: { requests: 300, windowMs: 60_000 },
    loginRateLimit: false,
    pageSize: 25,
    ignorePageSizeQuery: true,
    knownFieldsOnly: false,
    requiredExtraFields: [],
    shuffleLists: false,
    extraFieldsOnRead: () => ({}),
    usagePollsUntilComplete: 2,
    usagePageSize: 1000,
    seed: {},
    clock: Date.now,
    organization: DEFAULT_ORGANIZATION,
    logins: [{ ...DEFAULT_LOGIN, name: "Simulator default login", permissions: ["*"] }],
    ...options,
  };
}
