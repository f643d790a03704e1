import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCredential } from "../../../provider/model/check-credential.ts";
import { UNKNOWN } from "../../../provider/model/unknown.ts";

const SECRET = "a-secret-of-the-client";
const FIELDS = { clientId: "5a1c2e9b-0f3d-4c6a-8b7e-1d2f3a4b5c00", clientSecret: SECRET };
const MARK = { resourceKind: "IntegrationCredential" };
const failuresOf = (news: Record<string, unknown>) =>
  checkCredential(news).failures.map(({ property, reason }) => `${property}: ${reason}`);

describe("the check of a credential", () => {
  it("fills in the type, and leaves out white space around the name and what is absent", () => {
    const news = { name: " Data actions ", type: null, fields: FIELDS, __provider: "text" };
    const inputs = { name: "Data actions", type: "pureCloudOAuthClient", fields: FIELDS, ...MARK };
    expect(checkCredential(news)).toEqual({ inputs, failures: [] });
    expect(checkCredential({ ...inputs }).inputs).toEqual(inputs);
  });

  it.each([
    [{ name: UNKNOWN, fields: { clientId: UNKNOWN, clientSecret: SECRET } }],
    [{ name: "x", type: UNKNOWN, fields: UNKNOWN }],
    [{ name: "x", fields: UNKNOWN }],
  ])("lets unknown values pass: %j", (news) => {
    const type = "type" in news ? UNKNOWN : "pureCloudOAuthClient";
    expect(checkCredential(news)).toEqual({ inputs: { ...news, type, ...MARK }, failures: [] });
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ fields: FIELDS }, /^name: is required: write/],
    [{ name: " ", fields: FIELDS }, /^name: must not be empty: write/],
    [{ name: 7, fields: FIELDS }, /^name: must be a string/],
    [{ name: "x", type: "", fields: FIELDS }, /^type: must not be empty: write a credential type/],
    [{ name: "x" }, /^\["fields"\]: is required: write an object/],
    [{ name: "x", fields: SECRET }, /^\["fields"\]: must be an object/],
    [{ name: "x", fields: [SECRET] }, /^\["fields"\]: must be an object/],
    [{ name: "x", fields: {} }, /^\["fields"\]: must hold at least one field/],
    [{ name: "x", fields: { clientId: "id" } }, /^\["fields"\].clientSecret: is required by the type/],
    [
      { name: "x", fields: { ...FIELDS, clientSecret: "" } },
      /^\["fields"\].clientSecret: must not be empty.*secretVersion/,
    ],
    [{ name: "x", fields: { ...FIELDS, port: 443 } }, /^\["fields"\].port: must be a string/],
    [{ name: "x", type: "userDefined", fields: { a: null } }, /^\["fields"\].a: is required/],
    [
      { name: "x", fields: FIELDS, clientSecret: SECRET },
      /^\["clientSecret"\]: is not a property: .*move it into fields/,
    ],
    [{ name: "x", fields: FIELDS, nmae: SECRET }, /^\["nmae"\]: is not a property: did you mean name\?/],
  ])("says what is wrong with %j, and never the value of a field", (news, expected) => {
    const failures = failuresOf(news);
    expect(failures).toEqual([expect.stringMatching(expected)]);
    expect(failures.join()).not.toContain(SECRET);
    // The engine prints the value that it finds under the name of the property.
    for (const { property } of checkCredential(news).failures) expect(String(news[property])).not.toContain(SECRET);
  });

  it("recognises an Output that became a string", () => {
    const text = "Calling [toString] on an [Output<T>] is not supported.";
    expect(failuresOf({ name: "x", fields: { ...FIELDS, clientSecret: text } })).toEqual([
      expect.stringContaining("pulumi.interpolate"),
    ]);
  });

  it("never throws, and keeps its own result as it is", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (news) => {
        const { inputs, failures } = checkCredential(news);
        if (failures.length === 0) expect(checkCredential({ ...inputs }).inputs).toEqual(inputs);
      }),
    );
  });
});
