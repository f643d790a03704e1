// npm run faults: runs the whole matrix and prints it. With --write it also goes into docs/reliability.md.
import { parseArgs } from "node:util";
import { allCells, runCells, titleOf } from "./matrix.ts";
import { documentTable } from "./reliability-doc.ts";
import { matrixTable } from "./table.ts";

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
const startedAt = performance.now();
const results = await runCells(await allCells());
const table = matrixTable(results);
const failed = results.filter(({ problems }) => problems.length > 0);

process.stdout.write(`${table}\n`);
for (const result of failed) process.stderr.write(`\n${titleOf(result)}\n  ${result.problems.join("\n  ")}\n`);
process.stderr.write(`\n${results.length} cells in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`);
if (values.write) documentTable(table);
process.exitCode = failed.length > 0 ? 1 : 0;
