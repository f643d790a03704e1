import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Candidate } from "../../../cli/recover/candidates.ts";
import type { Creation } from "../../../cli/recover/creations.ts";
import type { OtherStack } from "../../../cli/recover/other-stacks.ts";
import { type Evidence, judge } from "../../../cli/recover/verdicts.ts";
import { attemptOf, candidateOf, clientOf, creationOf, INPUTS, urnOf } from "./sample-state.ts";

const NO_CHOICES = { takes: new Map<string, string>(), deletes: new Set<string>() };

function judged(
  creations: readonly Creation[],
  candidates: Readonly<Record<string, readonly Candidate[]>>,
  more: Partial<Evidence> = {},
) {
  return judge({
    creations,
    candidates: new Map(Object.entries(candidates).map(([name, list]) => [urnOf(name), list])),
    others: [],
    choices: NO_CHOICES,
    clockDifferenceMs: 0,
    obstacleTo: () => undefined,
    ...more,
  });
}

/** `app take id-1`, `app drop`, `app undecided`. */
const summary = (verdicts: ReturnType<typeof judged>) =>
  verdicts.map(({ creation, verdict }) =>
    [creation.resource.name, verdict.kind, verdict.kind === "take" ? verdict.candidate.client.id : undefined]
      .filter((part) => part !== undefined)
      .join(" "),
  );
const reasons = (verdicts: ReturnType<typeof judged>) =>
  verdicts.flatMap(({ verdict }) => (verdict.kind === "undecided" ? verdict.reasons : []));

const ONE = candidateOf(clientOf("id-1"));
const TWO = candidateOf(clientOf("id-2"));
const otherStack = (more: Partial<OtherStack>): OtherStack => ({
  name: "program/prod",
  isGiven: false,
  clientIds: new Set(),
  pendingNames: [],
  ...more,
});

describe("what is certain", () => {
  it("is the one equal client of a creation that is pending in this stack, or recorded", () => {
    expect(summary(judged([creationOf("app")], { app: [ONE] }))).toEqual(["app take id-1"]);
    expect(summary(judged([creationOf("app", "recorded")], { app: [ONE] }))).toEqual(["app take id-1"]);
  });

  it("is that nothing is left over where there is no candidate", () => {
    expect(summary(judged([creationOf("app")], {}))).toEqual(["app drop"]);
    expect(summary(judged([creationOf("app", "pending", { existingId: "id-9" })], {}))).toEqual(["app drop"]);
  });

  it("is nothing to tell where the preview alone, or the record, says so and there is no candidate", () => {
    expect(judged([creationOf("app", "planned"), creationOf("old", "recorded")], {})).toEqual([]);
  });

  it("are twins, in any assignment, when there are no more clients than creations", () => {
    const twins = [creationOf("a"), creationOf("b"), creationOf("c")];
    const clients = { a: [ONE, TWO], b: [ONE, TWO], c: [ONE, TWO] };
    expect(summary(judged(twins, clients))).toEqual(["a take id-1", "b take id-2", "c drop"]);
  });

  it("is the client with the ownership mark, whatever else is not known", () => {
    const marked = { ...ONE, isMarked: true, match: "similar", differs: ["scopes"] } as const;
    const unread = [otherStack({ error: "no access" })];
    expect(summary(judged([creationOf("app", "planned")], { app: [marked] }, { others: unread }))).toEqual([
      "app take id-1",
    ]);
  });

  it("is what a person has named, also against every doubt", () => {
    const choices = { takes: new Map([[urnOf("app"), "id-2"]]), deletes: new Set(["id-1"]) };
    const verdicts = judged(
      [creationOf("app", "planned"), creationOf("more")],
      { app: [ONE, TWO], more: [ONE] },
      { choices },
    );
    expect(summary(verdicts)).toEqual(["app take id-2", "more drop"]);
    expect(verdicts[0]?.verdict).toMatchObject({ isNamed: true });
  });
});

