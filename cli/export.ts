import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { GRANT_TYPES } from "../provider/model/oauth-client.ts";
import { EngineFailure } from "./engine/engine-failure.ts";
import { selectedStacks } from "./engine/selected-stack.ts";
import { readStackArguments, type StackArgument } from "./engine/stack-argument.ts";
import type { ExportOptions, ExportResult } from "./export/run-export.ts";
import { readTerraformState, type TerraformState } from "./export/terraform/state.ts";
import { usageChecked } from "./report/deliver.ts";
import { EXIT_CODES } from "./report/exit-codes.ts";
import { startProgress } from "./terminal/progress.ts";

interface ExportCommandOptions {
  readonly cwd: string;
  readonly stack: boolean;
  readonly name?: RegExp;
  readonly grantType?: string;
  readonly state?: string;
  readonly createdBy?: string;
  readonly ids?: boolean;
  readonly out?: string;
  readonly force?: boolean;
  readonly plugin?: boolean;
  readonly program?: string;
  readonly fromTerraform?: string;
  readonly setSecrets?: boolean;
}

/** `export`: a program for the clients that exist already, which adopts them without changing anything. */
export function exportCommand(): Command {
  const command = new Command("export")
    .description("write a program for the OAuth clients that exist already; changes nothing in Genesys Cloud")
    .argument("[stack]", "stack that will have the clients; default: the selected stack, if there is a project")
    .option("--cwd <dir>", "folder of the project", ".")
    .option("--no-stack", "look at no stack, also in the folder of a project")
    .option("--name <pattern>", "only clients whose name matches this regular expression", regularExpression)
    .addOption(new Option("--grant-type <type>", "only clients of this grant type").choices(GRANT_TYPES))
    .addOption(new Option("--state <state>", "only clients in this state").choices(["active", "inactive", "disabled"]))
    .option("--created-by <id>", "only clients that this user or client has created")
    .option("--ids", "roles and divisions as ids, without look-ups by name")
    .option("--out <file>", "write to this file, not to standard output")
    .option("--force", "overwrite files")
    .option("--plugin", "write a file for pulumi import, for a stack of the provider plugin")
    .option("--program <file>", "with --plugin: write the program for after the import to this file")
    .option("--from-terraform <state>", "only what this Terraform state has, with its names; - reads standard input")
    .option("--set-secrets", "with --from-terraform: put the secrets of the state into the stack configuration")
    .addHelpText("after", AFTER_HELP);
  return command.action(async (stack: string | undefined, options: ExportCommandOptions) => {
    const terraform = usageChecked(command, () => {
      refuseContradictions(stack, options);
      return terraformStateOf(options);
    });
    const target = await targetOf(stack, options);
    if (options.setSecrets && target === undefined) {
      command.error("error: --set-secrets needs a stack: select one in the folder of the project, or name it");
    }
    try {
      const result = await exportWithProgress(target, options, terraform);
      process.exitCode = result.hasFindings ? EXIT_CODES.findings : EXIT_CODES.fine;
      deliver(result, options);
    } catch (error) {
      if (!(error instanceof EngineFailure)) throw error;
      process.stderr.write(`${error.message}\n`);
      process.exitCode = EXIT_CODES.broken;
    }
  });
}

const AFTER_HELP = `
pulumi up with the program adopts each client: it reads the client, compares, and writes nothing. Clients that can't be adopted, for
example because they are deleted or disabled, or because another stack has them, stand at the end as comments.

Exit codes: 0 fine, 7 nothing found, or something of the Terraform state is missing or differs, 1 broken, 2 wrong usage.
Needs the permission oauth:client:view, and authorization:role:view for the names of roles.
Reads the configuration of the stack first, then the environment.
Examples: genesyscloud-oauth export --name '^Reports' --out index.ts
          genesyscloud-oauth export --plugin --out clients.json --program index.ts
          terraform state pull | genesyscloud-oauth export --from-terraform - --out index.ts`;

function refuseContradictions(stack: string | undefined, options: ExportCommandOptions): void {
  const { plugin, program, out, force, fromTerraform, setSecrets } = options;
  if (!options.stack && stack !== undefined) throw new RangeError("--no-stack contradicts the stack that is named");
  if (program !== undefined && !plugin)
    throw new RangeError("--program needs --plugin: add it, or write --out instead");
  if (setSecrets && fromTerraform === undefined)
    throw new RangeError("--set-secrets needs --from-terraform: name the Terraform state that has the secrets");
  if (out !== undefined && out === program) throw new RangeError("--out and --program name the same file");
  for (const file of [out, program]) {
    if (file !== undefined && !force && existsSync(file)) {
      throw new RangeError(`${file} exists: name another file, or add --force to overwrite it`);
    }
  }
}

function terraformStateOf({ fromTerraform: file }: ExportCommandOptions): TerraformState | undefined {
  if (file === undefined) return undefined;
  const shown = file === "-" ? "standard input" : file;
  let text: string;
  try {
    text = readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? error.code : "unknown error";
    throw new RangeError(`${shown} can't be read (${reason})`);
  }
  return readTerraformState(text, shown);
}

async function targetOf(stack: string | undefined, options: ExportCommandOptions): Promise<StackArgument | undefined> {
  if (!options.stack) return undefined;
  const targets = stack === undefined ? await selectedStacks(options.cwd) : readStackArguments([stack], options.cwd);
  return targets[0];
}

async function exportWithProgress(
  target: StackArgument | undefined,
  { name, grantType, state, createdBy, ids = false, plugin = false, setSecrets = false }: ExportCommandOptions,
  terraform: TerraformState | undefined,
): Promise<ExportResult> {
  const progress = startProgress("Exporting OAuth clients", process.env);
  try {
    // The API client takes a while to load, and wrong usage does not need it.
    const { runExport } = await import("./export/run-export.ts");
    const options: ExportOptions = {
      selection: { name, grantType, state, createdBy },
      onlyIds: ids,
      isForPlugin: plugin,
      terraform,
      setsSecrets: setSecrets,
      environment: process.env,
    };
    return await runExport(target, options);
  } finally {
    progress.stop();
  }
}

function deliver({ program, bulkFile, notes }: ExportResult, options: ExportCommandOptions): void {
  const outputs = [
    { text: bulkFile ?? program, file: options.out },
    ...(bulkFile !== undefined && options.program !== undefined ? [{ text: program, file: options.program }] : []),
  ];
  for (const { text, file } of outputs) {
    if (file === undefined) process.stdout.write(text);
    else writeNew(file, text, options.force === true);
  }
  process.stderr.write(`${notes.join("\n\n")}\n`);
}

/** A file that has come about since the check is not overwritten either. */
function writeNew(file: string, text: string, overwrites: boolean): void {
  try {
    writeFileSync(file, text, { flag: overwrites ? "w" : "wx" });
  } catch (error) {
    process.stderr.write(`${file} can't be written: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = EXIT_CODES.broken;
  }
}

function regularExpression(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw new InvalidArgumentError("write a regular expression such as ^Reports");
  }
}
