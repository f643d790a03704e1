import PQueue from "p-queue";
import { beforeAll, describe, expect, it } from "vitest";
import { VARIANTS, type Variant } from "../../simulator/index.ts";
import { perform, prepare } from "./cell.ts";
import { deadSecrets, faultsOfEnd, faultsOfError, writesOf } from "./expectations.ts";
import { FAULTS, type Fault } from "./faults.ts";
import { type Cell, callsOf, titleOf } from "./matrix.ts";
import { OPERATIONS } from "./operations.ts";

/** The creations whose clients are marked, and the faults that leave a client behind whose secret reached nobody. */
const operations = OPERATIONS.filter(({ title }) =>
  ["create", "create inactive", "create, answer lost"].includes(title),
);
const faults = FAULTS.filter(({ title }) => ["reset after", "killed"].includes(title));
const variants = Object.keys(VARIANTS) as Variant[];

/** Project and stack that the clients are marked with. */
const STACK = "program/dev";

/** A request that was on its way when the process died has arrived by then, and what it created is visible. */
const UNTIL_NEXT_RUN_MS = 30;

async function cellsUnder(variant: Variant): Promise<Cell[]> {
  const rows = await Promise.all(
    operations.map(async (operation) =>
      (await callsOf(operation, [variant], STACK)).map((call) => ({ operation, call })),
    ),
  );
  return rows.flat().flatMap((row) => faults.map((fault) => ({ ...row, fault })));
}

/** A creation under a fault, and then nothing but `pulumi up`: no `recover`, no advice is followed. */
async function problemsOf({ operation, call, fault }: Cell, variant: Variant): Promise<string[]> {
  await using world = await prepare(operation, [variant], STACK);
  const handle = fault.arm(world, call);
  operation.standing?.(world);
  const problems: string[] = [];
  const first = await perform(world, operation);
  for (const [name, error] of first ?? []) problems.push(...faultsOfError(world, name, error));
  if ((first === undefined) !== isKilling(fault)) problems.push("the wrong runs are killed");
  if (handle.hits === 0) problems.push("the fault never struck");
  world.simulator.faults.clear();
  await new Promise((resolve) => setTimeout(resolve, UNTIL_NEXT_RUN_MS));
  const second = await world.up();
  for (const [name, error] of second ?? []) problems.push(`${name} is not finished by the next up: ${error}`);
  problems.push(...faultsOfEnd(world), ...deadSecrets(world, { unknownAllowed: false }));
  world.simulator.log.clear();
  const quiet = [await world.refresh(), await world.up()];
  if (quiet.some((result) => result === undefined || result.size > 0)) problems.push("does not stay finished");
  return [...problems, ...writesOf(world)];
}

const isKilling = ({ kills }: Fault) => kills === true;

describe("creations of marked clients under each variant of the API end with one client by the next up alone", () => {
  const problems = new Map<Variant, string[]>();

  beforeAll(async () => {
    const queue = new PQueue({ concurrency: 20 });
    let count = 0;
    for (const variant of variants) {
      const cells = await cellsUnder(variant);
      count += cells.length;
      const found = await queue.addAll(
        cells.map(
          (cell) => async () => (await problemsOf(cell, variant)).map((problem) => `${titleOf(cell)}: ${problem}`),
        ),
      );
      problems.set(variant, found.flat());
    }
    console.info(`${variants.length} variants, ${count} cells with the mark`);
  }, 300_000);

  it.each(variants)("%s", (variant) => {
    expect(problems.get(variant)).toEqual([]);
  });
});
