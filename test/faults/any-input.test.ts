import fc from "fast-check";
import { expect, it } from "vitest";
import { changedProperties } from "../../provider/model/changes.ts";
import { checkInputs } from "../../provider/model/check-inputs.ts";
import { validInputs } from "../support/client-inputs.ts";
import { writesOf } from "./expectations.ts";
import { World } from "./world.ts";

it("differs from itself in nothing, in canonical form", () => {
  fc.assert(
    fc.property(validInputs, (news) => {
      const { inputs } = checkInputs(news);
      expect(checkInputs({ ...inputs })).toEqual({ inputs, failures: [] });
      expect(changedProperties(inputs, inputs)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

it("once applied, leaves nothing to do, also after a change to any other input and a refresh", async () => {
  await using world = await World.start({ shuffleLists: true });
  const property = fc.asyncProperty(validInputs, validInputs, async (first, second) => {
    for (const args of [first, second]) {
      world.program = { it: args };
      expect(await world.up()).toEqual(new Map());
      world.simulator.log.clear();
      expect(await world.refresh()).toEqual(new Map());
      expect(await world.up()).toEqual(new Map());
      expect(writesOf(world)).toEqual([]);
    }
  });
  await fc.assert(property, { numRuns: 100 });
});
