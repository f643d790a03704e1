import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resourceNames, slug, UniqueNames, variableName } from "../../../cli/export/identifiers.ts";
import { AWKWARD_NAMES } from "../../support/awkward-clients.ts";

const clients = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    name: fc.oneof(fc.constantFrom(...AWKWARD_NAMES), fc.string({ unit: "binary" })),
    dateCreated: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  }),
  { selector: ({ id }) => id },
);

describe("names of resources", () => {
  it.each([
    ["Queue reports (EU)", "queue-reports-eu"],
    ["統計 レポート", "統計-レポート"],
    ["e\u0301te\u0301", "été"],
    ["__proto__", "proto"],
    ["Reports::EU", "reports-eu"],
    ["🚀🚀", ""],
    ["\u0301leading mark", "leading-mark"],
    ["x".repeat(200), "x".repeat(60)],
    [`${"x".repeat(59)} y`, "x".repeat(59)],
  ])("makes %j to %j", (name, expected) => {
    expect(slug(name)).toBe(expected);
  });

  it("gives the plain name to the oldest client, and the beginning of the id to the others", () => {
    const names = resourceNames(
      [
        { id: "cccccccc-0000", name: "Same name", dateCreated: "2024-03-01" },
        { id: "aaaaaaaa-0000", name: "same-name", dateCreated: "2024-02-01" },
        { id: "bbbbbbbb-0000", name: "Same name", dateCreated: "2024-01-01" },
        { id: "dddddddd-0000", name: "!!!", dateCreated: "2024-01-01" },
        { id: "eeeeeeee-0000", name: "Taken", dateCreated: "2024-01-01" },
      ],
      ["taken"],
    );
    expect(Object.fromEntries(names)).toEqual({
      "cccccccc-0000": "same-name-cccccccc",
      "aaaaaaaa-0000": "same-name-aaaaaaaa",
      "bbbbbbbb-0000": "same-name",
      "dddddddd-0000": "client-dddddddd",
      "eeeeeeee-0000": "taken-eeeeeeee",
    });
  });

  it("gives each client another name, in whatever order they come, and a later client renames none", () => {
    fc.assert(
      fc.property(clients, (all) => {
        const names = resourceNames(all);
        expect(new Set(names.values()).size).toBe(all.length);
        expect(resourceNames([...all].reverse())).toEqual(names);
        const later = { id: "ffffffff-ffff-4fff-8fff-ffffffffffff", name: all[0]?.name ?? "", dateCreated: "~" };
        const withLater = resourceNames([later, ...all]);
        for (const { id } of all) expect(withLater.get(id)).toBe(names.get(id));
      }),
    );
  });
});

describe("names of variables", () => {
  it.each([
    ["employee", "employeeRole"],
    ["Communicate - User", "communicateUserRole"],
    ["ACD", "acdRole"],
    ["1st line", "_1stLineRole"],
    ["default", "defaultRole"],
    ["!!!", ""],
    ["報告 EU", "報告EURole"],
    ["web_service", "webServiceRole"],
  ])("makes %j to %j", (name, expected) => {
    expect(variableName(name, "Role")).toBe(expected);
  });

  it("are identifiers that a program can declare", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        const variable = variableName(name, "Role");
        if (variable !== "") expect(() => new Function(`"use strict"; const ${variable} = 1;`)).not.toThrow();
      }),
    );
  });
});

describe("unique names", () => {
  it("takes the first name that is free, and numbers the last one", () => {
    const names = new UniqueNames(["a"], "_");
    expect([names.take("a", "b"), names.take("a", "b"), names.take("a", "b")]).toEqual(["b", "b_2", "b_3"]);
  });
});
