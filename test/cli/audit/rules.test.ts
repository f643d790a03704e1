import { describe, expect, it } from "vitest";
import { breadthOf } from "../../../cli/audit/check/broad-roles.ts";
import { timeLeft } from "../../../cli/audit/check/expected-duration.ts";
import { judgeSecrets } from "../../../cli/audit/check/old-secrets.ts";
import { judgeSettings } from "../../../cli/audit/check/setting-rules.ts";
import { settingsOf } from "../../../cli/audit/settings/settings.ts";
import type { ApiOAuthClient } from "../../../provider/api/api-types.ts";
import { DAY_MS } from "../../../provider/model/calendar.ts";

const NOW = Date.parse("2026-11-22T04:00:00.000Z");
const SETTINGS = settingsOf({}, {});
const daysAgo = (days: number) => new Date(NOW - days * DAY_MS).toISOString();

function client(id: string, more: Partial<ApiOAuthClient> = {}): ApiOAuthClient {
  return {
    id,
    name: id,
    authorizedGrantType: "CODE",
    registeredRedirectUri: ["https://app.example.com/callback"],
    state: "active",
    ...more,
  };
}

/** The rules that say something of a client. */
function rulesFor(more: Partial<ApiOAuthClient>): readonly string[] {
  return judgeSettings([client("a", more)], SETTINGS).flatMap(({ id, hits }) => (hits.length === 0 ? [] : [id]));
}

describe("rules about settings", () => {
  it.each<[string, Partial<ApiOAuthClient>, readonly string[]]>([
    ["nothing", {}, []],
    ["the grant type TOKEN", { authorizedGrantType: "TOKEN" }, ["token-grant"]],
    ["a validity above the limit", { accessTokenValiditySeconds: 172_801 }, ["long-validity"]],
    ["not the limit itself", { accessTokenValiditySeconds: 172_800 }, []],
    ["a role in all divisions", { roleDivisions: [{ roleId: "r", divisionId: "*" }] }, ["all-divisions"]],
    ["not a role in one division", { roleDivisions: [{ roleId: "r", divisionId: "d" }] }, []],
    ["CODE without redirect URI", { registeredRedirectUri: [] }, ["no-redirect-uri"]],
    [
      "TOKEN without redirect URI",
      { authorizedGrantType: "TOKEN", registeredRedirectUri: [] },
      ["token-grant", "no-redirect-uri"],
    ],
    ["not machines", { authorizedGrantType: "CLIENT-CREDENTIALS", registeredRedirectUri: [] }, []],
    ["http", { registeredRedirectUri: ["http://app.example.com/"] }, ["http-redirect-uri"]],
    [
      "not http on this machine, nor schemes of apps",
      {
        registeredRedirectUri: ["http://localhost:3000/", "http://127.0.0.1/", "http://[::1]:8080/", "com.example:/cb"],
      },
      [],
    ],
    [
      "not a host that only begins like this machine",
      { registeredRedirectUri: ["http://localhost.evil.example/"] },
      ["http-redirect-uri"],
    ],
    ["an inactive client", { state: "inactive" }, ["inactive"]],
    [
      "of a deleted client only that",
      { state: "inactive", authorizedGrantType: "TOKEN", dateToDelete: daysAgo(-5) },
      ["pending-deletion"],
    ],
  ])("find %s", (_, more, rules) => {
    expect(rulesFor(more)).toEqual(rules);
  });

  it("find nothing in a client that the API says nothing about", () => {
    expect(judgeSettings([{ id: "a" }], SETTINGS).flatMap(({ hits }) => hits)).toEqual([]);
  });

  it("say what is the case in one sentence", () => {
    const outcomes = judgeSettings(
      [
        client("a", {
          accessTokenValiditySeconds: 999_999,
          registeredRedirectUri: ["http://one.example.com/", "https://two.example.com/"],
          roleDivisions: ["r", "r", "s"].map((roleId) => ({ roleId, divisionId: "*" })),
        }),
        client("b", { dateToDelete: "2026-11-27T04:00:00.000Z" }),
      ],
      SETTINGS,
    );
    expect(outcomes.flatMap(({ hits }) => hits.map(({ what }) => what))).toEqual([
      "Logins return to http://one.example.com/ without encryption.",
      "Its tokens are valid for 999999 seconds (11.6 days), and the limit is 172800.",
      "It has 2 roles in all divisions.",
      "It was deleted, and is gone for good on 2026-11-27.",
    ]);
  });
});

describe("the age of secrets", () => {
  const judge = (clients: readonly ApiOAuthClient[], dates: Record<string, { secretDate?: string }>) =>
    judgeSecrets(clients, new Map(Object.entries(dates)), 365, NOW);

  it("counts from the date in the state, and a secret of that very age is old", () => {
    const dates = { old: { secretDate: daysAgo(365) }, young: { secretDate: daysAgo(364.9) } };
    const { hits, clients, unknown } = judge([client("old"), client("young")], dates);
    expect(hits.map(({ what }) => what)).toEqual([
      `Its secret is 365 days old, made on ${daysAgo(365).slice(0, 10)}, and the limit is 365.`,
    ]);
    expect({ clients, unknown }).toEqual({ clients: 2, unknown: 0 });
  });

  it("is unknown without a date, unless the client itself is younger", () => {
    const clients = [client("a"), client("b", { dateCreated: daysAgo(400) }), client("c", { dateCreated: daysAgo(3) })];
    expect(judge(clients, { a: {}, b: { secretDate: "soon" }, c: {} })).toMatchObject({
      hits: [],
      clients: 1,
      unknown: 2,
    });
  });

  it("is not judged for clients that no stack manages", () => {
    expect(judge([client("a")], {})).toMatchObject({ hits: [], clients: 0, unknown: 0 });
  });
});

describe("a role", () => {
  const policies = (count: number, domain = "routing") =>
    Array.from({ length: count }, (_, index) => ({ domain, entityName: `e${index}`, actionSet: ["view"] }));

  it.each([
    [
      "permits everything",
      { id: "1", name: "All", permissionPolicies: policies(1, "*") },
      /"All", which permits every/,
    ],
    ["is listed by name", { id: "1", name: "MASTER admin", permissionPolicies: [] }, /which is listed as too broad/],
    ["has too many policies", { id: "1", name: "Big", permissionPolicies: policies(101) }, /101 .* the limit is 100$/],
    ["has too many, and no name", { id: "1", permissionPolicies: policies(101) }, /^the role "1"/],
  ])("is too broad when it %s", (_, role, text) => {
    expect(breadthOf(role, SETTINGS)).toMatch(text);
  });

  it("is not too broad with as many policies as the limit, or a name that only resembles", () => {
    expect(
      breadthOf({ id: "1", name: "Telephony Admin", permissionPolicies: policies(100) }, SETTINGS),
    ).toBeUndefined();
  });
});

describe("the time that usage queries still take", () => {
  const of = (done: number, elapsedMs: number) => timeLeft({ done, all: 3_000, elapsedMs, requestsPerMinute: 300 });

  it("is what the budget allows, or what was seen if that is longer", () => {
    expect(of(0, 0)).toBe("about 20 minutes left");
    expect(of(150, 60_000)).toBe("about 19 minutes left");
    expect(of(75, 60_000)).toBe("about 39 minutes left");
    // So few tell nothing of the speed.
    expect(of(1, 1_000)).toBe("about 20 minutes left");
    expect(of(3_000, 1_200_000)).toBe("about a minute left");
    expect(timeLeft({ done: 0, all: 0, elapsedMs: 0, requestsPerMinute: 3_000 })).toBe("about a minute left");
  });
});
