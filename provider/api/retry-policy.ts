/**
 * How a call may be repeated.
 * - `idempotent`: applying it twice is the same as once, or harmless (GET, PUT, DELETE, login, a new secret: the last answer wins).
 * - `once`: only repeated when the request was surely not applied.
 */
export type RetryClass = "idempotent" | "once";

/** What went wrong with one attempt. */
export interface Failure {
  /** HTTP status, when an answer arrived. */
  readonly status?: number;
  /** Code of the network error or time-out, e.g. `ECONNRESET`. */
  readonly networkCode?: string;
  /** For a time-out: which phase ran out, in got's words. */
  readonly timeoutPhase?: string;
  /** HTTP status with which the proxy refused to make a tunnel. */
  readonly proxyStatus?: number;
  /** The server's own wish (`Retry-After`, seconds or date), in milliseconds. */
  readonly retryAfterMs?: number;
}

/** Bounds of the retries; each is per call. */
export interface RetryBounds {
  /** First back-off in milliseconds; doubles with each attempt. Default 250. */
  readonly backoffMs: number;
  /** Retries after anything but a 429. Default 4. */
  readonly maxRetries: number;
  /** Longest time in milliseconds that a call waits for 429s in all. Default 300,000. */
  readonly maxRateLimitWaitMs: number;
}

export const DEFAULT_RETRY_BOUNDS: RetryBounds = { backoffMs: 250, maxRetries: 4, maxRateLimitWaitMs: 300_000 };

const TRANSIENT_STATUS = new Set([408, 500, 502, 503, 504]);
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  // The proxy made no tunnel.
  "ERR_PROXY_TUNNEL",
]);
/**
 * Codes with which Node refuses the certificate of a server, before it sends anything.
 * @see https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const REFUSED_CERTIFICATE = new Set([
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "CERT_NOT_YET_VALID",
  "CERT_HAS_EXPIRED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_CHAIN_TOO_LONG",
  "CERT_REVOKED",
  "CERT_UNTRUSTED",
  "CERT_REJECTED",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "HOSTNAME_MISMATCH",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);
const PHASES_BEFORE_SENDING = new Set(["lookup", "connect", "secureConnect"]);
const LONGEST_BACKOFF_MS = 8_000;
const LONGEST_RETRY_AFTER_OF_5XX_MS = 30_000;

/** Whether the server could not prove that it is the host that was asked for. */
export function isRefusedCertificate({ networkCode }: Failure): boolean {
  return networkCode !== undefined && REFUSED_CERTIFICATE.has(networkCode);
}

/** Whether the failed request can't have reached Genesys: it is then safe to send anything again. */
export function surelyNotSent(failure: Failure): boolean {
  const { networkCode, timeoutPhase } = failure;
  return (
    isRefusedCertificate(failure) ||
    (networkCode !== undefined && NEVER_SENT.has(networkCode)) ||
    (timeoutPhase !== undefined && PHASES_BEFORE_SENDING.has(timeoutPhase))
  );
}

/** Whether the failed request may have been applied: it may have arrived, and no answer of the API's tells. */
export function mayHaveBeenApplied(failure: Failure): boolean {
  const { status } = failure;
  const isRefusal = status !== undefined && status >= 400 && status < 500 && status !== 408;
  return !isRefusal && !surelyNotSent(failure);
}

/**
 * How long to wait before the next attempt, in milliseconds; undefined when there is none.
 *
 * A 429 is refused before anything is applied, so every method may be repeated (RFC 6585 section 4); `Retry-After` is
 * honoured to the full, because asking earlier only costs another refusal. A 5xx with `Retry-After` waits as told, within reason.
 * @param attempt how many attempts were refused with 429 so far, or failed in another way: counted apart, from 1.
 * @param waitedMs how long this call has waited already.
 */
export function delayBeforeRetry(
  retryClass: RetryClass,
  failure: Failure,
  attempt: number,
  waitedMs: number,
  bounds: RetryBounds = DEFAULT_RETRY_BOUNDS,
): number | undefined {
  const backoff = Math.min(bounds.backoffMs * 2 ** (attempt - 1), LONGEST_BACKOFF_MS);
  if (failure.status === 429) {
    // A wish to be asked again at once (0, or a date gone by) is none: followed, it would be a request every millisecond.
    const wished = failure.retryAfterMs ?? 0;
    const delay = Math.max(wished < bounds.backoffMs ? backoff : wished, 1);
    return waitedMs + delay <= bounds.maxRateLimitWaitMs ? delay : undefined;
  }
  if (attempt > bounds.maxRetries) return undefined;
  // Asked again with the same password, a proxy may lock the account.
  if (failure.proxyStatus !== undefined && failure.proxyStatus < 500) return undefined;
  // Nobody exchanges a certificate within seconds.
  if (isRefusedCertificate(failure)) return undefined;
  if (surelyNotSent(failure)) return backoff;
  if (retryClass === "once") return undefined;
  if (failure.status === undefined) return failure.networkCode === undefined ? undefined : backoff;
  if (!TRANSIENT_STATUS.has(failure.status)) return undefined;
  const wanted = failure.retryAfterMs ?? backoff;
  return wanted <= LONGEST_RETRY_AFTER_OF_5XX_MS ? Math.max(wanted, 1) : undefined;
}
