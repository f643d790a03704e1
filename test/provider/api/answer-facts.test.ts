import { describe, expect, it } from "vitest";
import { type AnswerFacts, factsAfter } from "../../../provider/api/answer-facts.ts";
import { Connection } from "../../../provider/api/connection.ts";
import { OAuthApi } from "../../../provider/api/oauth-api.ts";
import { startSimulator } from "../../../simulator/index.ts";
import { configurationFor, FAST } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";

const NOTHING: AnswerFacts = { serverAheadMs: undefined, rateLimit: undefined };
const LIMIT = { "inin-ratelimit-count": "7", "inin-ratelimit-allowed": "300", "inin-ratelimit-reset": "42" };

describe("what answers tell beside their bodies", () => {
  it("is the server's clock and the rate limit, refused answers included", async () => {
    const simulator = await startSimulator({ clock: () => Date.now() + 3_600_000 });
    const connection = new Connection(configurationFor(simulator), FAST);
    expect(connection.answerFacts()).toEqual(NOTHING);
    const api = new OAuthApi(connection);
    await api.tokenInfo();
    await failureOf(api.getClient("3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e"));
    const { serverAheadMs = 0, rateLimit } = connection.answerFacts();
    expect(Math.abs(serverAheadMs - 3_600_000)).toBeLessThan(5_000);
    expect(rateLimit).toEqual({ requests: 2, allowed: 300, resetSeconds: 60 });
    api.close();
    await simulator.close();
  });

  it("stays known through answers that say nothing of it", () => {
    const known = factsAfter(NOTHING, { ...LIMIT, date: "Sun, 22 Nov 2026 04:00:10 GMT" }, Date.UTC(2026, 10, 22, 4));
    expect(known).toEqual({ serverAheadMs: 10_000, rateLimit: { requests: 7, allowed: 300, resetSeconds: 42 } });
    expect(factsAfter(known, {}, 0)).toEqual(known);
    expect(factsAfter(known, { date: "yesterday" }, 0)).toEqual(known);
  });

  it.each([
    { ...LIMIT, "inin-ratelimit-count": "many" },
    { ...LIMIT, "inin-ratelimit-count": "-1" },
    { ...LIMIT, "inin-ratelimit-allowed": "" },
    { ...LIMIT, "inin-ratelimit-allowed": ["300", "300"] },
    { "inin-ratelimit-count": "7" },
  ])("is no rate limit in headers of another form: %j", (headers) => {
    expect(factsAfter(NOTHING, headers, 0).rateLimit).toBeUndefined();
  });

  it("may leave open when the limit starts anew", () => {
    const { rateLimit } = factsAfter(NOTHING, { ...LIMIT, "inin-ratelimit-reset": "soon" }, 0);
    expect(rateLimit).toEqual({ requests: 7, allowed: 300, resetSeconds: undefined });
  });
});
