#!/usr/bin/env node
// Nothing is imported before the check: an unsupported Node.js may not even be able to load the rest.
try {
  await import("../provider/supported-node.cjs");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
const { runProgram } = await import("./program.ts");
await runProgram();