describe("what only a person can decide", () => {
  const undecided = (creation: Creation, candidates: readonly Candidate[], more: Partial<Evidence> = {}) => {
    const verdicts = judged([creation], { app: candidates }, more);
    expect(summary(verdicts)).toEqual(["app undecided"]);
    return reasons(verdicts).join("; ");
  };

  it("are several equal clients, and one that is only similar", () => {
    expect(undecided(creationOf("app"), [ONE, TWO])).toBe("2 clients are equal to it");
    const similar = candidateOf(clientOf("id-1"), { match: "similar", differs: ["name"] });
    expect(undecided(creationOf("app"), [similar])).toBe("id-1 differs in name");
    expect(summary(judged([creationOf("app")], { app: [similar, TWO] }))).toEqual(["app take id-2"]);
  });

  it("is what the preview alone would create", () => {
    expect(undecided(creationOf("app", "planned"), [ONE])).toContain("nothing in the state says");
  });

  it("is the left-over of a resource that has another client by now", () => {
    expect(undecided(creationOf("app", "pending", { existingId: "id-9" }), [ONE])).toContain("id-9");
  });

  it("is a client that another creation could have left, and that one asked for something else", () => {
    const more = { ...INPUTS, extraProperties: { limit: 1 } };
    const creations = [creationOf("a"), creationOf("b", "pending", { attempts: [attemptOf("b", more)] })];
    const verdicts = judged(creations, { a: [ONE], b: [ONE] });
    expect(summary(verdicts)).toEqual(["a undecided", "b undecided"]);
    expect(reasons(verdicts)[0]).toContain("a, b differ");
  });

  it("is a client of another stack that creates one of the same name, or that could not be read", () => {
    const rival = [otherStack({ pendingNames: ["app "] })];
    expect(undecided(creationOf("app"), [ONE], { others: rival })).toContain("pending in stack program/prod");
    const hidden = [otherStack({ pendingNames: [undefined] })];
    expect(undecided(creationOf("app"), [ONE], { others: hidden })).toContain("pending in stack program/prod");
    const unread = [otherStack({ error: "no access" })];
    expect(undecided(creationOf("app"), [ONE], { others: unread })).toContain("could not be read");
    const unlike = [otherStack({ pendingNames: ["another"] })];
    expect(summary(judged([creationOf("app")], { app: [ONE] }, { others: unlike }))).toEqual(["app take id-1"]);
  });

  it("is a client that is older than the run by more than a day, by the server's clock", () => {
    const old = candidateOf(clientOf("id-1", { dateCreated: "2026-11-23T11:30:00Z" }));
    expect(undecided(creationOf("app"), [old])).toContain("older than the interrupted run");
    const late = { clockDifferenceMs: -3_600_000 };
    expect(summary(judged([creationOf("app")], { app: [old] }, late))).toEqual(["app take id-1"]);
    const undated = candidateOf({ ...clientOf("id-1"), dateCreated: "nobody knows" });
    expect(summary(judged([creationOf("app")], { app: [undated] }))).toEqual(["app take id-1"]);
  });

  it("is a resource that the state has no place for", () => {
    const obstacleTo = () => "it needs urn:group, which is not in the state";
    expect(undecided(creationOf("app"), [ONE], { obstacleTo })).toContain("urn:group");
  });
});

describe("whatever the evidence is", () => {
  const names = ["a", "b", "c", "d"];
  const creation = fc.record({
    name: fc.constantFrom(...names),
    origin: fc.constantFrom("pending" as const, "recorded" as const, "planned" as const),
    existingId: fc.option(fc.constant("id-9"), { nil: undefined }),
    ids: fc.uniqueArray(fc.constantFrom("id-1", "id-2", "id-3")),
  });

  it("no client is taken twice, none that was chosen to be deleted, and none of a resource that has one", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(creation, { selector: ({ name }) => name }),
        fc.uniqueArray(fc.constantFrom("id-1", "id-2")),
        (all, deletes) => {
          const creations = all.map(({ name, origin, existingId }) =>
            creationOf(name, origin, existingId === undefined ? {} : { existingId }),
          );
          const candidates = Object.fromEntries(
            all.map(({ name, ids }) => [name, ids.map((id) => candidateOf(clientOf(id)))]),
          );
          const choices = { ...NO_CHOICES, deletes: new Set(deletes) };
          const taken = judged(creations, candidates, { choices }).flatMap(({ creation, verdict }) =>
            verdict.kind === "take" ? [{ creation, id: verdict.candidate.client.id }] : [],
          );
          expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
          for (const { creation, id } of taken) {
            expect(deletes).not.toContain(id);
            expect([creation.existingId, creation.origin]).not.toContain("planned");
            expect(creation.existingId).toBeUndefined();
          }
        },
      ),
    );
  });
});
