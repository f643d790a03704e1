import { describe, expect, it } from "vitest";
import { checkInputs } from "../../../provider/model/check-inputs.ts";
import type { OAuthClientState } from "../../../provider/model/oauth-client.ts";
import { rotates, slotsOf } from "../../../provider/model/rotation-slots.ts";
import { UNKNOWN } from "../../../provider/model/unknown.ts";
import { MACHINE } from "../../support/client-inputs.ts";

const first = { clientId: "first", clientSecret: "now" };
const second = { clientId: "second" };
const rotated = { clientId: "second", clientSecret: "rotated" };
const old = { clientId: "first", clientSecret: "old" };

describe("the slots", () => {
  it.each([
    ["of a new client, or one that was an OAuthClient before", {}, { current: first, previous: second }],
    ["after an even number of rotations", { current: old, previous: rotated }, { current: first, previous: rotated }],
    ["after an odd one", { current: rotated, previous: old }, { current: rotated, previous: first }],
    [
      "whose current second client was made anew",
      { current: { clientId: "gone", clientSecret: "dead" }, previous: old },
      { current: second, previous: first },
    ],
    [
      "whose previous second client was made anew",
      { current: old, previous: { clientId: "gone", clientSecret: "dead" } },
      { current: first, previous: second },
    ],
    [
      "whose previous first client was made anew",
      { current: rotated, previous: { clientId: "gone", clientSecret: "dead" } },
      { current: rotated, previous: first },
    ],
  ])("%s", (_, kept, slots) => {
    expect(slotsOf(first, second.clientId, kept)).toEqual(slots);
  });

  it.each([
    ["a", "b", true],
    ["b", "a", true],
    ["a", "a", false],
    [undefined, "a", true],
  ])("change over from %j to %j: %j", (before, rotation, changes) => {
    const inputs = { ...checkInputs(MACHINE).inputs, rotationSlot: "first" as const, rotation };
    const state = { ...inputs, rotation: before, current: first, previous: second } as unknown as OAuthClientState;
    expect(rotates(state, inputs)).toBe(changes);
    expect(rotates({ ...state, current: undefined } as unknown as OAuthClientState, inputs)).toBe(false);
  });
});

describe("the inputs of the two clients", () => {
  const FIRST = { ...MACHINE, rotationSlot: "first", secondClientId: "s" };

  it("take numbers and texts as the same rotation", () => {
    expect(checkInputs({ ...FIRST, rotation: 1 })).toEqual(checkInputs({ ...FIRST, rotation: "1" }));
    expect(checkInputs({ ...FIRST, rotation: UNKNOWN }).failures).toEqual([]);
  });

  it.each([
    ["no rotation", FIRST, "rotation", "is required: write a new value"],
    ["an empty rotation", { ...FIRST, rotation: "" }, "rotation", "must not be blank: write a new value"],
    ["a rotation that is no number", { ...FIRST, rotation: Number.NaN }, "rotation", "must be a text or a number"],
    [
      "a flag that is none",
      { ...FIRST, rotation: 1, retirePrevious: "yes" },
      "retirePrevious",
      "must be true or false",
    ],
    ["a secretVersion", { ...FIRST, rotation: 1, secretVersion: 1 }, "secretVersion", "write rotation instead"],
    ["a rotation of an OAuthClient", { ...MACHINE, rotation: 1 }, "rotation", "use that, or write secretVersion"],
    [
      "a retirement of an OAuthClient",
      { ...MACHINE, retirePrevious: true },
      "retirePrevious",
      "is an argument of RotatingOAuthClient",
    ],
  ])("refuse %s", (_, inputs, property, reason) => {
    expect(checkInputs(inputs).failures).toEqual([{ property, reason: expect.stringContaining(reason) }]);
  });
});
