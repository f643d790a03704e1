import { describe, expect, it } from "vitest";
import { type ChoiceFacts, checkChoices } from "../../../cli/recover/choices.ts";
import { attemptOf, candidateOf, clientOf, creationOf, urnOf } from "./sample-state.ts";

const ONE = "3e5a1c9e-0000-4c58-9a39-3f0a9b8c7d01";
const TWO = "3e5a1c9e-0000-4c58-9a39-3f0a9b8c7d02";
const OWNED = "3e5a1c9e-0000-4c58-9a39-3f0a9b8c7d03";

const SAME_NAME = { urn: "urn:pulumi:dev::program::group$client::twin", type: "client", name: "twin" };

const FACTS: ChoiceFacts = {
  creations: [
    creationOf("app"),
    creationOf("taken", "pending", { existingId: TWO }),
    creationOf("twin"),
    creationOf("twin", "planned", { resource: SAME_NAME }),
    creationOf("hidden", "planned"),
  ],
  candidates: new Map([
    [urnOf("app"), [candidateOf(clientOf(ONE))]],
    [urnOf("twin"), [candidateOf(clientOf(TWO))]],
    [urnOf("hidden"), [candidateOf(clientOf(ONE), { attempt: { ...attemptOf("hidden"), unknown: ["description"] } })]],
  ]),
  whyNotFree: (id) => (id === OWNED ? "stack program/prod has the client" : undefined),
  clients: new Map([ONE, TWO, OWNED].map((id) => [id, clientOf(id)])),
  obstacleTo: ({ unknown }) => (unknown.length > 0 ? "description of the resource can't be read here" : undefined),
  unreadStacks: [],
};

const takes = (resource: string, clientId: string, facts: Partial<ChoiceFacts> = {}) =>
  checkChoices([{ resource, clientId }], [], { ...FACTS, ...facts });
const deletes = (clientId: string, facts: Partial<ChoiceFacts> = {}) =>
  checkChoices([], [clientId], { ...FACTS, ...facts });

describe("a client that is named to be taken", () => {
  it("is taken by the name of the resource, or by its URN where several have the name", () => {
    expect(takes("app", ONE)).toMatchObject({ refusals: [], choices: { takes: new Map([[urnOf("app"), ONE]]) } });
    expect(takes("twin", TWO).refusals).toEqual([expect.stringContaining(SAME_NAME.urn)]);
    expect(takes(urnOf("twin"), TWO)).toMatchObject({
      refusals: [],
      choices: { takes: new Map([[urnOf("twin"), TWO]]) },
    });
  });

  it.each([
    ["nobody", ONE, "no interrupted creation"],
    ["taken", ONE, `the resource has client ${TWO}`],
    ["app", OWNED, "stack program/prod has the client"],
    ["app", "3e5a1c9e-0000-4c58-9a39-3f0a9b8c7dff", "no such client"],
    ["app", TWO, "differs from what the resource asks for"],
    ["hidden", ONE, "description of the resource can't be read here"],
  ])("is refused for %s and %s", (resource, clientId, reason) => {
    const { refusals } = takes(resource, clientId);
    expect(refusals).toEqual([expect.stringContaining(reason)]);
    expect(refusals[0]).toContain(`--take ${resource}=${clientId}: `);
  });

  it.each([
    ["disabled", { state: "disabled" }, "disabled by Genesys Cloud"],
    ["deleted already", { dateToDelete: "2026-12-01T00:00:00Z" }, "gone for good on 2026-12-01"],
  ])("is refused if it is %s", (_, more, reason) => {
    const clients = new Map([[ONE, clientOf(ONE, more)]]);
    expect(takes("app", ONE, { clients }).refusals).toEqual([expect.stringContaining(reason)]);
    expect(deletes(ONE, { clients }).refusals).toEqual([expect.stringContaining(reason)]);
  });
});

describe("a client that is named to be deleted", () => {
  it("is deleted if it fits a creation, and every stack could be read", () => {
    expect(deletes(ONE)).toMatchObject({ refusals: [], choices: { deletes: new Set([ONE]) } });
    expect(deletes(ONE, { unreadStacks: ["program/prod"] }).refusals).toEqual([
      expect.stringContaining("program/prod could not be read"),
    ]);
    expect(deletes(ONE, { candidates: new Map() }).refusals).toEqual([expect.stringContaining("fits no interrupted")]);
    expect(deletes(OWNED).refusals).toEqual([expect.stringContaining("stack program/prod has the client")]);
  });
});
