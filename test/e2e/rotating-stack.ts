import { type Simulator, type SimulatorOptions, simulatorEnvironment } from "../../simulator/index.ts";
import { type CommandResult, createStack } from "../harness/pulumi.ts";
import { ClientStack, createClientStack } from "./client-stack.ts";

/** Declares what declared.json beside it says, and exports the credentials. */
const PROGRAM = `import { readFileSync } from "node:fs";
import { OAuthClient, RotatingOAuthClient } from "pulumi-genesyscloud-oauth";
const { rotating, client } = JSON.parse(readFileSync(new URL("declared.json", import.meta.url), "utf8"));
const service = rotating && new RotatingOAuthClient("service", rotating.args, {
  ...rotating.opts,
  ...(rotating.opts?.fromClient ? { aliases: [RotatingOAuthClient.aliasOf(rotating.opts.fromClient)] } : {}),
});
const alone = client && new OAuthClient("alone", client.args, {
  ...client.opts,
  ...(client.opts?.fromComponent ? { aliases: [RotatingOAuthClient.firstClientOf(client.opts.fromComponent)] } : {}),
});
export const current = service?.current ?? { clientId: alone?.clientId, clientSecret: alone?.clientSecret };
export const previous = service?.previous;
`;

export interface Credential {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What the program declares. */
export interface Declared {
  readonly rotating?: { readonly args: object; readonly opts?: object };
  readonly client?: { readonly args: object; readonly opts?: object };
}

/** A stack with one RotatingOAuthClient, or with the OAuthClient that it was or becomes. */
export class RotatingStack implements AsyncDisposable {
  readonly clients: ClientStack;

  private constructor(clients: ClientStack) {
    this.clients = clients;
  }

  /** @param simulator an organisation that another stack of the test closes. Default: a new one. */
  static async create(
    options: SimulatorOptions & { config?: Record<string, string> } = {},
    simulator?: Simulator,
  ): Promise<RotatingStack> {
    const program = { file: "index.mjs", source: PROGRAM } as const;
    if (simulator === undefined) return new RotatingStack(await createClientStack({ program, ...options }));
    const stack = await createStack({
      program,
      config: {},
      secretConfig: {},
      env: simulatorEnvironment(simulator.url),
    });
    return new RotatingStack(new ClientStack(simulator, stack));
  }

  declare(declared: Declared): void {
    this.clients.stack.writeProgram("declared.json", JSON.stringify(declared));
  }

  /** The request log then holds what this `up` sent. */
  async up(declared: Declared, options: { refresh?: boolean } = {}): Promise<CommandResult> {
    this.declare(declared);
    this.clients.simulator.log.clear();
    return this.clients.stack.up(options);
  }

  /** The credentials that the stack gives out. */
  async credentials(): Promise<{ readonly current: Credential; readonly previous: Credential }> {
    return (await this.clients.stack.outputs({ showSecrets: true })) as never;
  }

  /** Whether an application can log in with a credential. */
  works(credential: Credential): Promise<boolean> {
    return logIn(this.clients.simulator, credential);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.clients[Symbol.asyncDispose]();
  }
}

/** Logs in as an application does. Whether that succeeds. */
export async function logIn({ url }: Simulator, { clientId, clientSecret }: Credential): Promise<boolean> {
  const answer = await fetch(new URL("/oauth/token", url), {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  await answer.body?.cancel();
  return answer.ok;
}
