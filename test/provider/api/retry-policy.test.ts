import { describe, expect, it } from "vitest";
import {
  DEFAULT_RETRY_BOUNDS,
  delayBeforeRetry,
  type Failure,
  mayHaveBeenApplied,
  type RetryClass,
  surelyNotSent,
} from "../../../provider/api/retry-policy.ts";

const CLASSES: readonly RetryClass[] = ["idempotent", "once"];
const delayAfter = (failure: Failure, attempt = 1, waitedMs = 0, retryClass: RetryClass = "idempotent") =>
  delayBeforeRetry(retryClass, failure, attempt, waitedMs);

describe.each(CLASSES)("after a 429, a call of class %s", (retryClass) => {
  it("waits as told to the full, for minutes too", () => {
    for (const seconds of [1, 3, 30, 60, 120, 300]) {
      expect(delayAfter({ status: 429, retryAfterMs: seconds * 1_000 }, 1, 0, retryClass)).toBe(seconds * 1_000);
    }
  });

  it("waits five minutes in all at most, however they are spread", () => {
    expect(delayAfter({ status: 429, retryAfterMs: 60_000 }, 5, 240_000, retryClass)).toBe(60_000);
    expect(delayAfter({ status: 429, retryAfterMs: 60_000 }, 6, 240_001, retryClass)).toBeUndefined();
    expect(delayAfter({ status: 429, retryAfterMs: 300_001 }, 1, 0, retryClass)).toBeUndefined();
  });

  it("waits longer and longer where it is not told, or told not to wait", () => {
    for (const retryAfterMs of [undefined, 0, 1]) {
      const failure = { status: 429, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
      const delays = [1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => delayAfter(failure, attempt, 0, retryClass));
      expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    }
  });
});

describe("after any other failure", () => {
  it("a call that may be repeated is, four times, with growing waits", () => {
    for (const failure of [
      { status: 408 },
      { status: 500 },
      { status: 502 },
      { status: 504 },
      { networkCode: "ECONNRESET" },
    ]) {
      expect([1, 2, 3, 4, 5].map((attempt) => delayAfter(failure, attempt))).toEqual([
        250,
        500,
        1_000,
        2_000,
        undefined,
      ]);
    }
  });

  it("a 503 waits as told, up to half a minute", () => {
    expect(delayAfter({ status: 503, retryAfterMs: 7_000 })).toBe(7_000);
    expect(delayAfter({ status: 503, retryAfterMs: 30_000 })).toBe(30_000);
    expect(delayAfter({ status: 503, retryAfterMs: 30_001 })).toBeUndefined();
  });

  it("a call that may be sent once is never repeated when it may have arrived", () => {
    const failures: Failure[] = [
      { status: 408 },
      { status: 500 },
      { status: 503, retryAfterMs: 1_000 },
      { networkCode: "ECONNRESET" },
      { networkCode: "EPIPE" },
      { networkCode: "ETIMEDOUT", timeoutPhase: "request" },
      { networkCode: "ETIMEDOUT", timeoutPhase: "response" },
      { networkCode: "EMALFORMED" },
    ];
    for (const failure of failures) expect(delayAfter(failure, 1, 0, "once")).toBeUndefined();
  });

  it.each<[string, Failure, boolean]>([
    ["ECONNREFUSED", { networkCode: "ECONNREFUSED" }, true],
    ["ENOTFOUND", { networkCode: "ENOTFOUND" }, true],
    ["EAI_AGAIN", { networkCode: "EAI_AGAIN" }, true],
    ["a tunnel that the proxy could not make", { networkCode: "ERR_PROXY_TUNNEL", proxyStatus: 502 }, true],
    ["a time-out of the look-up", { networkCode: "ETIMEDOUT", timeoutPhase: "lookup" }, true],
    ["a time-out of the connection", { networkCode: "ETIMEDOUT", timeoutPhase: "connect" }, true],
    ["a time-out of the TLS handshake", { networkCode: "ETIMEDOUT", timeoutPhase: "secureConnect" }, true],
    ["a time-out of the answer", { networkCode: "ETIMEDOUT", timeoutPhase: "request" }, false],
    ["a time-out while sending", { networkCode: "ETIMEDOUT", timeoutPhase: "send" }, false],
    ["ETIMEDOUT of the system, at any time", { networkCode: "ETIMEDOUT" }, false],
    ["ECONNRESET", { networkCode: "ECONNRESET" }, false],
    ["a 500", { status: 500 }, false],
  ])("%s tells whether the request was sent, and so whether both classes repeat it", (_what, failure, notSent) => {
    expect(surelyNotSent(failure)).toBe(notSent);
    expect(delayAfter(failure, 1, 0, "once")).toBe(notSent ? 250 : undefined);
    expect(delayAfter(failure, 5, 0, "once")).toBeUndefined();
  });

  it.each([403, 407])("a proxy's %i is final, and nothing was sent", (proxyStatus) => {
    const failure = { networkCode: "ERR_PROXY_TUNNEL", proxyStatus };
    for (const retryClass of CLASSES) expect(delayAfter(failure, 1, 0, retryClass)).toBeUndefined();
    expect(mayHaveBeenApplied(failure)).toBe(false);
  });

  it.each([
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "CERT_HAS_EXPIRED",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  ])("a certificate that is refused with %s is final, and nothing was sent", (networkCode) => {
    for (const retryClass of CLASSES) expect(delayAfter({ networkCode }, 1, 0, retryClass)).toBeUndefined();
    expect(mayHaveBeenApplied({ networkCode })).toBe(false);
  });

  it.each<[Failure, boolean]>([
    [{ status: 500 }, true],
    [{ status: 408 }, true],
    [{ status: 302 }, true],
    [{ networkCode: "ECONNRESET" }, true],
    [{ networkCode: "EMALFORMED" }, true],
    [{ networkCode: "ECONNREFUSED" }, false],
    [{ status: 401 }, false],
    [{ status: 404 }, false],
    [{ status: 429 }, false],
  ])("%o may have been applied: %s", (failure, isApplied) => {
    expect(mayHaveBeenApplied(failure)).toBe(isApplied);
  });

  it.each([400, 401, 403, 404, 405, 409, 410, 413, 422, 501])("a %i is final", (status) => {
    for (const retryClass of CLASSES) expect(delayAfter({ status }, 1, 0, retryClass)).toBeUndefined();
  });
});

describe("the bounds", () => {
  it("can be tightened", () => {
    const bounds = { ...DEFAULT_RETRY_BOUNDS, backoffMs: 10, maxRetries: 1, maxRateLimitWaitMs: 20 };
    expect(delayBeforeRetry("idempotent", { status: 500 }, 1, 0, bounds)).toBe(10);
    expect(delayBeforeRetry("idempotent", { status: 500 }, 2, 10, bounds)).toBeUndefined();
    expect(delayBeforeRetry("idempotent", { status: 429, retryAfterMs: 1_000 }, 1, 0, bounds)).toBeUndefined();
  });
});
