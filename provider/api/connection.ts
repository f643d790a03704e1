import type { Configuration } from "../config/configuration.ts";
import { GenesysError, InvalidInputError } from "../errors/index.ts";
import { type CallFacts, errorOfFailure, interruptedInDoubt } from "./answer-errors.ts";
import type { AnswerFacts } from "./answer-facts.ts";
import { Cancellation } from "./cancellation.ts";
import { Redactor } from "./redaction.ts";
import { DEFAULT_RETRY_BOUNDS, mayHaveBeenApplied, type RetryBounds, type RetryClass } from "./retry-policy.ts";
import { type LoginHostAnswer, presentSecret, type SecretPresentation } from "./secret-presentation.ts";
import { type Lease, TokenPool } from "./token-pool.ts";
import { ExchangeFailure, Transport } from "./transport.ts";

/** One call of the Genesys Cloud API. */
export interface ApiCall extends CallFacts {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path below the API's origin, query included; built from checked identifiers only. */
  readonly path: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly retryClass: RetryClass;
  /** Default `json`. */
  readonly expects?: "json" | "nothing";
  /** Texts of the body that an error must not repeat, in addition to every secret that is remembered. */
  readonly confidential?: readonly string[];
}

/** What can be tuned beside the configuration: for tests and special situations. */
export interface ConnectionTuning {
  /** Clock in epoch milliseconds; decides when a token expires. Default `Date.now`. */
  readonly now?: () => number;
  /** Length in milliseconds of the rolling window of the rate limit. Default 60,000. */
  readonly rateWindowMs?: number;
  readonly retryBounds?: Partial<RetryBounds>;
  /** Ends the calls early. Default: nobody does. */
  readonly cancellation?: Cancellation;
  /** Milliseconds until one request is given up; default from the configuration. */
  readonly requestTimeoutMs?: number;
}

/** The shortest delay that got takes for one. */
const AT_ONCE_MS = 1;
const USER_AGENT = "pulumi-genesyscloud-oauth";

/** Authenticated, rate-limited calls to one organisation. One per process: tokens, budgets and connections are shared. */
export class Connection {
  /** Origin of the API. */
  readonly apiUrl: string;
  /** Id of the client that we log in as; undefined with a ready token. */
  readonly loginClientId: string | undefined;
  private readonly cancellation: Cancellation;
  private readonly loginUrl: string | undefined;
  private readonly transport: Transport;
  private readonly tokens: TokenPool;
  private readonly redactor = new Redactor();
  private readonly bounds: RetryBounds;

  constructor(configuration: Configuration, tuning: ConnectionTuning = {}) {
    const now = tuning.now ?? Date.now;
    this.apiUrl = configuration.apiUrl;
    this.loginUrl = configuration.loginUrl;
    const { credentials } = configuration;
    this.loginClientId = credentials.kind === "client" ? credentials.clientId : undefined;
    this.cancellation = tuning.cancellation ?? new Cancellation();
    this.bounds = { ...DEFAULT_RETRY_BOUNDS, ...tuning.retryBounds };
    this.transport = new Transport({
      requestTimeoutMs: tuning.requestTimeoutMs ?? configuration.requestTimeoutSeconds * 1_000,
      bounds: this.bounds,
      userAgent: USER_AGENT,
      now,
      proxy: configuration.proxy,
      cancellation: this.cancellation,
    });
    this.tokens = new TokenPool({
      transport: this.transport,
      redactor: this.redactor,
      credentials: configuration.credentials,
      loginUrl: configuration.loginUrl,
      now,
      maxTokens: configuration.maxTokens,
      requestsPerWindow: configuration.requestsPerMinute,
      windowMs: tuning.rateWindowMs ?? 60_000,
    });
  }

  /** @throws GenesysError of the fitting class; never anything that holds a header, a body, a token or a secret. */
  async call(call: ApiCall): Promise<unknown> {
    let lease: Lease | undefined;
    let refusedLease: Lease | undefined;
    let firstRefusedAt: number | undefined;
    let isInDoubt = false;
    try {
      return await this.transport.exchange({
        method: call.method,
        url: this.urlOf(call),
        ...(call.headers === undefined ? {} : { headers: call.headers }),
        ...(call.json === undefined ? {} : { json: call.json }),
        retryClass: call.retryClass,
        expects: call.expects ?? "json",
        beforeAttempt: async () => {
          await refusedLease?.discardToken();
          refusedLease = undefined;
          const urgency = lease !== undefined ? "repeated" : call.method === "GET" ? "read" : "write";
          lease = await this.cancellation.unlessCancelled(this.tokens.lease(urgency));
          return { authorization: `Bearer ${lease.token}` };
        },
        onFailure: (failure, delay) => {
          isInDoubt ||= mayHaveBeenApplied(failure);
          // A wait that this call gives up on is not imposed on the others: each then hears it from the API itself.
          if (failure.status === 429 && delay !== undefined) {
            lease?.endRefused(delay);
            // The pool holds requests back for as long as it must: another token may be free at once.
            return AT_ONCE_MS;
          }
          lease?.end();
          if (failure.status !== 401 || !this.tokens.renewable || lease === undefined) return delay;
          // A token that was issued since then is not refused for its age: a further login would not help.
          if (firstRefusedAt !== undefined && lease.issuedAt > firstRefusedAt) return delay;
          firstRefusedAt ??= performance.now();
          refusedLease = lease;
          return AT_ONCE_MS;
        },
      });
    } catch (error) {
      if (error instanceof ExchangeFailure) {
        throw errorOfFailure(error, call, (text) => this.redactor.clean(text, call.confidential), isInDoubt);
      }
      throw isInDoubt && error instanceof GenesysError ? interruptedInDoubt(error, call) : error;
    } finally {
      lease?.end();
    }
  }

  /** Presents a secret to the login host. Takes nothing of the API's budget, and needs no token. Never throws. */
  presentSecret(request: SecretPresentation): Promise<LoginHostAnswer> {
    const { transport, redactor, loginUrl } = this;
    return presentSecret({ transport, redactor, loginUrl }, request);
  }

  /** Waits for so many milliseconds. @throws CancelledError as soon as the run is cancelled. */
  pause(milliseconds: number): Promise<void> {
    return this.cancellation.sleep(milliseconds);
  }

  /** The server's time in epoch milliseconds. */
  serverNow(): number {
    return this.transport.serverNow();
  }

  /** What the answers so far told beside their bodies: the server's clock, the rate limit. */
  answerFacts(): AnswerFacts {
    return this.transport.answerFacts();
  }

  /** Remembers a secret, so that no text from outside can carry it into an error. */
  remember(secret: string | undefined): void {
    this.redactor.remember(secret);
  }

  /** Closes idle connections. */
  close(): void {
    this.transport.close();
  }

  /** Follow-up addresses (`nextUri`) come from the server: they must not lead the token to another host. */
  private urlOf({ path, operation }: ApiCall): string {
    const url = URL.parse(path.startsWith("/") ? `${this.apiUrl}${path}` : path);
    if (url === null || url.origin !== new URL(this.apiUrl).origin) {
      throw new InvalidInputError("the API named a follow-up address on another host; it is not followed", {
        operation,
        nextStep: "Check genesyscloud:apiUrl: a gateway before the API must not lead to other hosts.",
      });
    }
    return url.href;
  }
}
