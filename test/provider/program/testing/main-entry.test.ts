import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..", "..", "..");

/** Prints the URLs of all modules that an entry point loads. */
const LOADED = `
import { registerHooks } from "node:module";
const loaded = [];
registerHooks({
  load(url, context, next) {
    loaded.push(url);
    return next(url, context);
  },
});
await import(process.argv[1]);
process.stdout.write(loaded.join("\\n"));
process.exit(0);
`;

function modulesOf(entry: string): string {
  const child = spawnSync(process.execPath, ["--input-type=module", "--eval", LOADED, entry], {
    cwd: root,
    encoding: "utf8",
  });
  expect(child).toMatchObject({ status: 0, stderr: "" });
  return child.stdout;
}

const MOCKS = "/dist/provider/program/testing/";
const CHECK = "/node_modules/zod/";

it.each(["pulumi-genesyscloud-oauth", "pulumi-genesyscloud-oauth/plugin"])(
  "%s loads neither the mocks nor the check: a program has no use for them",
  (entry) => {
    const modules = modulesOf(entry);
    expect(modules).toContain("/dist/provider/");
    expect(modules).not.toContain(MOCKS);
    expect(modules).not.toContain(CHECK);
  },
);

it("pulumi-genesyscloud-oauth/testing loads both, and no HTTP", () => {
  const modules = modulesOf("pulumi-genesyscloud-oauth/testing");
  for (const module of [MOCKS, CHECK]) expect(modules).toContain(module);
  expect(modules).not.toContain("/node_modules/got/");
});
