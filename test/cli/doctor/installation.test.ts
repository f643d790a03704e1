import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkInstallation, type Program } from "../../../cli/doctor/installation.ts";
import { OWN_PACKAGE } from "../../../cli/own-package.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "project-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(file: string, text = ""): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function install(name: string, version: string, below = "."): void {
  // As packages do that keep their package.json to themselves.
  write(join(below, "node_modules", name, "package.json"), JSON.stringify({ name, version, exports: {} }));
}

/** Level and text of each check, by id. */
function found(changes: Partial<Program> = {}): Record<string, string> {
  const checks = checkInstallation({ folder, main: undefined, compilesTypeScript: true, ...changes });
  return Object.fromEntries(checks.map(({ id, level, text, todo = "" }) => [id, `${level}: ${text} ${todo}`.trim()]));
}

describe("the packages of a project", () => {
  it("are fine where all are there", () => {
    install("@pulumi/pulumi", "3.216.0");
    install("typescript", "5.0.4");
    install(OWN_PACKAGE.name, OWN_PACKAGE.version);
    write("index.ts");
    expect(found()).toEqual({
      sdk: "green: 3.216.0",
      typescript: "green: 5.0.4",
      package: `green: ${OWN_PACKAGE.version}`,
    });
  });

  it("are also found in the folder of a workspace above", () => {
    install("@pulumi/pulumi", "3.300.1");
    write("packages/clients/index.js");
    expect(found({ folder: join(folder, "packages", "clients") }).sdk).toBe("green: 3.300.1");
  });

  it("are missing before npm install, each with the command that brings it", () => {
    write("index.ts");
    expect(found()).toEqual({
      sdk: "red: not installed in this project npm install @pulumi/pulumi",
      typescript: "neutral: not checked: no @pulumi/pulumi",
      package: expect.stringMatching(
        /^yellow: .* not installed in this project npm install pulumi-genesyscloud-oauth$/,
      ),
    });
  });

  it.each(["3.215.9", "2.25.2", "4.0.0"])("@pulumi/pulumi %s does not fit", (version) => {
    install("@pulumi/pulumi", version);
    expect(found().sdk).toMatch(new RegExp(`^red: ${version}; needed is >=3.216.0 <4 npm install @pulumi/pulumi`));
  });

  it("of another version than this doctor are named", () => {
    install(OWN_PACKAGE.name, "0.0.9");
    expect(found().package).toMatch(/^neutral: the project has 0\.0\.9/);
  });

  it("are left alone without a project", () => {
    expect(checkInstallation(undefined).map(({ id, level }) => `${id} ${level}`)).toEqual([
      "sdk neutral",
      "typescript neutral",
      "package green",
    ]);
  });
});

describe("TypeScript", () => {
  beforeEach(() => install("@pulumi/pulumi", "3.270.0"));

  it("that is missing should be there for a program in TypeScript: the SDK's own is from 2020", () => {
    write("index.ts");
    expect(found().typescript).toMatch(
      /^yellow: none in this project: Pulumi compiles with its own, 3\.8\.3.*npm install --save-dev typescript/,
    );
  });

  it.each<[string, Partial<Program>, string[]]>([
    ["index.js", {}, ["index.js"]],
    ["main names JavaScript", { main: "app.mjs" }, ["app.mjs", "index.ts"]],
    ["main names a folder with JavaScript", { main: "src" }, ["src/index.js"]],
    ["Pulumi.yaml switches it off", { compilesTypeScript: false }, ["index.ts"]],
  ])("is not needed where %s", (_, changes, files) => {
    for (const file of files) write(file);
    expect(found(changes).typescript).toMatch(/^green: not needed/);
  });

  it.each<[string, Partial<Program>, string]>([
    ["main names it", { main: "app.ts" }, "app.ts"],
    ["main names a folder with it", { main: "src/" }, "src/index.ts"],
    ["main leaves its ending out", { main: "app" }, "app.ts"],
  ])("is needed where %s", (_, changes, file) => {
    write(file);
    expect(found(changes).typescript).toMatch(/^yellow/);
  });

  it("is needed where package.json names the program", () => {
    write("package.json", JSON.stringify({ main: "app.ts" }));
    write("app.ts");
    expect(found().typescript).toMatch(/^yellow/);
  });

  it.each(["4.9.5", "7.0.2"])("%s is not one that this package is made for", (version) => {
    install("typescript", version);
    write("index.ts");
    expect(found().typescript).toMatch(new RegExp(`^yellow: ${version}`));
  });

  it("is the one that the SDK finds, where several are installed", () => {
    rmSync(join(folder, "node_modules"), { recursive: true });
    install("@pulumi/pulumi", "3.270.0", "store");
    install("typescript", "5.9.3", "store");
    install("typescript", "3.9.10");
    write("index.ts");
    expect(found({ folder: join(folder, "store"), main: "../index.ts" }).typescript).toBe("green: 5.9.3");
  });
});
