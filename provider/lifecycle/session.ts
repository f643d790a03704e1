import type { ApiOAuthClient } from "../api/api-types.ts";
import type { OAuthApi } from "../api/oauth-api.ts";
import { ApiError, isErrorOf } from "../errors/index.ts";
import type { Belonging } from "../model/belonging.ts";
import { withoutUndefined } from "../model/canonical.ts";
import type { RotationSlots } from "../model/rotation-slots.ts";
import { ClientReader } from "./client-reader.ts";
import { Ownership } from "./ownership.ts";
import { SecretChecks } from "./secret-checks.ts";

/** Whose credentials are in use, and where. */
export interface Identity extends Belonging {
  readonly organizationName: string;
  /** The OAuth client that we are logged in as; undefined if the token does not tell. */
  readonly clientId: string | undefined;
}

/** Options of a session. Each has a default. */
export interface SessionTuning {
  /** Whether reads may be answered from the listing. Default true; false costs one GET for each. */
  readonly sharesListing?: boolean;
  readonly ownership?: Ownership;
  /** Milliseconds until a newly created client is certainly visible. Default 30,000. */
  readonly consistencyWindowMs?: number;
  /** Clock in epoch milliseconds, for the age of what was listed. Default `Date.now`. */
  readonly now?: () => number;
  /** Where another process may have a listing of the organisation for us. */
  readonly listingChannel?: string | undefined;
  /** Tells the user something that does not stop the operation. Default: nobody is told. */
  readonly warn?: (message: string) => void;
  /** Resolves after the given milliseconds. Default: a timer. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** What the operations of the lifecycle share within one process. */
export class Session {
  readonly api: OAuthApi;
  /** Reads clients, sharing a listing between them. */
  readonly reader: ClientReader;
  /** Which clients belong to resources of this run. */
  readonly ownership: Ownership;
  /** The checks of secrets, which share the login host. */
  readonly secretChecks = new SecretChecks();
  readonly consistencyWindowMs: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly warn: (message: string) => void;
  /** Id under which the API records our creations. Learnt from the first answer to one; undefined until then, or if answers do not tell. */
  creatorId: string | undefined;
  /** Slots of the first clients that are gone and get a replacement in this run, by the id of the second client. */
  readonly slotsOfReplaced = new Map<string, RotationSlots>();
  private knownIdentity: Promise<Identity> | undefined;
  private knownHomeDivision: Promise<string> | undefined;
  private knownClients: Promise<ReadonlyMap<string, ApiOAuthClient>> | undefined;
  private readonly queues = new Map<string, Promise<unknown>>();
  private readonly warnings = new Set<string>();

  constructor(api: OAuthApi, tuning: SessionTuning = {}) {
    this.api = api;
    this.reader = new ClientReader(
      api,
      tuning.sharesListing ?? true,
      tuning.now,
      this.handedListing(tuning.listingChannel),
    );
    this.ownership = tuning.ownership ?? new Ownership();
    this.consistencyWindowMs = tuning.consistencyWindowMs ?? 30_000;
    this.warn = tuning.warn ?? (() => undefined);
    this.sleep = tuning.sleep ?? ((milliseconds) => api.pause(milliseconds));
  }

  /** Whose credentials are in use. Asked once per process, however many callers wait, and again only after a failure. */
  identity(): Promise<Identity> {
    this.knownIdentity ??= this.forgetIfFailed("knownIdentity", this.askIdentity());
    return this.knownIdentity;
  }

  /** Id of the division for roles without `divisionId`. Asked once per process, and again only after a failure. */
  homeDivisionId(): Promise<string> {
    this.knownHomeDivision ??= this.forgetIfFailed("knownHomeDivision", this.askHomeDivision());
    return this.knownHomeDivision;
  }

  /**
   * The organisation's clients as they were before this process created its first one, by id.
   *
   * A client that is not in here and appears after a lost answer is new. This needs no trust in any clock.
   */
  clientsBefore(): Promise<ReadonlyMap<string, ApiOAuthClient>> {
    this.knownClients ??= this.forgetIfFailed("knownClients", this.reader.wholeListing());
    return this.knownClients;
  }

  /** All clients now, by id. */
  async listAll(): Promise<ReadonlyMap<string, ApiOAuthClient>> {
    return new Map((await this.api.allClients()).map((client) => [client.id, client]));
  }

  /** Like {@link warn}, but not for a text that this process has told already. */
  warnOnce(message: string): void {
    if (this.warnings.has(message)) return;
    this.warnings.add(message);
    this.warn(message);
  }

  /** Runs tasks of the same key one after the other. */
  async inTurn<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.queues.get(key) ?? Promise.resolve();
    const turn = before.then(task, task);
    this.queues.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.queues.get(key) === turn) this.queues.delete(key);
    }
  }

  private handedListing(channel: string | undefined) {
    if (channel === undefined) return undefined;
    return async () => {
      const { receiveListing } = await import("./listing-channel.ts");
      return receiveListing(channel, await this.identity());
    };
  }

  private async askIdentity(): Promise<Identity> {
    const { organization, OAuthClient } = await this.api.tokenInfo();
    return {
      apiUrl: this.api.apiUrl,
      organizationId: organization?.id ?? "",
      organizationName: organization?.name ?? "",
      clientId: OAuthClient?.id ?? this.api.loginClientId,
    };
  }

  private async askHomeDivision(): Promise<string> {
    try {
      return (await this.api.homeDivision()).id;
    } catch (error) {
      if (!isErrorOf(error, ApiError)) throw error;
      const { operation, status, genesysCode, correlationId } = error;
      throw new ApiError("a role has no divisionId, and the home division can't be read", {
        ...withoutUndefined({ operation, status, genesysCode, correlationId }),
        nextStep: "Check the login, or write divisionId in the role.",
      });
    }
  }

  private forgetIfFailed<T>(
    field: "knownIdentity" | "knownHomeDivision" | "knownClients",
    asked: Promise<T>,
  ): Promise<T> {
    asked.catch(() => {
      if (this[field] === asked) this[field] = undefined;
    });
    return asked;
  }
}
