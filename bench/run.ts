/**
 * npm run bench: counts requests and measures time, memory and state of this package against the engine's own floor, against
 * serialised closures and against one GET per client. Writes docs/performance.json and the tables of docs/performance.md.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureGoals } from "./goals.ts";
import { writeReport } from "./report.ts";
import { measureSizes } from "./sizes.ts";

const { values } = parseArgs({
  options: {
    /** Numbers of clients for all commands. 1000 adds most of an hour: three commands wait for the rate limit. */
    sizes: { type: "string", default: "1,10,200" },
    /** Numbers of clients for the commands that only read. */
    checks: { type: "string", default: "1000,5000" },
    /** Alternating rounds of the comparison with serialised closures. */
    rounds: { type: "string", default: "3" },
    /** Where the results go; `-` writes nothing. */
    output: { type: "string", default: "docs" },
  },
});

const numbers = (list: string) => list.split(",").filter(Boolean).map(Number);
const goals = await measureGoals(Number(values.rounds), say);
const rows = await measureSizes(numbers(values.sizes), numbers(values.checks), say);
const report = writeReport({ rows, goals, measuredAt: new Date().toISOString().slice(0, 10), node: process.version });
process.stdout.write(`\n${report.markdown}\n`);
if (values.output !== "-") {
  writeFileSync(join(values.output, "performance.json"), `${JSON.stringify(report.json, null, 2)}\n`);
  report.updatePage(join(values.output, "performance.md"));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
