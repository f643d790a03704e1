import { Command, InvalidArgumentError, Option } from "commander";
import { checkStacks } from "./drift/check/check-stacks.ts";
import { planOutputs, standardOutput, writeFiles } from "./drift/report/outputs.ts";
import { type DriftReport, EXIT_CODES, resultOf } from "./drift/report/report.ts";
import { readStackArguments } from "./engine/stack-argument.ts";
import { deliver, usageChecked } from "./report/deliver.ts";
import type { OutputOptions } from "./report/outputs.ts";
import { startProgress } from "./terminal/progress.ts";
import { counted, visible } from "./terminal/text.ts";

interface DriftCommandOptions extends OutputOptions {
  readonly cwd: string;
  readonly unmanaged: boolean;
  readonly unmanagedName?: RegExp;
  readonly unmanagedCreator?: string;
  readonly unknownSecrets: boolean;
}

/** `drift`: compares stacks with Genesys Cloud, read-only, for people and pipelines. */
export function driftCommand(): Command {
  const command = new Command("drift")
    .description("compare stacks with Genesys Cloud, and list clients that no stack manages; changes nothing")
    .argument(
      "[stacks...]",
      "stacks of the project, or PATH#STACK for a stack of another project; default: the selected stack",
    )
    .option("--cwd <dir>", "folder of the project", ".")
    .addOption(
      new Option(
        "--unmanaged-name <regex>",
        "of the clients that no stack manages, list only those whose name matches",
      ).argParser(regularExpression),
    )
    .option("--unmanaged-creator <id>", "list only those that this user or client created; self: the login in use")
    .option("--no-unmanaged", "do not look for clients that no stack manages")
    .option("--no-unknown-secrets", "do not report clients whose secret the stack does not know")
    .option("--json [file]", "report as JSON")
    .option("--markdown [file]", "report as Markdown, e.g. for a job summary")
    .option("--junit [file]", "report as JUnit XML")
    .option("--sarif [file]", "report as SARIF 2.1.0, e.g. for GitHub code scanning")
    .addHelpText("after", AFTER_HELP);
  return command.action(async (stacks: string[], options: DriftCommandOptions) => {
    const outputs = usageChecked(command, () => planOutputs(options));
    const report = await checkWithProgress(stacks, options);
    await deliver({ standardOutput, writeFiles }, outputs, report, EXIT_CODES[resultOf(report)]);
  });
}

const AFTER_HELP = `
With a file name, a report is written to the file and the table is still printed. Without one, it replaces the table.

Exit codes: 0 no drift, 7 drift, 1 something could not be checked, 2 wrong usage.
Needs the permission oauth:client:view. Reads the configuration of each stack first, then the environment.
Example: genesyscloud-oauth drift dev ../billing#prod --unmanaged-name '^team-a-' --markdown drift.md`;

async function checkWithProgress(stacks: readonly string[], options: DriftCommandOptions): Promise<DriftReport> {
  const { unmanagedName, unmanagedCreator } = options;
  const progress = startProgress("Checking for drift", process.env);
  try {
    return await checkStacks(readStackArguments(stacks, options.cwd), {
      unmanaged: options.unmanaged
        ? {
            ...(unmanagedName === undefined ? {} : { name: unmanagedName }),
            ...(unmanagedCreator === undefined ? {} : { creator: unmanagedCreator }),
          }
        : undefined,
      unknownSecrets: options.unknownSecrets,
      environment: process.env,
      onProgress: ({ stack, resources }) =>
        progress.show(`${visible(stack)}: ${counted(resources, "resource")} compared`),
    });
  } finally {
    progress.stop();
  }
}

function regularExpression(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : "not a regular expression");
  }
}
