/**
 * npm run bench: counts requests and measures time, memory and state of this package against the engine's own floor, against
 * serialised closures and against one GET per client. Writes docs/performance.json and the tables of docs/performance.md after
 * each part, so that a run that is ended keeps what it has measured.
 */
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureGoals } from "./goals.ts";
import { writeReport } from "./report.ts";
import { measureChecks, measureSize, type SizeRow } from "./sizes.ts";

const { values } = parseArgs({
  options: {
    /** Numbers of clients for all commands. 1000 takes most of an hour: its writes wait for the rate limit. */
    sizes: { type: "string", default: "1,10,200,1000" },
    /** Numbers of clients for the commands that only read the API. */
    checks: { type: "string", default: "5000" },
    /** Rounds of the comparison with serialised closures. */
    rounds: { type: "string", default: "5" },
    /** Where the results go; `-` writes nothing. */
    output: { type: "string", default: "docs" },
  },
});

const numbers = (list: string) => list.split(",").filter(Boolean).map(Number);
const rows: SizeRow[] = [];
const add = (row: SizeRow) => {
  rows.push(row);
  say(`${row.clients} clients, ${row.command}, ${row.variant}: ${row.seconds.toFixed(1)} s, ${row.requests} requests`);
};

const goals = await measureGoals(Number(values.rounds), say);
let report = save();
for (const clients of numbers(values.sizes)) {
  await measureSize(clients, add);
  report = save();
}
for (const clients of numbers(values.checks)) {
  await measureChecks(clients, add);
  report = save();
}
process.stdout.write(`\n${report.markdown}\n`);

function save() {
  const written = writeReport({
    measuredAt: new Date().toISOString().slice(0, 10),
    node: process.version,
    cores: availableParallelism(),
    goals,
    rows,
  });
  if (values.output !== "-") {
    writeFileSync(join(values.output, "performance.json"), `${JSON.stringify(written.json, null, 2)}\n`);
    written.updatePage(join(values.output, "performance.md"));
  }
  say(`\n${written.goalTable}\n`);
  return written;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
