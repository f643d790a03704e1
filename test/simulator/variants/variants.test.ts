import { describe, expect, it } from "vitest";
import { VARIANTS } from "../../../simulator/index.ts";
import { startSession } from "../api.ts";
import { WORLD } from "./difference.ts";
import { DIFFERENCES_OF_ANSWERS } from "./differences-of-answers.ts";
import { DIFFERENCES_OF_CLIENTS } from "./differences-of-clients.ts";
import { DIFFERENCES_OF_LISTINGS } from "./differences-of-listings.ts";

const DIFFERENCES = [...DIFFERENCES_OF_CLIENTS, ...DIFFERENCES_OF_LISTINGS, ...DIFFERENCES_OF_ANSWERS];

describe.each(DIFFERENCES.map((difference) => [difference.variant, difference] as const))(
  "%s",
  (variant, { options, look, ...seen }) => {
    const start = (more = {}) => startSession({ ...WORLD, ...options, ...more });

    it("is not there without the variant", async () => {
      await using session = await start();
      expect(await look(session)).toEqual(seen.without);
    });

    it(`is there with it: ${VARIANTS[variant]}`, async () => {
      await using session = await start({ variants: [variant] });
      expect(session.simulator.variants.list()).toEqual([variant]);
      expect(await look(session)).toEqual(seen.with);
    });

    it("can be switched on and off while the simulator runs", async () => {
      await using session = await start();
      session.simulator.variants.set([variant]);
      expect(await look(session)).toEqual(seen.with);
      session.simulator.variants.set([]);
      expect(session.simulator.variants.list()).toEqual([]);
    });
  },
);

it("shows the difference of every variant", () => {
  expect(DIFFERENCES.map(({ variant }) => variant).sort()).toEqual(Object.keys(VARIANTS).sort());
});
