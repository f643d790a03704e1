import { cpSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compilerErrors } from "../harness/compiler.ts";
import { blocksOf, blockWith } from "../support/markdown-blocks.ts";
import { type Credential, RotatingStack } from "./rotating-stack.ts";

const PAGE = "docs/rotation.md";
const root = join(import.meta.dirname, "..", "..");
const text = readFileSync(join(root, PAGE), "utf8");
const programs = blocksOf(PAGE).filter(({ language }) => language === "ts");

/** A program of the page. Its periods are counted from now: none ends while a test runs. */
const programWith = (part: string) => blockWith(PAGE, part).replace('"2026-01-01"', `"${new Date().toISOString()}"`);

const IN_PLACE = programWith("secretVersion: rotationPeriod(");
/** What the page has no use for, but the tests have. */
const withPrevious = (program: string) => `${program}export const previous = reporting.previous;\n`;

const NIGHTLY = withPrevious(programWith("new IntegrationCredential("));

/** The commands of a shell block, which may be indented in a list. */
const commandsWith = (part: string) => blockWith(PAGE, part).trim().split(/\n */);

/** What the page shows of an output. Its ids are written as an ellipsis. */
const screen = (name: string) => new RegExp(`<!-- screen: ${name} -->\n\`\`\`\n(.*)\n\`\`\``).exec(text)?.[1] ?? "";
const withoutIds = (output: string) => output.replaceAll(/\([0-9a-f-]{36}\)/g, "(…)");

it("shows programs that are correct for the compiler", async () => {
  expect(programs).toHaveLength(6);
  expect(await compilerErrors(programs.map((program) => program.text))).toBe("");
});

describe("what the page says about a stack, one after another", () => {
  let stack: RotatingStack;
  let alone: Credential;

  beforeAll(async () => {
    stack = await RotatingStack.create();
  });

  afterAll(async () => {
    await stack[Symbol.asyncDispose]();
  });

  const run = (source: string) => {
    stack.clients.stack.writeProgram("index.mjs", source);
    return stack.clients.stack.up();
  };
  const current = async () => (await stack.credentials()).current;
  const perform = async (commands: readonly string[]) => {
    for (const command of commands) {
      const [, ...args] = command.split(" ");
      if (args[0] === "up") (await stack.clients.stack.up()).succeeded();
      else (await stack.clients.stack.run(args)).succeeded();
    }
  };

  it("rotates in place, and the preview says that the old secret stops working", async () => {
    (await run(IN_PLACE)).succeeded();
    alone = await current();
    stack.clients.stack.writeProgram("index.mjs", IN_PLACE.replace(/secretVersion: .*/, 'secretVersion: "other",'));
    const { output } = (await stack.clients.stack.preview()).succeeded();
    expect(withoutIds(output)).toContain(screen("in place"));
    expect(screen("in place")).toContain("stops working");
  });

  it("moves the client into the component, with its id and its secret", async () => {
    (await run(programWith("RotatingOAuthClient.aliasOf("))).succeeded();
    expect(await current()).toEqual(alone);
  });

  it("rotates by hand, and the preview says that the old credential keeps working", async () => {
    (await run(NIGHTLY)).succeeded();
    const before = await current();
    const [set = "", ...rest] = commandsWith("pulumi config set rotate 1");
    await perform([set]);
    const { output } = (await stack.clients.stack.preview()).succeeded();
    expect(withoutIds(output)).toContain(screen("rotation"));
    expect(screen("rotation")).toContain("keeps working");
    await perform(rest);
    const after = await current();
    expect(after.clientId).toBe(alone.clientId);
    expect([await stack.works(after), await stack.works(before)]).toEqual([true, true]);
    expect(stack.clients.simulator.credentials.list().map(({ fields }) => fields)).toEqual([after]);
  });

  it("retires the old credential", async () => {
    const { previous } = await stack.credentials();
    await perform(["pulumi config set retirePrevious true", "pulumi up"]);
    expect([await stack.works(await current()), await stack.works(previous)]).toEqual([true, false]);
    await perform(commandsWith("pulumi config rm retirePrevious\npulumi up"));
    expect([await stack.works(await current()), await stack.works(previous)]).toEqual([true, false]);
  });

  it("replaces a secret that leaked, and makes it stop working", async () => {
    const leaked = await current();
    await perform(commandsWith("pulumi config set rotate 2"));
    expect([await stack.works(await current()), await stack.works(leaked)]).toEqual([true, true]);
    const retire = blocksOf(PAGE).findLast((block) => block.text.includes("config set retirePrevious true"));
    await perform(retire?.text.trim().split(/\n */) ?? []);
    expect([await stack.works(await current()), await stack.works(leaked)]).toEqual([true, false]);
    await perform(["pulumi config rm retirePrevious", "pulumi config set rotate 3", "pulumi up"]);
    expect([await stack.works(await current()), await stack.works(leaked)]).toEqual([true, false]);
  });

  it("writes the credential to a file", async () => {
    const { stack: engine } = stack.clients;
    const script = "write-credential.mjs";
    cpSync(join(root, "examples", "deliver-to-file", script), join(engine.project, script));
    (await engine.execute("sh", ["-c", blockWith(PAGE, script)])).succeeded();
    const file = join(engine.project, "credential.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(await current());
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
  });

  it("goes back to one client once the first one is current again", async () => {
    await perform(["pulumi config set rotate 4", "pulumi up"]);
    const back = programWith("RotatingOAuthClient.firstClientOf(");
    const inUse = await current();
    expect(inUse.clientId).not.toBe(alone.clientId);
    const refused = await run(back);
    expect(refused.code).toBe(1);
    expect(await stack.works(inUse)).toBe(true);
    (await run(NIGHTLY)).succeeded();
    await perform(["pulumi config set rotate 5", "pulumi up"]);
    const last = await current();
    (await run(back)).succeeded();
    expect(await current()).toEqual(last);
    expect(stack.clients.simulator.clients.list().map(({ id }) => id)).toEqual([alone.clientId]);
  });
});

it("takes the clients over after the state was lost, and the next rotation leaves the one in use alone", async () => {
  await using stack = await RotatingStack.create();
  stack.clients.stack.writeProgram("index.mjs", withPrevious(programWith("verifySecret: true")));
  (await stack.clients.stack.up()).succeeded();
  expect((await stack.clients.drift()).code).toBe(0);
  const { current, previous } = await stack.credentials();

  await using fresh = await RotatingStack.create({}, stack.clients.simulator);
  const { stack: engine } = fresh.clients;
  await engine.setConfig("currentId", current.clientId);
  await engine.setConfig("previousId", previous.clientId);
  await engine.setConfig("currentSecret", current.clientSecret, { secret: true });
  const program = programWith("adopt: {");
  for (const [rotation, inUse] of [
    [1, current.clientId],
    [2, previous.clientId],
  ] as const) {
    engine.writeProgram("index.mjs", program.replace("rotation: 1,", `rotation: ${rotation},`));
    (await engine.up()).succeeded();
    expect((await fresh.credentials()).current.clientId).toBe(inUse);
    expect(await fresh.works(current)).toBe(true);
  }
});
