import { describe, expect, it } from "vitest";
import { checkStateOwner } from "../../../cli/doctor/state-owner.ts";
import { OAUTH_CLIENT_TYPE } from "../../../provider/model/oauth-client.ts";

const API = "https://api.mypurecloud.ie";
const IDENTITY = { organizationId: "org-1", organizationName: "One", clientId: undefined };
const MARKED = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** A state with one OAuth client for each of these outputs. */
function stateWith(...clients: readonly object[]) {
  const resources = clients.map((outputs, index) => ({
    urn: `urn:pulumi:dev::program::${OAUTH_CLIENT_TYPE}::client-${index}`,
    type: OAUTH_CLIENT_TYPE,
    id: `id-${index}`,
    outputs,
  }));
  const stack = { urn: "urn:pulumi:dev::program::pulumi:pulumi:Stack::program-dev", type: "pulumi:pulumi:Stack" };
  return { resources: [stack, ...resources] };
}

const found = (state: unknown) => {
  const { level, text, todo = "" } = checkStateOwner(state, API, IDENTITY);
  return `${level}: ${text} ${todo}`.trim();
};

describe("the state of the stack", () => {
  it("belongs to the organisation of the login", () => {
    const ours = { apiUrl: API, organizationId: "org-1" };
    expect(found(stateWith(ours, ours))).toBe("green: 2 OAuth clients of this organisation");
    const secret = { apiUrl: { ...MARKED, plaintext: JSON.stringify(API) }, organizationId: "org-1" };
    expect(found(stateWith(secret))).toMatch(/^green/);
  });

  it("of another host is a problem, with or without a login, and names both hosts", () => {
    const other = stateWith({ apiUrl: API, organizationId: "org-1" }, { apiUrl: "https://api.mypurecloud.de" });
    const expected =
      /^red: The state belongs to https:\/\/api\.mypurecloud\.de, but .* leads to https:\/\/api\.mypurecloud\.ie\. .* Correct genesyscloud:region/;
    expect(found(other)).toMatch(expected);
    expect(checkStateOwner(other, API, undefined).level).toBe("red");
  });

  it("of another organisation is a problem, and names both", () => {
    const text = found(stateWith({ apiUrl: API, organizationId: "org-2" }));
    expect(text).toMatch(
      /^red: The state belongs to organisation org-2, but the login belongs to organisation org-1 \(One\)/,
    );
  });

  it("is compared by its host alone without a login", () => {
    const { level, text } = checkStateOwner(stateWith({ apiUrl: API, organizationId: "org-2" }), API, undefined);
    expect(`${level}: ${text}`).toBe("neutral: 1 OAuth client of this host; the organisation is not checked: no login");
  });

  it.each([{}, { resources: null }, stateWith()])("without OAuth clients has nothing to compare: %j", (state) => {
    expect(found(state)).toBe("neutral: has no OAuth clients yet: nothing to compare");
  });
});
