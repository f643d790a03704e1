import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { checkInputs } from "../../../provider/model/check-inputs.ts";
import { misreadingIn } from "../../../provider/model/misread-text.ts";
import { APP, SERVICE } from "../../harness/sample-clients.ts";

const output = pulumi.output("employee");
const written = {
  "an Output": [`Service of ${output}`, /^holds an Output .* pulumi\.interpolate/],
  "a Promise": [`Service of ${Promise.resolve("employee")}`, /^holds a Promise .* await it/],
  "an object": [`Service of ${{ name: "employee" }}`, /^holds an object .* write the property/],
} as const;

describe("a text that holds what JavaScript made of a value", () => {
  it.each(Object.entries(written))("is recognised: %s", (_value, [text, reason]) => {
    expect(misreadingIn(text)).toMatch(reason);
    expect(checkInputs({ ...APP, name: text }).failures).toEqual([
      { property: "name", reason: expect.stringMatching(reason) },
    ]);
  });

  it("is recognised in every property", () => {
    const [text] = written["an Output"];
    const app = { ...APP, description: text, registeredRedirectUris: [`https://${output}/callback`], scopes: [text] };
    const service = { ...SERVICE, roles: [{ roleId: `${output}` }] };
    const properties = [app, service].flatMap((inputs) => checkInputs(inputs).failures.map(({ property }) => property));
    expect(properties).toEqual(["description", "registeredRedirectUris[0]", "scopes[0]", "roles[0].roleId"]);
  });

  it("is not seen in ordinary texts", () => {
    expect(misreadingIn("Output [object] of the Promise")).toBeUndefined();
  });
});
