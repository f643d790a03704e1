import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import got, { HTTPError, type Method, RequestError, TimeoutError } from "got";
import type { Configuration } from "../config/configuration.ts";
import { type AnswerFacts, factsAfter } from "./answer-facts.ts";
import type { Cancellation } from "./cancellation.ts";
import { delayBeforeRetry, type Failure, type RetryBounds, type RetryClass } from "./retry-policy.ts";

/** One HTTP exchange, retries included. */
export interface Exchange {
  readonly method: Method;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly retryClass: RetryClass;
  /** `nothing`: a 2xx may be empty; JSON is ignored. */
  readonly expects: "json" | "nothing";
  /** Milliseconds until an attempt is given up, if less than for all exchanges. */
  readonly timeoutMs?: number;
  /** Runs before every attempt, the first included; not counted against the time-out. Gives headers for this attempt. */
  readonly beforeAttempt?: () => Promise<Readonly<Record<string, string>>>;
  /**
   * Told of each failed attempt, with the delay until the next one in milliseconds by our policy (undefined: no further one).
   * What it returns counts instead.
   */
  readonly onFailure?: (failure: Failure, delay: number | undefined) => number | undefined;
}

/** An exchange that ended without a usable answer. Stays inside this folder; holds no header and nothing that we sent. */
export class ExchangeFailure extends Error implements Failure {
  declare readonly status?: number;
  declare readonly networkCode?: string;
  declare readonly timeoutPhase?: string;
  declare readonly proxyStatus?: number;
  declare readonly retryAfterMs?: number;
  declare readonly correlationId?: string;
  /** Body of the answer: parsed JSON, or text. */
  declare readonly body?: unknown;

  constructor(facts: Failure & { readonly correlationId?: string; readonly body?: unknown }) {
    super("exchange failed");
    Object.assign(this, facts);
  }
}

/** Code of an answer that has a good status, but is not the JSON it should be (proxy page, cut body). */
export const MALFORMED = "EMALFORMED";

class MalformedAnswer extends Error {
  readonly code = MALFORMED;
}

/** Code of a request that ended because the run was cancelled, in got's words. */
export const CANCELLED = "ERR_ABORTED";

/** Sends requests over kept-alive connections, with a time-out on every call and retries by class. The only user of got. */
export class Transport {
  private readonly agent: { readonly http: HttpAgent; readonly https: HttpsAgent };
  private readonly requestTimeoutMs: number;
  private readonly bounds: RetryBounds;
  private readonly userAgent: string;
  private readonly now: () => number;
  private readonly cancellation: Cancellation;
  private facts: AnswerFacts = { serverAheadMs: undefined, rateLimit: undefined };

  constructor(options: {
    requestTimeoutMs: number;
    bounds: RetryBounds;
    userAgent: string;
    now: () => number;
    proxy: Configuration["proxy"];
    cancellation: Cancellation;
  }) {
    this.agent = {
      // Only ever on loopback, where no proxy belongs in between.
      http: new HttpAgent({ keepAlive: true }),
      https: new HttpsAgent({ keepAlive: true, proxyEnv: options.proxy }),
    };
    this.requestTimeoutMs = options.requestTimeoutMs;
    this.bounds = options.bounds;
    this.userAgent = options.userAgent;
    this.now = options.now;
    this.cancellation = options.cancellation;
  }

  /** The server's time in epoch milliseconds, by the `Date` of its last answer: right to about a second, however wrong our clock. */
  serverNow(): number {
    return this.now() + (this.facts.serverAheadMs ?? 0);
  }

  /** What the answers so far told beside their bodies. */
  answerFacts(): AnswerFacts {
    return this.facts;
  }

