import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  DIVISION_IDS,
  ROLE_IDS,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "../../simulator/index.ts";
import { setUp } from "../../tools/setup.mjs";
import { leakedSecrets } from "../harness/leaks.ts";
import { type CommandResult, createStack, type TestStack } from "../harness/pulumi.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The client that everything is logged in as: a client of the organisation itself, with roles that can be read. */
export const LOGIN = {
  id: "7d1f0e5c-3b2a-4c9d-8e7f-6a5b4c3d2e1f",
  name: "Pipeline",
  secret: "secret-of-the-pipeline-that-must-not-leak",
};

/** Password of the proxy that a faulty environment names. */
export const PROXY_PASSWORD = "password-of-the-proxy-that-must-not-leak";

const PROGRAM = `import { OAuthClient } from "pulumi-genesyscloud-oauth";
new OAuthClient("portal", {
  name: "Portal",
  authorizedGrantType: "CODE",
  registeredRedirectUris: ["https://app.example.com/callback"],
  scopes: ["users:readonly"],
});
`;

/** A project with a stack that is brought up, and the Genesys Cloud that it belongs to. */
export class DoctorWorld implements AsyncDisposable {
  readonly stack: TestStack;
  private current: Simulator;
  private readonly everyone: Simulator[];

  private constructor(stack: TestStack, simulator: Simulator) {
    this.stack = stack;
    this.current = simulator;
    this.everyone = [simulator];
  }

  static async create(): Promise<DoctorWorld> {
    const simulator = await startSimulator(organization());
    const stack = await createStack({
      program: { file: "index.ts", source: PROGRAM },
      config: {
        "genesyscloud:apiUrl": simulator.url,
        "genesyscloud:loginUrl": simulator.url,
        "genesyscloud:oauthClientId": LOGIN.id,
      },
      secretConfig: { "genesyscloud:oauthClientSecret": LOGIN.secret },
      // Machines may name certificates of their own.
      env: { NODE_EXTRA_CA_CERTS: "" },
    });
    const world = new DoctorWorld(stack, simulator);
    (await stack.up()).succeeded();
    return world;
  }

  get simulator(): Simulator {
    return this.current;
  }

  /** Another Genesys Cloud takes the place of the present one, at the same address. */
  async replace(options: SimulatorOptions): Promise<void> {
    const port = Number(new URL(this.current.url).port);
    await this.current.close();
    this.current = await startSimulator({ ...organization(), ...options, port });
    this.everyone.push(this.current);
  }

  /** Runs the command as an installation has it, in the folder of the project. */
  async doctor(args: readonly string[], env: Record<string, string> = {}): Promise<CommandResult> {
    const { node } = await setUp({ quiet: true });
    this.current.log.clear();
    return this.stack.execute(node, [join(root, "dist", "cli", "main.js"), "doctor", ...args], { env });
  }

  /** Secrets that stand in a text, of whatever kind. */
  leaksIn(text: string): readonly string[] {
    return [
      ...this.everyone.flatMap((simulator) => leakedSecrets(simulator, text)),
      ...[LOGIN.secret, PROXY_PASSWORD].filter((secret) => text.includes(secret)),
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stack[Symbol.asyncDispose]();
    await this.current.close();
  }
}

function organization(): SimulatorOptions {
  const roles = [ROLE_IDS.oauthAutomation, ROLE_IDS.employee];
  return {
    seed: {
      clients: [
        {
          ...LOGIN,
          authorizedGrantType: "CLIENT-CREDENTIALS",
          roleDivisions: roles.map((roleId) => ({ roleId, divisionId: DIVISION_IDS.home })),
        },
      ],
    },
  };
}
