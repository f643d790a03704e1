import { existsSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { isUuid } from "../provider/api/identifiers.ts";
import { readStackArguments } from "./engine/stack-argument.ts";
import type { TakeArgument } from "./recover/choices.ts";
import { EXIT_CODES, formatJson, type RecoverReport, resultOf } from "./recover/report.ts";
import { formatText } from "./recover/report-text.ts";
import { runRecover } from "./recover/run-recover.ts";
import { paintFor } from "./terminal/paint.ts";
import { startProgress } from "./terminal/progress.ts";
import { DEFAULT_WIDTH } from "./terminal/text.ts";

interface RecoverCommandOptions {
  readonly yes?: boolean;
  readonly take: readonly TakeArgument[];
  readonly delete: readonly string[];
  readonly otherStack: readonly string[];
  readonly cwd: string;
  readonly json?: boolean;
}

/** `recover`: after a run that was killed, brings the clients that it has created into the state. */
export function recoverCommand(): Command {
  const command = new Command("recover")
    .description("after a run that was killed: find the clients that it left behind, and take them into the state")
    .argument("[stack]", "stack of the project; default: the selected stack")
    .option("--yes", "settle what is certain and what is named; without this option nothing is changed")
    .addOption(
      new Option("--take <resource=id>", "take this client into the state as this resource; can be repeated")
        .default([], "none")
        .argParser(collect(readTake)),
    )
    .addOption(
      new Option("--delete <id>", "delete this left-over client; can be repeated")
        .default([], "none")
        .argParser(collect(readId)),
    )
    .addOption(
      new Option("--other-stack <stack>", "PATH#STACK of another project whose clients are left alone; can be repeated")
        .default([], "none")
        .argParser(collect((text) => text)),
    )
    .addOption(new Option("--cwd <dir>", "folder of the project").default(".").argParser(existingFolder))
    .option("--json", "report as JSON")
    .addHelpText("after", AFTER_HELP);
  return command.action(async (stack: string | undefined, options: RecoverCommandOptions) => {
    const contradiction = contradictionIn(options);
    if (contradiction !== undefined) command.error(`error: ${contradiction}`);
    const report = await recoverWithProgress(stack, options);
    const width = process.stdout.columns ?? DEFAULT_WIDTH;
    const text = options.json ? formatJson(report) : formatText(report, width, paintFor(process.stdout, process.env));
    process.stdout.write(text);
    process.exitCode = EXIT_CODES[resultOf(report)];
  });
}

const AFTER_HELP = `
A client is certain if its creation is pending in the state of this stack, if it is equal in every property, and if no other
stack of the project has it. Each client that is taken gets a new secret. A backup of the state is written first.
--delete: make sure that nobody uses the client. The command knows only the stacks of this project and those that you name.

Exit codes: 0 nothing left to recover, 7 something found, 1 something failed, 2 wrong usage.
Needs the permissions oauth:client:view and oauth:client:edit, and oauth:client:delete for --delete.
Example: genesyscloud-oauth recover dev --take reporting=3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e --yes`;

async function recoverWithProgress(stack: string | undefined, options: RecoverCommandOptions): Promise<RecoverReport> {
  const progress = startProgress("Looking for left-over clients", process.env);
  const [target = { directory: options.cwd, stack: undefined }] = readStackArguments(
    stack === undefined ? [] : [stack],
    options.cwd,
  );
  try {
    return await runRecover(target, {
      isConfirmed: options.yes === true,
      takes: options.take,
      deletes: options.delete,
      otherStacks: options.otherStack.length === 0 ? [] : readStackArguments(options.otherStack, options.cwd),
      environment: process.env,
      onProgress: (text) => progress.show(text),
    });
  } finally {
    progress.stop();
  }
}

/** What can't be meant: a client or a resource that is named twice. */
function contradictionIn({ take, delete: deletes }: RecoverCommandOptions): string | undefined {
  const ids = [...take.map(({ clientId }) => clientId), ...new Set(deletes)];
  const id = ids.find((one, index) => ids.indexOf(one) !== index);
  if (id !== undefined) return `client ${id} is named twice`;
  const resources = take.map(({ resource }) => resource);
  const resource = resources.find((one, index) => resources.indexOf(one) !== index);
  return resource === undefined ? undefined : `two clients are named for the resource ${resource}`;
}

function collect<T>(read: (text: string) => T): (text: string, previous: readonly T[]) => readonly T[] {
  return (text, previous) => [...previous, read(text)];
}

function readTake(text: string): TakeArgument {
  const separator = text.lastIndexOf("=");
  if (separator < 1) throw new InvalidArgumentError("write the name of the resource, =, and the id of the client");
  return { resource: text.slice(0, separator), clientId: readId(text.slice(separator + 1)) };
}

function readId(text: string): string {
  if (isUuid(text)) return text.toLowerCase();
  throw new InvalidArgumentError("an id of an OAuth client is a UUID, such as 3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e");
}

function existingFolder(folder: string): string {
  if (existsSync(folder)) return folder;
  throw new InvalidArgumentError("there is no such folder");
}
