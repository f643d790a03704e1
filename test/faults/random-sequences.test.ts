import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VARIANTS, type Variant } from "../../simulator/index.ts";
import { sequence } from "./sequence-steps.ts";
import { play } from "./sequence-world.ts";

/** Sequences in all, and how many tests share them: their waits overlap. */
const SEQUENCES = 1_000;
const SHARDS = 5;

const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 2 ** 31);

/** None, one or several at a time. */
const variants = fc.subarray(Object.keys(VARIANTS) as Variant[], { maxLength: 4 });

describe(`${SEQUENCES} random sequences`, () => {
  console.info(`random sequences: FAULTS_SEED=${seed}`);

  it.concurrent.each(Array.from({ length: SHARDS }, (_, shard) => shard))(
    "of program changes, changes by hand and faults, under random variants of the API, end as the program says (part %i)",
    async (shard) => {
      const property = fc.asyncProperty(sequence, variants, async (steps, chosen) => {
        expect(await play(steps, chosen)).toEqual([]);
      });
      await fc.assert(property, {
        seed: seed + shard,
        numRuns: SEQUENCES / SHARDS,
        interruptAfterTimeLimit: 200_000,
        markInterruptAsFailure: true,
      });
    },
  );
});
