import type { LoginSeed } from "./access/access.ts";
import type { ApiEntityRef, ApiOAuthAuthorization, ApiOAuthClient } from "./api-types.ts";
import { DEFAULT_LOGIN, DEFAULT_ORGANIZATION, type DivisionSeed, type RoleSeed } from "./directory/default-seed.ts";
import type { RateLimit } from "./transport/rate-limit.ts";
import type { UsageSeed } from "./usage/usage-rows.ts";
import type { Variant } from "./variants/catalogue.ts";

/** A client to start with, or to create without the API. Any part of it can be given; `secret` sets a certain secret. */
export type ClientSeed = Partial<ApiOAuthClient> & { secret?: string };

/** An authorization that exists at the start. */
export interface AuthorizationSeed {
  /** Id of an existing CODE or TOKEN client. */
  clientId: string;
  /** Scopes granted. Default: the client's scopes. */
  scope?: string[];
  /** Ids of the roles granted. Default: none. */
  roles?: string[];
  /** Who granted it. Default: a simulated user. */
  resourceOwner?: ApiEntityRef;
  /** Time of the grant, ISO 8601. Default: that of the client. */
  dateCreated?: string;
  /** Whether the grant is still waiting for approval. Default false. */
  pending?: boolean;
  /** State of the authorization. Default `Authorized`. */
  state?: ApiOAuthAuthorization["state"];
}

/** What the organisation contains at the start. */
export interface SeedData {
  clients?: ClientSeed[];
  /** Default: the roles of `ROLE_IDS`. */
  roles?: RoleSeed[];
  /** Default: the divisions of `DIVISION_IDS`. */
  divisions?: DivisionSeed[];
  authorizations?: AuthorizationSeed[];
  usage?: UsageSeed[];
}

/** Options of a simulator. All are optional. */
export interface SimulatorOptions {
  /** TCP port on 127.0.0.1. Default 0, which takes a free port. */
  port?: number;
  /** Minimum duration of every answer in milliseconds. Default 0. */
  latencyMs?: number;
  /** Milliseconds after a creation during which GET answers 404 and the listing omits the client [peer, forum]. Default 0. */
  consistencyWindowMs?: number;
  /** Milliseconds after `roles.add` during which the new role is refused [peer]. Default 0. */
  roleGrantDelayMs?: number;
  /** Limit of requests; `false` for none. Default 300 in 60000 ms for each token [doc]. */
  rateLimit?: RateLimit | false;
  /** Limit of logins per client id; `false` for none. Default false, because Genesys publishes no number. */
  loginRateLimit?: RateLimit | false;
  /** Clients per page of the listing. Default 25. */
  pageSize?: number;
  /** Whether the client listing ignores `pageSize` in the query. Default true, because the documented call has no parameters [doc]. */
  ignorePageSizeQuery?: boolean;
  /** Lifetime of a token in seconds. Default: the client's own `accessTokenValiditySeconds`, and 86400 for seeded logins. */
  tokenLifetimeSeconds?: number;
  /** Whether fields of POST or PUT that are not in `OAuthClientRequest`, including read-only ones, get a 400. Default false. */
  knownFieldsOnly?: boolean;
  /** Fields outside `OAuthClientRequest` that a creation must send, or it gets a 400 [doc, point 5]. Default: none. */
  requiredExtraFields?: readonly string[];
  /** Whether the lists of a client come back in a different order than sent. Default false. */
  shuffleLists?: boolean;
  /** Ways in which the API differs from what we believe about it; see `VARIANTS`. Default: none. */
  variants?: readonly Variant[];
  /** Fields to add to every answer that shows a client, e.g. fields that change with each read. Default: none. */
  extraFieldsOnRead?: (clientId: string) => Record<string, unknown>;
  /** Number of polls during which a usage query stays `Running`. Default 2. */
  usagePollsUntilComplete?: number;
  /** Usage rows per page. Default 1000. */
  usagePageSize?: number;
  /** What the organisation contains at the start. If `persistTo` names an existing file, only `usage` is used. */
  seed?: SeedData;
  /**
   * JSON file (mode 0600) that is read at the start and replaced after each change. A change is on disk before it is
   * answered. Default: memory only.
   */
  persistTo?: string;
  /** Returns the time in epoch milliseconds. Default: the machine's time. `simulator.clock.advance` adds to it. */
  clock?: () => number;
  /** The simulated organisation. Default {@link DEFAULT_ORGANIZATION}. */
  organization?: { id: string; name: string };
  /** The logins that exist at the start. Default: {@link DEFAULT_LOGIN} with every permission and every role. */
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
    variants: [],
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
