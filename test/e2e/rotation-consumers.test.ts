import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Simulator } from "../../simulator/index.ts";
import type { TestStack } from "../harness/pulumi.ts";
import { ROLE } from "../harness/sample-clients.ts";
import { createClientStack } from "./client-stack.ts";
import { type Credential, logIn } from "./rotating-stack.ts";

const PROGRAM = `import { readFileSync } from "node:fs";
import { IntegrationCredential, RotatingOAuthClient } from "pulumi-genesyscloud-oauth";
const rotation = readFileSync(new URL("rotation.txt", import.meta.url), "utf8");
const service = new RotatingOAuthClient("service", {
  name: "Service",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roles: [${JSON.stringify(ROLE)}],
  rotation,
});
new IntegrationCredential("service", {
  name: "Service",
  fields: { clientId: service.current.clientId, clientSecret: service.current.clientSecret },
});
export const current = service.current;
`;

/** Between two logins of a consumer, in milliseconds. */
const PACE_MS = 100;

/** A consumer that logs in again and again, each time with the credential that it reads then. */
class Consumer {
  readonly #read: () => Credential | undefined;
  readonly #simulator: Simulator;
  readonly refused: string[] = [];
  readonly clients = new Set<string>();
  logins = 0;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(simulator: Simulator, read: () => Credential | undefined) {
    this.#simulator = simulator;
    this.#read = read;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const credential = this.#read();
      if (credential !== undefined) {
        this.logins += 1;
        this.clients.add(credential.clientId);
        if (!(await logIn(this.#simulator, credential))) this.refused.push(credential.clientId);
      }
      await sleep(PACE_MS);
    }
  }
}

it("lets two consumers log in ten times a second during three rotations without one failure, also where the delivery fails between", async () => {
  await using clients = await createClientStack({ program: { file: "index.mjs", source: PROGRAM } });
  const { simulator, stack } = clients;
  const up = async (rotation: string) => {
    stack.writeProgram("rotation.txt", rotation);
    return stack.up();
  };
  (await up("1")).succeeded();

  // The engine takes a second to answer, so that this consumer works with what it answered last.
  let output = await currentOf(stack);
  const ofOutput = new Consumer(simulator, () => output);
  const ofIntegration = new Consumer(simulator, () => inIntegration(simulator));
  for (const consumer of [ofOutput, ofIntegration]) consumer.start();
  for (const rotation of ["2", "3", "4"]) {
    if (rotation === "3") {
      simulator.faults.add({
        method: "PUT",
        route: /credentials/,
        action: { kind: "status", status: 500 },
        times: Number.POSITIVE_INFINITY,
      });
      expect((await up(rotation)).code).toBe(1);
      simulator.faults.clear();
      output = await currentOf(stack);
    }
    (await up(rotation)).succeeded();
    output = await currentOf(stack);
  }
  for (const consumer of [ofOutput, ofIntegration]) await consumer.stop();

  for (const { refused, logins, clients } of [ofOutput, ofIntegration]) {
    expect(refused).toEqual([]);
    expect(logins).toBeGreaterThan(20);
    expect(clients.size).toBe(2);
  }
  console.info(`consumers: ${ofOutput.logins} and ${ofIntegration.logins} logins, none refused`);
});

async function currentOf(stack: TestStack): Promise<Credential> {
  return (await stack.outputs({ showSecrets: true })).current as Credential;
}

function inIntegration(simulator: Simulator): Credential | undefined {
  const [credential] = simulator.credentials.list();
  return credential?.fields as unknown as Credential | undefined;
}
