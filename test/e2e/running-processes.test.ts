import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type ClientSeed, DEFAULT_LOGIN, ROLE_IDS } from "../../simulator/index.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { placeRecordingPulumi } from "../harness/recording-pulumi.ts";
import { processesWith, type RunningProcess } from "../harness/running-processes.ts";
import { APP } from "../harness/sample-clients.ts";
import { CLIENTS, createClientStack, FACES, type Face, MODULES } from "./client-stack.ts";
import { ExportStack } from "./export-stack.ts";

const HUSH = "a-description-that-nobody-may-read";
/** 127.0.0.1, alone and as an address of IPv6, and ::1, as the kernel writes them. */
const LOOPBACK = ["0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"];

const programOf = (face: Face) =>
  ({
    file: "index.mjs",
    source: `import * as pulumi from "@pulumi/pulumi";
import { OAuthClient } from "${MODULES[face]}";
new OAuthClient("app", { ...${JSON.stringify(APP)}, description: new pulumi.Config().requireSecret("hush") });
`,
  }) as const;

/** The process of each face that holds the login. */
const PROVIDERS: Readonly<Record<Face, RegExp>> = { dynamic: /dynamic-provider/, plugin: /start\.cjs/ };

describe.each(FACES)("while an up creates a client, %s face", (face) => {
  it("no command line holds a secret, and every process listens on loopback only", async () => {
    await using clients = await createClientStack({ face, program: programOf(face), secretConfig: { hush: HUSH } });
    const { simulator, stack } = clients;
    let running: readonly RunningProcess[] = [];
    const before = () => {
      running = processesWith(`PULUMI_HOME=${stack.home}`);
    };
    simulator.faults.add({ method: "POST", route: CLIENTS, action: { kind: "call", before } });
    (await stack.up()).succeeded();

    const commandLines = running.map(({ commandLine }) => commandLine).join("\n");
    for (const expected of [/pulumi .*up/, /pulumi-language-nodejs/, PROVIDERS[face]])
      expect(commandLines).toMatch(expected);
    expect(leakedSecrets(simulator, commandLines)).toEqual([]);
    expect(commandLines).not.toContain(HUSH);
    // The look at the processes would have found it.
    expect(running.map(({ environment }) => environment).join("\n")).toContain(DEFAULT_LOGIN.clientSecret);

    const addresses = running.flatMap(({ listeningOn }) => listeningOn);
    expect(addresses.length).toBeGreaterThan(2);
    expect(addresses.filter((address) => !LOOPBACK.includes(address))).toEqual([]);
    const provider = running.find(({ commandLine }) => PROVIDERS[face].test(commandLine));
    expect(provider?.listeningOn).toEqual(expect.arrayContaining([expect.stringMatching(/0100007F/)]));
  });
});

describe("the commands that the command starts", () => {
  it("get the secrets of a Terraform state on standard input, and never as arguments", async () => {
    const [secret, ...others] = [
      "exposed-secret-of-the-billing-sync",
      "secret-of-reporting-in-its-credential",
      "password-of-the-web-service",
    ] as const;
    const client: ClientSeed = {
      id: "10000000-0000-4000-8000-000000000004",
      name: "Billing sync",
      authorizedGrantType: "CLIENT-CREDENTIALS",
      roleDivisions: [{ roleId: ROLE_IDS.employee, divisionId: "*" }],
      secret,
    };
    await using exported = await ExportStack.create({ seed: { clients: [client] } });
    const { stack } = exported.clients;
    const state = readFileSync(new URL("../cli/export/terraform.tfstate.json", import.meta.url), "utf8");
    stack.writeProgram("terraform.tfstate", state);
    const { PATH, recorded } = await placeRecordingPulumi(stack);
    const [node, main] = exported.command;
    const args = [
      main,
      "export",
      "--from-terraform",
      "terraform.tfstate",
      "--out",
      "index.ts",
      "--force",
      "--set-secrets",
    ];
    const { stderr } = await stack.execute(node, args, { env: { PATH }, input: "" });
    expect(stderr).toContain("5 secrets of the Terraform state went into the configuration of the stack");
    expect(recorded()).toMatch(/config set \S+ --secret/);
    const stored = (await stack.run(["config", "--show-secrets"])).stdout;
    for (const known of [secret, ...others]) {
      expect(stored).toContain(known);
      expect(recorded()).not.toContain(known);
    }
  });
});
