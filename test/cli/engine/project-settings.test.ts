import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openProject } from "../../../cli/engine/engine.ts";
import { readProjectSettings } from "../../../cli/engine/project-settings.ts";
import { rememberSettings } from "../../../cli/engine/settings-files.ts";

let folder: string;
const write = (file: string, content: string) => writeFileSync(join(folder, file), content);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "project-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("the project of a folder", () => {
  const bare = { runtime: undefined, main: undefined, settingsFolder: "", compilesTypeScript: true };

  it.each([
    ["Pulumi.yaml", "name: app\nruntime: nodejs\nmain: index.ts\n", { runtime: "nodejs", main: "index.ts" }],
    [
      "Pulumi.yml",
      "name: app\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
      { runtime: "nodejs", compilesTypeScript: false },
    ],
    ["Pulumi.json", '{ "name": "app", "stackConfigDir": "stacks" }', { settingsFolder: "stacks" }],
    ["Pulumi.yaml", "name: app\nconfig: stacks\n", { settingsFolder: "stacks" }],
    ["Pulumi.yaml", "name: app\nconfig:\n  aws:region: eu-west-1\n", {}],
  ])("is read from %s: %j", (file, content, more) => {
    write(file, content);
    expect(readProjectSettings(folder)).toEqual({ name: "app", ...bare, ...more });
  });

  it.each(["name: [", "runtime: nodejs", "", "- name"])("can't be read from %j", (content) => {
    write("Pulumi.yaml", content);
    expect(readProjectSettings(folder)).toBeUndefined();
    expect(() => openProject(folder)).toThrow("There is no readable Pulumi.yaml");
  });

  it("must have a folder", () => {
    expect(() => openProject(join(folder, "nowhere"))).toThrow("does not exist");
  });
});

describe("a settings file", () => {
  it("that the engine wrote for its salt alone is removed; every other one stays", () => {
    write("Pulumi.old.yaml", "encryptionsalt: v1:before\n");
    const restore = rememberSettings(folder);
    write("Pulumi.new.yaml", "encryptionsalt: v1:after\n");
    write("Pulumi.set.yaml", "encryptionsalt: v1:after\nconfig:\n  app:size: large\n");
    for (const stack of ["old", "acme/app/new", "set", "none"]) restore(stack);
    expect(readdirSync(folder).sort()).toEqual(["Pulumi.old.yaml", "Pulumi.set.yaml"]);
  });
});
