import type { Command } from "commander";
import { paintFor } from "../terminal/paint.ts";
import { DEFAULT_WIDTH } from "../terminal/text.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import type { Outputs, ReportOutputs } from "./outputs.ts";

/** Prints the report and writes its files, and sets the exit code of the process. A file that can't be written makes it 1. */
export async function deliver<Report>(
  { standardOutput, writeFiles }: Pick<ReportOutputs<Report>, "standardOutput" | "writeFiles">,
  outputs: Outputs,
  report: Report,
  exitCode: number,
): Promise<void> {
  const width = process.stdout.columns ?? DEFAULT_WIDTH;
  process.stdout.write(await standardOutput(outputs, report, width, paintFor(process.stdout, process.env)));
  process.exitCode = exitCode;
  try {
    await writeFiles(outputs, report);
  } catch (error) {
    process.stderr.write(
      `The report could not be written: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = EXIT_CODES.broken;
  }
}

/** What a check of the command line returns. A RangeError ends the command as wrong usage. */
export function usageChecked<T>(command: Command, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return command.error(`error: ${error.message}`);
  }
}
