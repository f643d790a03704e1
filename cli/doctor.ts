import { existsSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { type DoctorReport, EXIT_CODES, exitCodeOf } from "./doctor/report.ts";
import { formatJson } from "./doctor/report-json.ts";
import { runChecks } from "./doctor/run-checks.ts";
import { formatScreen } from "./doctor/screen.ts";
import { paintFor } from "./terminal/paint.ts";
import { startProgress } from "./terminal/progress.ts";
import { DEFAULT_WIDTH } from "./terminal/text.ts";

interface DoctorCommandOptions {
  readonly cwd: string;
  readonly stack?: string;
  readonly json?: boolean;
}

/** `doctor`: what is set, what works and what is missing, before the first `pulumi up` and whenever something fails. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("check environment, configuration, login and permissions; changes nothing")
    .addOption(new Option("--cwd <dir>", "folder of the project").default(".").argParser(existingFolder))
    .option("--stack <name>", "stack of the project; default: the selected stack")
    .option("--json", "report as JSON")
    .addHelpText("after", AFTER_HELP)
    .action(async (options: DoctorCommandOptions) => {
      try {
        const report = await checkWithProgress(options);
        const width = process.stdout.columns ?? DEFAULT_WIDTH;
        const text = options.json
          ? formatJson(report)
          : formatScreen(report, width, paintFor(process.stdout, process.env));
        process.stdout.write(text);
        process.exitCode = exitCodeOf(report);
      } catch (error) {
        process.stderr.write(`doctor failed: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = EXIT_CODES.broken;
      }
    });
}

async function checkWithProgress({ cwd, stack }: DoctorCommandOptions): Promise<DoctorReport> {
  const progress = startProgress("Checking", process.env);
  try {
    return await runChecks({ cwd, stack, environment: process.env, nodeVersion: process.versions.node });
  } finally {
    progress.stop();
  }
}

const AFTER_HELP = `
Exit codes: 0 nothing red, 1 something is red, 2 wrong usage.
Reads the configuration of the stack first, then the environment; without a project the environment alone.
Sends requests that only read, and never shows a secret.`;

function existingFolder(folder: string): string {
  if (existsSync(folder)) return folder;
  throw new InvalidArgumentError("there is no such folder");
}
