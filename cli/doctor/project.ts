import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { Engine } from "../engine/engine.ts";
import type { EngineProject } from "../engine/engine-project.ts";
import type { EngineStack, StackConfiguration } from "../engine/engine-stack.ts";
import { MINIMUM_CLI, UnfitEngine } from "../engine/unfit-engine.ts";
import { explained, green, neutral, red } from "./checks.ts";
import type { Check } from "./report.ts";

const FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** What the doctor finds out about engine, project and stack. */
export interface Workplace {
  readonly engineCheck: Check;
  readonly projectChecks: readonly Check[];
  /** Folder of Pulumi.yaml; undefined where there is none. */
  readonly folder: string | undefined;
  readonly project: EngineProject | undefined;
  readonly stack: EngineStack | undefined;
  /** Undefined where no stack is opened. */
  readonly configuration: StackConfiguration | undefined;
  /** Whether there is a stack, or may be one, whose configuration could not be read: then nobody knows what counts. */
  readonly isConfigurationLost: boolean;
}

/**
 * Looks for the engine, the project in or above a folder, and its stack.
 * @param stackName default: the selected one.
 */
export async function findWorkplace(cwd: string, stackName: string | undefined): Promise<Workplace> {
  const folder = projectFolder(resolve(cwd));
  const engine = await Engine.find().catch((error: unknown) => error);
  const found = { engineCheck: checkEngine(engine), folder };
  const unopened = { ...found, project: undefined, stack: undefined, configuration: undefined };
  if (folder === undefined) {
    const projectChecks = [checkNoProject(stackName), neutral("stack", "Stack", "not checked: no project")];
    return { ...unopened, projectChecks, isConfigurationLost: stackName !== undefined };
  }
  if (!(engine instanceof Engine)) {
    const text = "not checked: this needs the Pulumi CLI";
    const projectChecks = [neutral("project", "Project", text), neutral("stack", "Stack", text)];
    return { ...unopened, projectChecks, isConfigurationLost: true };
  }
  let project: EngineProject;
  try {
    project = await engine.openProject(folder);
  } catch (error) {
    const projectChecks = [
      red(
        "project",
        "Project",
        explained(error).text,
        "Correct Pulumi.yaml: https://www.pulumi.com/docs/iac/concepts/projects/project-file/",
      ),
      neutral("stack", "Stack", "not checked: no project"),
    ];
    return { ...unopened, projectChecks, isConfigurationLost: true };
  }
  const opened = await openStack(project, stackName);
  return { ...found, project, ...opened, projectChecks: [checkProject(project, cwd), opened.check] };
}

/** The folder of Pulumi.yaml: this one, or the nearest one above, as `pulumi` looks for it. */
function projectFolder(folder: string): string | undefined {
  if (FILES.some((file) => existsSync(join(folder, file)))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : projectFolder(parent);
}

function checkEngine(engine: unknown): Check {
  const [id, title] = ["engine", "Pulumi CLI"];
  if (engine instanceof Engine) {
    const { version } = engine;
    return green(id, title, version ?? "of unknown version", version === undefined ? {} : { version });
  }
  if (engine instanceof UnfitEngine) {
    const { fault, remedy, found } = engine;
    const text = found === undefined ? fault : `${found} is too old; needed is >=${MINIMUM_CLI}`;
    return red(id, title, text, remedy, found === undefined ? {} : { version: found });
  }
  return red(id, title, `could not be used: ${explained(engine).text}`, "npm install @pulumi/pulumi");
}

function checkNoProject(stackName: string | undefined): Check {
  const [id, title, text] = ["project", "Project", "no Pulumi.yaml in this folder or above"];
  if (stackName !== undefined) {
    return red(
      id,
      title,
      `${text}, and so no stack ${stackName}`,
      "Name the project's folder with --cwd, or leave --stack out.",
    );
  }
  return neutral(
    id,
    title,
    `${text}: only the environment is checked`,
    "Run this in the folder of your project, or name it with --cwd.",
  );
}

function checkProject({ name, runtime, directory }: EngineProject, cwd: string): Check {
  const [id, title] = ["project", "Project"];
  const where = relative(resolve(cwd), directory);
  const text = `${name}, in ${where === "" ? "this folder" : where}`;
  if (runtime === "nodejs") return green(id, title, text);
  return red(
    id,
    title,
    `${text}: its runtime is ${runtime ?? "not named"}`,
    "This package needs a program in TypeScript or JavaScript: `runtime: nodejs` in Pulumi.yaml.",
  );
}

type OpenedStack = Pick<Workplace, "stack" | "configuration" | "isConfigurationLost"> & { readonly check: Check };

async function openStack(project: EngineProject, stackName: string | undefined): Promise<OpenedStack> {
  const [id, title] = ["stack", "Stack"];
  const none = { stack: undefined, configuration: undefined };
  try {
    const name = stackName ?? (await project.selectedStack());
    if (name === undefined) {
      const check = neutral(
        id,
        title,
        "none is selected: only the environment is checked",
        "Select one with `pulumi stack select`, or name it with --stack.",
      );
      return { ...none, check, isConfigurationLost: false };
    }
    const stack = await project.openStack(name);
    const configuration = await stack.configuration();
    const check = green(id, title, `${name}${stackName === undefined ? ", selected" : ""}`);
    return { stack, configuration, check, isConfigurationLost: false };
  } catch (error) {
    const { text, todo } = explained(error);
    return { ...none, check: red(id, title, text, todo), isConfigurationLost: true };
  }
}
