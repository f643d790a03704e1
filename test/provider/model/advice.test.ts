import { describe, expect, it } from "vitest";
import { adviceFor } from "../../../provider/model/advice.ts";

const A_ROLE = "a1f0c3d2-4b5e-4f60-9a71-82b3c4d5e6f7";
const URIS = { registeredRedirectUris: ["https://a.example.com"] };

describe("the advice", () => {
  it.each<[string, object, readonly string[]]>([
    ["CODE without a redirect URI", { authorizedGrantType: "CODE" }, ["A CODE client without registeredRedirectUris"]],
    ["CODE with an empty list", { authorizedGrantType: "CODE", registeredRedirectUris: [] }, ["A CODE client without"]],
    ["TOKEN", { authorizedGrantType: "TOKEN", ...URIS }, ["Genesys Cloud is retiring the grant type TOKEN"]],
    [
      "TOKEN without a redirect URI",
      { authorizedGrantType: "TOKEN" },
      ["Genesys Cloud is retiring", "A TOKEN client without"],
    ],
    [
      "more than two days",
      { authorizedGrantType: "SAML2-BEARER", accessTokenValiditySeconds: 172_801 },
      ["accessTokenValiditySeconds above 172800"],
    ],
    [
      "all divisions",
      {
        authorizedGrantType: "CLIENT-CREDENTIALS",
        roles: [
          { roleId: A_ROLE, divisionId: "b" },
          { roleId: A_ROLE, divisionId: "*" },
        ],
      },
      ['divisionId "*" grants the role in all divisions'],
    ],
    [
      "the name of a role in place of its id",
      { authorizedGrantType: "CLIENT-CREDENTIALS", roles: [{ roleId: "employee" }, { roleId: A_ROLE }] },
      ['roleId "employee" is not a UUID: getAuthorizationRoleOutput({ name })'],
    ],
  ])("is given for %s", (_what, inputs, beginnings) => {
    const advice = adviceFor(inputs);
    expect(advice).toEqual(
      beginnings.map((beginning) => expect.stringMatching(new RegExp(`^${beginning.replaceAll(/[*(){}]/g, "\\$&")}`))),
    );
    for (const sentence of advice) expect(sentence).toMatch(/\.$/);
  });

  it.each<[string, object]>([
    ["CODE with a redirect URI", { authorizedGrantType: "CODE", ...URIS }],
    ["exactly two days", { authorizedGrantType: "PASSWORD", accessTokenValiditySeconds: 172_800 }],
    [
      "a role in one division",
      { authorizedGrantType: "CLIENT-CREDENTIALS", roles: [{ roleId: A_ROLE, divisionId: "b" }] },
    ],
    ["nothing at all", {}],
    [
      "null and odd values",
      { roles: [null, "x", 7], registeredRedirectUris: null, accessTokenValiditySeconds: "172801" },
    ],
  ])("is not given for %s", (_what, inputs) => {
    expect(adviceFor(inputs)).toEqual([]);
  });
});
