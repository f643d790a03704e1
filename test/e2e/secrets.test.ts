import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { leakedCredentials, leakedSecrets } from "../harness/leaks.ts";
import type { CommandResult } from "../harness/pulumi.ts";
import { APP, SERVICE } from "../harness/sample-clients.ts";
import { type ClientStack, createClientStack, FACES, type Face, MODULES, SECRET } from "./client-stack.ts";

const HUSH = "a-description-that-is-a-secret";

/** Every way in which a program could let a secret out without wishing to. */
const programOf = (face: Face) =>
  ({
    file: "index.mjs",
    source: `import * as pulumi from "@pulumi/pulumi";
import { OAuthClient } from "${MODULES[face]}";
const config = new pulumi.Config();
const service = new OAuthClient("service", {
  ...${JSON.stringify(SERVICE)},
  description: config.getSecret("hush"),
  secretVersion: config.get("secretVersion"),
});
new OAuthClient("user", { ...${JSON.stringify(APP)}, extraProperties: { note: pulumi.interpolate\`see \${service.clientSecret}\` } });
export const client = service;
export const secret = service.clientSecret;
`,
  }) as const;

/**
 * Lines in which Pulumi itself tells what it sends and receives, the values of every provider's secrets included: the trace
 * of its Node SDK (a debug event in `up --json`, a line under --debug), of the engine's RPCs and of its plan (under -v=9).
 * Nothing of ours writes them, and nothing of ours can keep them from being written.
 */
const TRACE_OF_PULUMI = /RegisterResource RPC finished: |arshaling property for RPC\[|"Planner decided to /;

const withoutTrace = (text: string) => withoutLines(text, TRACE_OF_PULUMI);
/** The engine also logs the configuration, before anything of ours runs. */
const withoutEngineLog = (text: string) => withoutLines(withoutTrace(text), /^\{"time":/);

function withoutLines(text: string, unwanted: RegExp): string {
  return text
    .split("\n")
    .filter((line) => !unwanted.test(line))
    .join("\n");
}

describe.each(FACES)("secrets, %s face", (face) => {
  let clients: ClientStack;

  beforeAll(async () => {
    clients = await createClientStack({
      face,
      program: programOf(face),
      config: { secretVersion: "1" },
      secretConfig: { hush: HUSH },
    });
  });

  afterAll(async () => {
    await clients[Symbol.asyncDispose]();
  });

  afterEach(() => {
    clients.simulator.faults.clear();
  });

  /** Searches all there is to see after a command: its own output, the export, the backend's files. */
  const expectNoLeak = async (...results: CommandResult[]) => {
    const texts = [...results, await clients.stack.exportStack()].map(({ output }) => output);
    for (const text of [...texts, clients.stack.backendText()]) {
      expect(leakedCredentials(clients.simulator, text)).toEqual([]);
      expect(leakedSecrets(clients.simulator, withoutTrace(text))).toEqual([]);
      expect(withoutEngineLog(text)).not.toContain(HUSH);
    }
    expect(clients.stack.backendText()).toBe(withoutTrace(clients.stack.backendText()));
  };

  it("stay hidden in an up, its JSON log and the state", async () => {
    await expectNoLeak((await clients.stack.up({ json: true })).succeeded());
    expect(clients.simulator.allSecrets().length).toBeGreaterThan(3);
    expect(clients.stack.stateFileText()).toContain(`"ciphertext"`);
  });

  it("stay hidden in a preview and an up that rotate, with --diff and --json", async () => {
    await clients.stack.setConfig("secretVersion", "2");
    const previews = [await clients.stack.preview({ diff: true }), await clients.stack.preview({ json: true })];
    const up = await clients.stack.up({ diff: true });
    expect(clients.simulator.log.count({ route: SECRET })).toBe(1);
    await expectNoLeak(...[...previews, up].map((result) => result.succeeded()));
  });

  it("stay hidden when the rotation fails, although the answer repeats the token", async () => {
    const token = clients.simulator.issueToken();
    clients.simulator.faults.add({
      route: SECRET,
      action: { kind: "status", status: 400, message: `What is ${token}?` },
    });
    await clients.stack.setConfig("secretVersion", "3");
    const login = { GENESYSCLOUD_OAUTHCLIENT_ID: "", GENESYSCLOUD_OAUTHCLIENT_SECRET: "" };
    const failed = await clients.stack.up({ diff: true, env: { ...login, GENESYSCLOUD_ACCESS_TOKEN: token } });
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain("What is [redacted]?");
    await expectNoLeak(failed);
  });

  it("stay hidden in the most talkative log, but for what Pulumi itself traces", async () => {
    const up = await clients.stack.up({ args: ["-v=9", "--logtostderr", "--logflow"] });
    expect(clients.simulator.log.count({ route: SECRET, status: 200 })).toBe(2);
    expect(up.succeeded().stderr.length).toBeGreaterThan(10_000);
    await expectNoLeak(up);
  });

  it("stay hidden in outputs, refresh and destroy", async () => {
    const outputs = await clients.stack.run(["stack", "output", "--json"]);
    const shown = await clients.stack.run(["stack", "--show-urns"]);
    const refresh = await clients.stack.refresh({ diff: true });
    await expectNoLeak(outputs, shown, refresh);
    await expectNoLeak((await clients.stack.destroy({ diff: true })).succeeded());
  });
});
