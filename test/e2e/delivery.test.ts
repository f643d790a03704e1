import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { type Simulator, simulatorEnvironment, startSimulator } from "../../simulator/index.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { createStack, type TestStack } from "../harness/pulumi.ts";
import { type Credential, logIn } from "./rotating-stack.ts";

const writer = join(import.meta.dirname, "..", "..", "examples", "deliver-to-file", "write-credential.mjs");

/** No period ends while a test runs. */
const CONFIG = { startingAt: new Date().toISOString() };

async function start(): Promise<Simulator & AsyncDisposable> {
  const simulator = await startSimulator({ rateLimit: false });
  return Object.assign(simulator, { [Symbol.asyncDispose]: () => simulator.close() });
}

const stackOf = (example: string, { url }: Simulator, config = {}, env = {}): Promise<TestStack> =>
  createStack({ program: { example }, config, env: { ...simulatorEnvironment(url), ...env } });

async function rotate(stack: TestStack, version: number): Promise<void> {
  await stack.setConfig("rotate", String(version));
  (await stack.up()).succeeded();
}

const currentOf = async (stack: TestStack): Promise<Credential> =>
  (await stack.outputs({ showSecrets: true })).current as Credential;

it("delivers each rotation to the integration credential in the same update", async () => {
  await using simulator = await start();
  await using stack = await stackOf("rotation", simulator, CONFIG);
  (await stack.up()).succeeded();
  const before = await currentOf(stack);
  await rotate(stack, 1);
  const after = await currentOf(stack);
  expect(after.clientId).not.toBe(before.clientId);
  expect(simulator.credentials.list().map(({ fields }) => fields)).toEqual([after]);
});

it("writes the credential to a file that only its owner can read, through the script of deliver-to-file", async () => {
  await using simulator = await start();
  await using stack = await stackOf("rotation", simulator, CONFIG);
  const file = join(stack.project, "credential.json");
  const deliver = async () => {
    const { stdout } = (await stack.run(["stack", "output", "current", "--json", "--show-secrets"])).succeeded();
    return await stack.execute(process.execPath, [writer, file], { input: stdout });
  };
  (await stack.up()).succeeded();
  // What an earlier run left behind may be readable by everybody.
  writeFileSync(`${file}.new`, "half of a", { mode: 0o644 });
  for (const version of [1, 2]) {
    await rotate(stack, version);
    expect((await deliver()).succeeded()).toMatchObject({ stdout: "", stderr: "" });
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(await currentOf(stack));
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
  }
  expect(readdirSync(stack.project)).not.toContain("credential.json.new");
  const refused = await stack.execute(process.execPath, [writer, file], { input: "{}" });
  expect(refused.code).toBe(1);
  expect(refused.output).toContain("must be a credential");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(await currentOf(stack));
});

it("renders a Secret that kubectl takes, with the current credential of each rotation", async () => {
  await using simulator = await start();
  await using stack = await stackOf("deliver-to-kubernetes", simulator, { namespace: "reports" });
  (await stack.up()).succeeded();
  const clients = new Set<string>();
  for (const version of [2, 3]) {
    await rotate(stack, version);
    const { stdout } = (await stack.run(["stack", "output", "manifest", "--show-secrets"])).succeeded();
    const { stringData, ...manifest } = parse(stdout) as { readonly stringData: Credential };
    expect(manifest).toEqual({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "reporting-oauth", namespace: "reports" },
      type: "Opaque",
    });
    expect(await logIn(simulator, stringData)).toBe(true);
    clients.add(stringData.clientId);
  }
  expect(clients.size).toBe(2);
});

it("gives the credential to another stack, which keeps it secret and has the new one after its next update", async () => {
  await using simulator = await start();
  await using producer = await stackOf("rotation", simulator, CONFIG);
  (await producer.up()).succeeded();
  // Both stacks in one backend, as in one organisation.
  const backend = { PULUMI_BACKEND_URL: `file://${join(dirname(producer.project), "state")}` };
  await using consumer = await stackOf("read-by-another-stack", simulator, {}, backend);
  const read = async () => {
    const up = (await consumer.up()).succeeded();
    expect(await consumer.outputs()).toEqual({ environment: "[secret]" });
    expect(leakedSecrets(simulator, up.output + producer.backendText())).toEqual([]);
    const { environment } = await consumer.outputs({ showSecrets: true });
    const { GENESYS_CLIENT_ID: clientId = "", GENESYS_CLIENT_SECRET: clientSecret = "" } = environment as Record<
      string,
      string
    >;
    return { clientId, clientSecret };
  };
  const first = await read();
  expect(first).toEqual(await currentOf(producer));
  await rotate(producer, 1);
  // Until the other stack is updated, it has the previous credential, which still works.
  expect(await logIn(simulator, first)).toBe(true);
  const second = await read();
  expect(second).toEqual(await currentOf(producer));
  expect(second.clientId).not.toBe(first.clientId);
});
