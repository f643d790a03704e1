// Prints how many tests passed, failed and were skipped, from the file that vitest's JSON reporter wrote.
// usage: node count-tests.mjs REPORT EXIT_CODE_OF_VITEST; ends with 1 unless everything passed.
import { existsSync, readFileSync } from "node:fs";

const [file, exitCode] = process.argv.slice(2);

function count() {
  if (!existsSync(file) || readFileSync(file, "utf8") === "") return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, "utf8"));
  // A file that could not be loaded has failed without containing a failed test.
  const unloadable = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  const failed = report.numFailedTests + unloadable.length;
  return {
    passed: report.numPassedTests,
    // An error outside of every test fails the run too, and must not end in "0 failed".
    failed: failed === 0 && exitCode !== "0" ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const { passed, failed, skipped } = count();
const counts = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])];
process.stdout.write(`${counts.join(", ")}\n`);
process.exitCode = failed === 0 ? 0 : 1;
