import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import semver from "semver";
import { OWN_PACKAGE } from "../own-package.ts";
import { green, neutral, red, yellow } from "./checks.ts";
import { installedPackage } from "./installed.ts";
import type { Check } from "./report.ts";

const SDK = "@pulumi/pulumi";
const SDK_RANGE = OWN_PACKAGE.peerDependencies[SDK];
const TYPESCRIPT_RANGE = ">=5.0.0 <7";
const INSTALL_TYPESCRIPT = "npm install --save-dev typescript@6";

/** The program of a project, as far as it is known. */
export interface Program {
  /** Folder of the project. */
  readonly folder: string;
  /** `main` of Pulumi.yaml. */
  readonly main: string | undefined;
  /** False where Pulumi.yaml forbids TypeScript. */
  readonly compilesTypeScript: boolean;
}

/** The npm packages that the program of a project gets. Without a project: this package alone. */
export function checkInstallation(program: Program | undefined): readonly Check[] {
  if (program === undefined) {
    const text = "not checked: no project";
    return [
      neutral("sdk", SDK, text),
      neutral("typescript", "TypeScript", text),
      green("package", "This package", OWN_PACKAGE.version, { version: OWN_PACKAGE.version }),
    ];
  }
  return [checkSdk(program), checkTypeScript(program), checkOwnPackage(program)];
}

function checkSdk({ folder }: Program): Check {
  const installed = installedPackage(SDK, folder);
  if (installed === undefined) return red("sdk", SDK, "not installed in this project", `npm install ${SDK}`);
  const { version = "of unknown version" } = installed;
  if (satisfies(version, SDK_RANGE)) return green("sdk", SDK, version, { version });
  return red("sdk", SDK, `${version}; needed is ${SDK_RANGE}`, `npm install ${SDK}@3`, { version });
}

/** Pulumi compiles with the TypeScript that its SDK finds, or else with the one that the SDK brings along. */
function checkTypeScript(program: Program): Check {
  const [id, title] = ["typescript", "TypeScript"];
  if (!program.compilesTypeScript) return green(id, title, "not needed: Pulumi.yaml switches it off");
  if (!isTypeScript(program)) return green(id, title, "not needed: the program is JavaScript");
  const sdk = installedPackage(SDK, program.folder);
  if (sdk === undefined) return neutral(id, title, `not checked: no ${SDK}`);
  const installed = installedPackage("typescript", sdk.folder);
  if (installed === undefined) {
    return yellow(id, title, "none in this project: Pulumi compiles with its own, 3.8.3", INSTALL_TYPESCRIPT);
  }
  const { version = "of unknown version" } = installed;
  if (satisfies(version, TYPESCRIPT_RANGE)) return green(id, title, version, { version });
  return yellow(id, title, `${version}; this package is for ${TYPESCRIPT_RANGE}`, INSTALL_TYPESCRIPT, { version });
}

function checkOwnPackage({ folder }: Program): Check {
  const { name, version } = OWN_PACKAGE;
  const [id, title] = ["package", "This package"];
  const installed = installedPackage(name, folder);
  if (installed === undefined) {
    return yellow(id, title, `${version}, but not installed in this project`, `npm install ${name}`, { version });
  }
  if (installed.version === version) return green(id, title, version, { version });
  return neutral(
    id,
    title,
    `the project has ${installed.version ?? "an unknown version"}, and this is the doctor of ${version}`,
    "Run the doctor from the project's folder.",
    { version: installed.version ?? version },
  );
}

/** As the language runtime looks for it: `main` of Pulumi.yaml, then that of package.json, then index.ts. */
function isTypeScript({ folder, main }: Program): boolean {
  const entry = join(folder, main ?? mainOfPackage(folder) ?? ".");
  if (!existsSync(entry)) return /\.[mc]?ts$/.test(entry) || existsSync(`${entry}.ts`);
  return statSync(entry).isDirectory() ? existsSync(join(entry, "index.ts")) : /\.[mc]?ts$/.test(entry);
}

function mainOfPackage(folder: string): string | undefined {
  try {
    const { main } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return typeof main === "string" ? main : undefined;
  } catch {
    return undefined;
  }
}

function satisfies(version: string, range: string): boolean {
  return semver.satisfies(version, range, { includePrerelease: true });
}
