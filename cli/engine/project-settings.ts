import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** What Pulumi.yaml says, as far as it is looked at. */
export interface ProjectSettings {
  readonly name: string;
  /** Name of the language runtime, e.g. `nodejs`; undefined where none is named. */
  readonly runtime: string | undefined;
  /** The file or folder of the program, below the folder of Pulumi.yaml. */
  readonly main: string | undefined;
  /** Where the settings of its stacks lie, below the folder of Pulumi.yaml. */
  readonly settingsFolder: string;
  /** Whether TypeScript programs are compiled on the way; the runtime's option `typescript` can forbid it. */
  readonly compilesTypeScript: boolean;
}

const FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** Reads the project of a folder. Undefined where there is none, or none that can be read. */
export function readProjectSettings(directory: string): ProjectSettings | undefined {
  const file = FILES.map((name) => join(directory, name)).find((path) => existsSync(path));
  const settings = file === undefined ? undefined : recordOf(parsed(file));
  const name = textOf(settings?.name);
  if (settings === undefined || name === undefined) return undefined;
  const runtime = recordOf(settings.runtime);
  return {
    name,
    runtime: textOf(runtime?.name ?? settings.runtime),
    main: textOf(settings.main),
    // `config` is the option's old name.
    settingsFolder: textOf(settings.stackConfigDir) ?? textOf(settings.config) ?? "",
    compilesTypeScript: recordOf(runtime?.options)?.typescript !== false,
  };
}

function parsed(file: string): unknown {
  try {
    // JSON is YAML too.
    return parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null ? { ...value } : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
