import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkInputs } from "../../../provider/model/check-inputs.ts";
import {
  describeOwner,
  isOwner,
  readOwner,
  splitMark,
  withMark,
  writeOwner,
} from "../../../provider/model/ownership-mark.ts";
import { APP } from "../../harness/sample-clients.ts";

const MARK = "billing/prod/reporting";
const name = fc.string({ unit: "binary", minLength: 1, maxLength: 30 }).filter((text) => text.isWellFormed());

describe("the ownership mark", () => {
  it("stands at the end of the description, behind one space", () => {
    expect(withMark("Nightly reports", MARK)).toBe("Nightly reports [pulumi:billing/prod/reporting]");
    expect(withMark(undefined, MARK)).toBe("[pulumi:billing/prod/reporting]");
    expect(withMark("", MARK)).toBe("[pulumi:billing/prod/reporting]");
    expect(withMark("Nightly reports", undefined)).toBe("Nightly reports");
  });

  it("is told apart from the description, whatever the names and the description are", () => {
    fc.assert(
      fc.property(name, name, name, fc.string({ unit: "binary" }), (project, stack, resource, text) => {
        const mark = writeOwner({ project, stack, resource });
        expect(isOwner(mark)).toBe(true);
        expect(readOwner(mark)).toEqual({ project, stack, resource });
        const description = splitMark(text).description;
        expect(splitMark(withMark(description, mark))).toEqual({
          description: description || undefined,
          ownershipMark: mark,
        });
      }),
    );
  });

  it.each(["a]b", "a [pulumi:x/y/z]", "two  words", "a/b/c", "100%25", "größe-日本-👩‍👩‍👧", "line\nbreak", "%5D"])(
    "survives a resource named %j",
    (resource) => {
      const mark = writeOwner({ project: "p", stack: "s", resource });
      expect(mark).toMatch(/^p\/s\/[^\s[\]]+$/);
      expect(splitMark(withMark("x [pulumi:a/b/c]", mark))).toEqual({
        description: "x [pulumi:a/b/c]",
        ownershipMark: mark,
      });
      expect(describeOwner(mark)).toBe(`p/s (${resource})`);
    },
  );

  it("keeps white space at the end of a description, and is recognised if the API trims or joins it", () => {
    expect(splitMark(withMark("two spaces  ", MARK))).toEqual({ description: "two spaces  ", ownershipMark: MARK });
    expect(splitMark(withMark("  a   b  ", MARK)?.trim().replaceAll(/\s+/g, " "))).toEqual({
      description: "a b",
      ownershipMark: MARK,
    });
  });

  it.each([
    "",
    "text",
    "[pulumi:p/s]",
    "[pulumi:p/s/]",
    "[pulumi:p//r]",
    "[pulumi:p/s/r] ",
    "[pulumi:p/s/r] text",
    "pulumi:p/s/r",
    "[pulumi:p/s/a b]",
  ])("is not in %j", (description) => {
    expect(splitMark(description)).toEqual({ description, ownershipMark: undefined });
  });

  it("names an owner even if somebody wrote it by hand", () => {
    expect(readOwner("p/s/100%")).toEqual({ project: "p", stack: "s", resource: "100%" });
    expect(readOwner("p/s")).toBeUndefined();
    expect(describeOwner("nonsense")).toBe("nonsense");
  });
});

describe("check", () => {
  it("accepts the mark that the resource adds, and keeps it as it is", () => {
    expect(checkInputs({ ...APP, ownershipMark: MARK })).toMatchObject({
      failures: [],
      inputs: { ownershipMark: MARK },
    });
  });

  it.each([false, "", "mine", 7, {}])("says of %j that there is no such property", (ownershipMark) => {
    expect(checkInputs({ ...APP, ownershipMark }).failures).toEqual([
      { property: "ownershipMark", reason: "is not a property: remove it" },
    ]);
  });

  it("never suggests it", () => {
    expect(checkInputs({ ...APP, ownershipMarc: "x" }).failures[0]?.reason).not.toContain("ownershipMark");
  });

  it("refuses a description that ends like a mark, because it would be read as one", () => {
    const { failures } = checkInputs({ ...APP, description: `mine [pulumi:${MARK}]` });
    expect(failures).toEqual([
      { property: "description", reason: expect.stringContaining("genesyscloud:ownershipMark") },
    ]);
  });
});