  /**
   * @returns the parsed body, or undefined where nothing is expected.
   * @throws ExchangeFailure, or what `beforeAttempt` threw.
   */
  async exchange(request: Exchange): Promise<unknown> {
    let attemptHeaders = (await request.beforeAttempt?.()) ?? {};
    let waitedMs = 0;
    let refusals = 0;
    let failures = 0;
    let refusedAttempt: { readonly reason: unknown } | undefined;
    try {
      const response = await got(request.url, {
        method: request.method,
        agent: this.agent,
        headers: { accept: "application/json", "user-agent": this.userAgent, ...request.headers },
        ...(request.json === undefined ? {} : { json: request.json }),
        ...(request.form === undefined ? {} : { form: { ...request.form } }),
        signal: this.cancellation.signalFor(request.method),
        followRedirect: false,
        responseType: "text",
        timeout: {
          lookup: Math.min(5_000, this.requestTimeoutMs),
          connect: Math.min(10_000, this.requestTimeoutMs),
          secureConnect: Math.min(10_000, this.requestTimeoutMs),
          request: Math.min(request.timeoutMs ?? Number.POSITIVE_INFINITY, this.requestTimeoutMs),
        },
        retry: {
          // Our policy decides alone: with got's own rules enforced, a long Retry-After silently cancels the retry.
          enforceRetryRules: false,
          limit: Number.MAX_SAFE_INTEGER,
          methods: [],
          statusCodes: [],
          errorCodes: [],
          backoffLimit: 0,
          noise: 0,
          maxRetryAfter: Number.POSITIVE_INFINITY,
          calculateDelay: ({ error, retryAfter }) => {
            if (this.cancellation.isCancelled) return 0;
            const failure = failureOf(error, retryAfter);
            // Counted apart: a call that waited out many 429s must still survive one lost connection.
            const attempt = failure.status === 429 ? ++refusals : ++failures;
            const delay = delayBeforeRetry(request.retryClass, failure, attempt, waitedMs, this.bounds);
            waitedMs += delay ?? 0;
            return (request.onFailure === undefined ? delay : request.onFailure(failure, delay)) ?? 0;
          },
        },
        hooks: {
          beforeRequest: [
            (options) => {
              Object.assign(options.headers, attemptHeaders);
            },
          ],
          beforeRetry: [
            async () => {
              try {
                attemptHeaders = (await request.beforeAttempt?.()) ?? {};
              } catch (reason) {
                refusedAttempt = { reason };
                throw reason;
              }
            },
          ],
          afterResponse: [
            (response) => {
              this.facts = factsAfter(this.facts, response.headers, this.now());
              if (response.statusCode < 400 && !isUsable(response, request.expects)) throw new MalformedAnswer();
              return response;
            },
          ],
        },
      });
      return request.expects === "json" ? parseJson(response.body) : undefined;
    } catch (error) {
      if (refusedAttempt !== undefined) throw refusedAttempt.reason;
      throw error instanceof RequestError ? exchangeFailureOf(error) : error;
    }
  }

  /** Closes idle connections, so that a program can end. */
  close(): void {
    this.agent.http.destroy();
    this.agent.https.destroy();
  }
}

function failureOf(error: RequestError, retryAfterMs?: number): Failure {
  if (error instanceof HTTPError) {
    return { status: error.response.statusCode, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
  if (error instanceof TimeoutError) return { networkCode: error.code, timeoutPhase: error.event };
  const { statusCode } = (error.cause ?? {}) as { readonly statusCode?: unknown };
  return { networkCode: error.code, ...(typeof statusCode === "number" ? { proxyStatus: statusCode } : {}) };
}

function exchangeFailureOf(error: RequestError): ExchangeFailure {
  const answer = error.response;
  const correlationId = answer?.headers["inin-correlation-id"];
  return new ExchangeFailure({
    ...failureOf(error),
    ...(error.code === MALFORMED && answer !== undefined ? { status: answer.statusCode } : {}),
    ...(typeof correlationId === "string" && correlationId !== "" ? { correlationId } : {}),
    ...(typeof answer?.body === "string" ? { body: parseJson(answer.body) ?? answer.body } : {}),
  });
}

/**
 * Whether an answer with a good status comes from the API. A redirect or a page comes from something in between, which has
 * not passed the request on: also where no content is expected, it must not count as done.
 */
function isUsable({ statusCode, body }: { statusCode: number; body: unknown }, expects: Exchange["expects"]): boolean {
  if (statusCode >= 300) return false;
  return parseJson(body) !== undefined || (expects === "nothing" && body === "");
}

/** The JSON value, or undefined for anything that is not a JSON object or list. */
function parseJson(text: unknown): unknown {
  if (typeof text !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
