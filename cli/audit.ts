import { Command, InvalidArgumentError } from "commander";
import { planOutputs, standardOutput, writeFiles } from "./audit/report/outputs.ts";
import { type AuditReport, exitCodeOf } from "./audit/report/report.ts";
import { RULE_IDS, type RuleId } from "./audit/settings/rules.ts";
import { type AuditSettings, BOUNDS, DEFAULT_THRESHOLDS, settingsOf } from "./audit/settings/settings.ts";
import { readSettingsFile, SETTINGS_FILE } from "./audit/settings/settings-file.ts";
import { insteadOf } from "./audit/settings/suggestion.ts";
import { selectedStacks } from "./engine/selected-stack.ts";
import { readStackArguments, type StackArgument } from "./engine/stack-argument.ts";
import { deliver, usageChecked } from "./report/deliver.ts";
import type { OutputOptions } from "./report/outputs.ts";
import { startProgress } from "./terminal/progress.ts";

interface AuditCommandOptions extends OutputOptions {
  readonly cwd: string;
  readonly config?: string;
  readonly stack: boolean;
  readonly managedOnly?: boolean;
  readonly usage: boolean;
  readonly unusedDays?: number;
  readonly secretDays?: number;
  readonly maxValidity?: number;
  readonly maxRolePolicies?: number;
  readonly rules?: readonly RuleId[];
  readonly skipRule?: readonly RuleId[];
}

/** `audit`: a report about the hygiene of OAuth clients, read-only, for people and pipelines. */
export function auditCommand(): Command {
  const { unusedDays, secretDays, maxValiditySeconds, maxRolePolicies } = DEFAULT_THRESHOLDS;
  const command = new Command("audit")
    .description("look for OAuth clients that are not used, permit too much or have old secrets; changes nothing")
    .argument(
      "[stacks...]",
      "stacks of the project, or PATH#STACK for a stack of another project; default: the selected stack, if there is a project",
    )
    .option("--cwd <dir>", "folder of the project", ".")
    .option("--config <file>", `settings of the audit; default: ${SETTINGS_FILE} of the folder, if it is there`)
    .option("--no-stack", "look at no stack, also in the folder of a project")
    .option("--managed-only", "look only at the clients that the stacks manage")
    .option("--unused-days <days>", `days without a request; default: ${unusedDays}`, wholeNumber(BOUNDS.unusedDays))
    .option("--secret-days <days>", `days since the rotation; default: ${secretDays}`, wholeNumber(BOUNDS.secretDays))
    .option(
      "--max-validity <seconds>",
      `longest validity of tokens; default: ${maxValiditySeconds}`,
      wholeNumber(BOUNDS.maxValiditySeconds),
    )
    .option(
      "--max-role-policies <number>",
      `most permission policies of a role; default: ${maxRolePolicies}`,
      wholeNumber(BOUNDS.maxRolePolicies),
    )
    .option("--rules <ids>", `only these rules, with commas between them: ${RULE_IDS.join(", ")}`, ruleList)
    .option("--skip-rule <id>", "not this rule; can be repeated", ruleList)
    .option("--no-usage", "do not ask for usage: the same as --skip-rule unused")
    .option("--json [file]", "report as JSON")
    .option("--markdown [file]", "report as Markdown, e.g. for a job summary")
    .option("--junit [file]", "report as JUnit XML")
    .option("--sarif [file]", "report as SARIF 2.1.0, e.g. for GitHub code scanning")
    .addHelpText("after", AFTER_HELP);
  return command.action(async (stacks: string[], options: AuditCommandOptions) => {
    const plan = usageChecked(command, () => ({
      outputs: planOutputs(options),
      settings: readSettings(options),
      targets: targetsOf(stacks, options),
    }));
    const report = await auditWithProgress(await plan.targets, plan.settings, options);
    await deliver({ standardOutput, writeFiles }, plan.outputs, report, exitCodeOf(report));
  });
}

const AFTER_HELP = `
With a file name, a report is written to the file and the table is still printed. Without one, it replaces the table.

Exit codes: 0 no findings or only some for information, 7 findings, 1 something could not be checked, 2 wrong usage.
Needs the permission oauth:client:view, and authorization:role:view for the rule broad-role.
Reads the configuration of each stack first, then the environment.
Usage costs two requests for each client, within the budget: --no-usage leaves it out.
Example: genesyscloud-oauth audit dev ../billing#prod --unused-days 180 --sarif audit.sarif`;

function readSettings(options: AuditCommandOptions): AuditSettings {
  const { unusedDays, secretDays, maxValidity, maxRolePolicies, rules, skipRule = [], usage } = options;
  const flags = { unusedDays, secretDays, maxValiditySeconds: maxValidity, maxRolePolicies, rules };
  const skipRules = usage ? skipRule : [...skipRule, "unused" as const];
  return settingsOf({ ...flags, skipRules }, readSettingsFile(options.config, options.cwd));
}

/** The stacks that were named, or the selected one of the project. None outside of a project, and none if none is selected. */
function targetsOf(
  stacks: readonly string[],
  { cwd, stack, managedOnly = false }: AuditCommandOptions,
): Promise<readonly StackArgument[]> {
  if (!stack && (stacks.length > 0 || managedOnly)) {
    throw new RangeError(`--no-stack contradicts ${managedOnly ? "--managed-only" : "the stacks that are named"}`);
  }
  if (stacks.length > 0 || managedOnly) return Promise.resolve(readStackArguments(stacks, cwd));
  return stack ? selectedStacks(cwd) : Promise.resolve([]);
}

async function auditWithProgress(
  targets: readonly StackArgument[],
  settings: AuditSettings,
  { managedOnly = false }: AuditCommandOptions,
): Promise<AuditReport> {
  const progress = startProgress("Auditing OAuth clients", process.env);
  try {
    // The API client takes a while to load, and wrong usage does not need it.
    const { runAudit } = await import("./audit/check/run-audit.ts");
    return await runAudit(targets, { settings, managedOnly, environment: process.env, onProgress: progress.show });
  } finally {
    progress.stop();
  }
}

function wholeNumber({ min, max }: { readonly min: number; readonly max: number }) {
  return (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`write a whole number from ${min} to ${max}`);
  };
}

/** Ids with commas between them, after those of earlier options. */
function ruleList(text: string, before: readonly RuleId[] = []): readonly RuleId[] {
  const ids = text.split(",").map((id) => {
    const rule = RULE_IDS.find((known) => known === id.trim());
    if (rule === undefined) throw new InvalidArgumentError(`${id} is not a rule: ${insteadOf(id, RULE_IDS)}`);
    return rule;
  });
  return [...before, ...ids];
}
