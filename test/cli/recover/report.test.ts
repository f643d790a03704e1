import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { type CreationReport, formatJson, type RecoverReport, resultOf } from "../../../cli/recover/report.ts";
import { formatText } from "../../../cli/recover/report-text.ts";
import { urnOf } from "./sample-state.ts";

const EMPTY: RecoverReport = {
  checkedAt: "2026-11-24T12:00:00.000Z",
  stack: "program/dev",
  organization: { id: "org-1", name: "Acme" },
  otherStacks: [],
  brokenStates: [],
  creations: [],
  deletions: [],
  otherPendingOperations: [],
  isConfirmed: false,
  errors: [],
};

const CANDIDATE = {
  id: "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e",
  name: "App",
  state: "active",
  match: "equal",
  differs: [],
  isMarked: false,
} as const;

function creation(more: Partial<CreationReport>): CreationReport {
  const resource = { urn: urnOf("app"), type: "client", name: "app" };
  return { resource, origin: "pending", candidates: [CANDIDATE], verdict: "take", reasons: [], isDone: false, ...more };
}

const text = (more: Partial<RecoverReport>, width = 200) => formatText({ ...EMPTY, ...more }, width);
const flat = (more: Partial<RecoverReport>) => text(more).replaceAll(/[│\s]+/g, " ");

describe("the result of a run", () => {
  it("is nothing, found or broken; what has been done is not left to find", () => {
    expect(resultOf(EMPTY)).toBe("nothing");
    expect(resultOf({ ...EMPTY, creations: [creation({})] })).toBe("found");
    expect(resultOf({ ...EMPTY, creations: [creation({ isDone: true })] })).toBe("nothing");
    expect(resultOf({ ...EMPTY, deletions: [{ id: "id-1", isDone: false }] })).toBe("found");
    expect(resultOf({ ...EMPTY, creations: [creation({})], errors: ["no"] })).toBe("broken");
    expect(JSON.parse(formatJson({ ...EMPTY, creations: [creation({})] }))).toMatchObject({
      version: 1,
      result: "found",
      exitCode: 7,
      stack: "program/dev",
    });
  });
});

describe("the report for people", () => {
  it("says when there is nothing", () => {
    expect(text({})).toBe("Nothing to recover.\n");
    expect(text({ isConfirmed: true })).toBe("Nothing to recover.\n");
  });

  it.each<readonly [string, Partial<CreationReport>]>([
    ["certain: --yes takes the client into the state", {}],
    ["named: --yes takes the client", { isNamed: true }],
    ["the client is in the state; its secret is new", { isDone: true }],
    ["the next `pulumi up` generates its new secret", { isDone: true, isSecretDue: true }],
    ["nothing is left over; --yes removes the pending operation", { verdict: "drop", candidates: [] }],
    ["was removed; the resource has client id-9", { verdict: "drop", isDone: true, existingId: "id-9" }],
    [
      "undecided: two are equal; another reason",
      { verdict: "undecided", reasons: ["two are equal", "another reason"] },
    ],
    ["`pulumi up` would create it", { origin: "planned" }],
    ["pending in an earlier state", { origin: "recorded", recordedIn: "dev.undecided.json" }],
    [
      "similar, differs in name, scopes",
      { candidates: [{ ...CANDIDATE, match: "similar", differs: ["name", "scopes"] }] },
    ],
    ["equal, with the ownership mark of this resource", { candidates: [{ ...CANDIDATE, isMarked: true }] }],
    ["created at an unknown time, creator unknown", {}],
    [
      "created 2026-11-24, by somebody",
      { candidates: [{ ...CANDIDATE, dateCreated: "2026-11-24", createdBy: "somebody" }] },
    ],
  ])("says: %s", (expected, more) => {
    expect(flat({ creations: [creation(more)] })).toContain(expected);
  });

  it("says what --yes would do, what it did, and what is left", () => {
    const undecided = creation({ verdict: "undecided", reasons: ["two are equal"] });
    expect(flat({ creations: [creation({}), undecided] })).toContain(
      "Add --yes to settle 1 creation. Nothing has been changed.",
    );
    const done = { creations: [creation({ isDone: true }), undecided], isConfirmed: true };
    expect(flat(done)).toContain("1 creation settled. Run `pulumi up` next. 1 creation undecided. Settle");
    expect(flat({ ...done, backup: "dev.json" })).toContain("The state as it was before is in dev.json.");
    expect(flat({ errors: ["Stack dev is being updated."] })).toContain("error: Stack dev is being updated.");
  });

  it("never advises to delete a client", () => {
    const undecided = creation({ verdict: "undecided", reasons: ["2 clients are equal to it"], existingId: "id-9" });
    for (const isConfirmed of [true, false])
      expect(text({ creations: [undecided], isConfirmed })).not.toMatch(/delete/i);
  });

  it("names resources of others whose pending operations the engine drops", () => {
    const otherPendingOperations = ["urn:bucket"];
    expect(text({ otherPendingOperations })).not.toContain("urn:bucket");
    expect(flat({ otherPendingOperations, creations: [creation({})] })).toContain(
      "check these resources first. urn:bucket",
    );
  });

  it("fits the terminal and passes nothing on that a terminal would act on, but never breaks a command", () => {
    const evil = "app\u001b]0;x\u0007\u202e";
    const creations = [
      creation({
        resource: { urn: urnOf(evil), type: "client", name: evil },
        candidates: [{ ...CANDIDATE, name: evil, createdBy: evil, dateCreated: evil, state: evil }],
        verdict: "undecided",
        reasons: [evil],
      }),
    ];
    const printed = text({ creations, otherStacks: [evil], errors: [evil], otherPendingOperations: [evil] }, 60);
    expect(printed.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    for (const line of printed.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(60);

    const file = `/srv/${"long/".repeat(30)}it's.json`;
    const broken = {
      stack: "dev",
      part: "state",
      file,
      movedTo: `${file}.x`,
      copiedFrom: `${file}.bak`,
      isDone: false,
    } as const;
    const commands = text({ brokenStates: [broken] }, 60).split("\n");
    const quoted = file.replace("'", "'\\''");
    expect(commands).toContain(`  mv '${quoted}' '${quoted}.x'`);
    expect(commands).toContain(`  cp '${quoted}.bak' '${quoted}'`);
  });
});
