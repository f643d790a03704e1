import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { VARIANTS, type Variant } from "../../simulator/index.ts";
import { live } from "./rotation-player.ts";
import { history } from "./rotation-steps.ts";

/** Histories in all, and how many tests share them: their waits overlap. */
const HISTORIES = 400;
const SHARDS = 5;
const LEAST_ROTATIONS = 2_000;

const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 2 ** 31);

/** None as often as some, because adoption needs an API that keeps values as they are. */
const variants = fc.oneof(
  fc.constant<Variant[]>([]),
  fc.subarray(Object.keys(VARIANTS) as Variant[], { maxLength: 4 }),
);

describe("random histories of a RotatingOAuthClient", () => {
  console.info(`rotation histories: FAULTS_SEED=${seed}`);
  let rotations = 0;

  it.concurrent.each(Array.from({ length: SHARDS }, (_, shard) => shard))(
    "never break the credential last given out (part %i)",
    async (shard) => {
      const property = fc.asyncProperty(history, variants, async (steps, chosen) => {
        const outcome = await live(steps, chosen);
        rotations += outcome.rotations;
        expect(outcome.problems).toEqual([]);
      });
      await fc.assert(property, { seed: seed + shard, numRuns: HISTORIES / SHARDS });
    },
  );

  afterAll(() => {
    console.info(`rotation histories: ${rotations} rotations`);
    expect(rotations).toBeGreaterThan(LEAST_ROTATIONS);
  });
});
