/**
 * npm run bench: counts requests and measures time, memory and state of this package against the engine's own floor, against
 * serialised closures and against one GET per client. Writes docs/performance.json and the tables of docs/performance.md after
 * each part, so that a run that is ended keeps what it has measured.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureFaces } from "./faces.ts";
import { measureGoals } from "./goals.ts";
import type { Measurements } from "./measurements.ts";
import { writeReport } from "./report.ts";
import { measureChecks, measureSize, type SizeRow, VARIANTS } from "./sizes.ts";
import { measureStarts } from "./starts.ts";

const { values } = parseArgs({
  options: {
    /** Numbers of clients for all commands. 1000 takes most of an hour: its writes wait for the rate limit. */
    sizes: { type: "string", default: "1,10,200,1000" },
    /** Numbers of clients for the commands that only read the API. */
    checks: { type: "string", default: "5000" },
    /** What is measured by size: floor, ours, closures. */
    variants: { type: "string", default: VARIANTS.join(",") },
    /** Rounds of the comparison with serialised closures; 0, with --keep: none. */
    rounds: { type: "string", default: "5" },
    /** Rounds of the small stacks; 0, with --keep: none. */
    starts: { type: "string", default: "10" },
    /** Rounds of the comparison of the two faces; 0: none. */
    faces: { type: "string", default: "5" },
    /** Keep what the last run measured, but for what this one measures again. */
    keep: { type: "boolean", default: false },
    /** Where the results go; `-` writes nothing. */
    output: { type: "string", default: "docs" },
  },
});

const numbers = (list: string) => list.split(",").filter(Boolean).map(Number);
const variants = VARIANTS.filter((variant) => values.variants.split(",").includes(variant));
const kept = values.keep ? lastRun() : undefined;
const rows: SizeRow[] = [...(kept?.rows ?? [])];
const add = (row: SizeRow) => {
  const isSame = (old: SizeRow) =>
    old.clients === row.clients && old.command === row.command && old.variant === row.variant;
  const place = rows.findIndex(isSame);
  if (place < 0) rows.push(row);
  else rows[place] = row;
  say(`${row.clients} clients, ${row.command}, ${row.variant}: ${row.seconds.toFixed(1)} s, ${row.requests} requests`);
};

const [rounds, startRounds, faceRounds] = [Number(values.rounds), Number(values.starts), Number(values.faces)];
const goals = {
  ...(rounds === 0 && kept ? kept.goals : await measureGoals(rounds, say)),
  starts: startRounds === 0 && kept ? kept.goals.starts : await measureStarts(startRounds, say),
};
const faces = faceRounds === 0 ? kept?.faces : await measureFaces(faceRounds, say);
let report = save();
for (const clients of numbers(values.sizes)) {
  await measureSize(clients, variants, add);
  report = save();
}
for (const clients of numbers(values.checks)) {
  await measureChecks(clients, variants, add);
  report = save();
}
process.stdout.write(`\n${report.markdown}\n`);

function save() {
  const written = writeReport({
    measuredAt: new Date().toISOString().slice(0, 10),
    node: process.version,
    cores: availableParallelism(),
    goals,
    faces,
    rows,
  });
  if (values.output !== "-") {
    writeFileSync(join(values.output, "performance.json"), `${JSON.stringify(written.json, null, 2)}\n`);
    written.updatePage(join(values.output, "performance.md"));
  }
  say(`\n${written.goalTable}\n`);
  return written;
}

function lastRun(): Measurements {
  const folder = values.output === "-" ? "docs" : values.output;
  return JSON.parse(readFileSync(join(folder, "performance.json"), "utf8"));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
