import { type Simulator, type SimulatorOptions, simulatorEnvironment, startSimulator } from "../../simulator/index.ts";
import {
  type Change,
  type CommandResult,
  createStack,
  executedChanges,
  plannedChanges,
  refreshedChanges,
  type StackOptions,
  type StoredResource,
  storedResources,
  type TestStack,
} from "../harness/pulumi.ts";

/** The clients that a program declares, by resource name. Plain JSON, so that a test can also declare nonsense. */
export type DeclaredClients = Record<string, Record<string, unknown>>;

/** The two faces of the product: the dynamic provider, and the provider plugin. What both promise is tested with both. */
export const FACES = ["dynamic", "plugin"] as const;

export type Face = (typeof FACES)[number];

/** What a program of a face imports. */
export const MODULES: Readonly<Record<Face, string>> = {
  dynamic: "pulumi-genesyscloud-oauth",
  plugin: "pulumi-genesyscloud-oauth/plugin",
};

/** Where the stack configuration of a face has its settings. */
const NAMESPACES: Readonly<Record<Face, string>> = { dynamic: "genesyscloud", plugin: "genesyscloud-oauth" };

/** The key of a setting in the stack configuration: `genesyscloud:region`. */
export function settingKey(face: Face, setting: string): string {
  return `${NAMESPACES[face]}:${setting}`;
}

/** Declares what clients.json beside it says: a test then changes the program by writing data, not code. */
const programOf = (face: Face) => `import { readFileSync } from "node:fs";
import { OAuthClient } from "${MODULES[face]}";
const clients = JSON.parse(readFileSync(new URL("clients.json", import.meta.url), "utf8"));
for (const [name, inputs] of Object.entries(clients)) new OAuthClient(name, inputs);
`;

export const CLIENTS = "/api/v2/oauth/clients";
export const CLIENT = `${CLIENTS}/{clientId}`;
export const SECRET = `${CLIENT}/secret`;

/** What {@link ClientStack.noise} finds when everything is as declared. */
export const QUIET: Noise = { code: 0, refreshed: {}, planned: {} };

/** What a refresh found, what would be changed after it, and the exit code, which is 7 when that is anything. */
interface Noise {
  readonly code: number;
  readonly refreshed: Record<string, string>;
  readonly planned: Record<string, string>;
}

/** A server's clock that disagrees with this machine's by an hour: dates must be compared with the server's time. */
export const anHourAgo = (): number => Date.now() - 3_600_000;

/** A stack of OAuth clients, and the Genesys Cloud that it talks to. */
export class ClientStack implements AsyncDisposable {
  readonly simulator: Simulator;
  readonly stack: TestStack;
  readonly face: Face;

  /** Use {@link createClientStack}. */
  constructor(simulator: Simulator, stack: TestStack, face: Face = "dynamic") {
    this.simulator = simulator;
    this.stack = stack;
    this.face = face;
  }

  /** What the program declares from now on. */
  declare(clients: DeclaredClients): void {
    this.stack.writeProgram("clients.json", JSON.stringify(clients));
  }

  /** Declares, and brings it about; the request log then holds what this `up` sent. */
  async apply(clients: DeclaredClients): Promise<CommandResult> {
    this.declare(clients);
    this.simulator.log.clear();
    return (await this.stack.up()).succeeded();
  }

  /** Like {@link apply}, and tells what was changed. */
  async applied(clients: DeclaredClients): Promise<Record<string, string>> {
    this.declare(clients);
    this.simulator.log.clear();
    return summaryOf(executedChanges((await this.stack.up({ json: true })).succeeded()));
  }

  /** Declares, and tells what `pulumi preview` would change. */
  async previewOf(clients: DeclaredClients): Promise<Record<string, string>> {
    this.declare(clients);
    return summaryOf(plannedChanges((await this.stack.preview({ json: true })).succeeded()));
  }

  /** What `pulumi refresh --preview-only --expect-no-changes` finds: its exit code is 7 when that is anything. */
  async drift(): Promise<{ code: number; changes: Record<string, string> }> {
    const result = await this.stack.refresh({ previewOnly: true, expectNoChanges: true, json: true });
    return { code: result.code, changes: summaryOf(plannedChanges(result)) };
  }

  /**
   * What a refresh and a preview find, in one start of the engine. A difference that the refresh finds counts even where it brings
   * the state to what the program declares. Compare with {@link QUIET}.
   */
  async noise(): Promise<Noise> {
    const env = { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" };
    const result = await this.stack.preview({ refresh: true, expectNoChanges: true, json: true, env });
    return {
      code: result.code,
      refreshed: summaryOf(refreshedChanges(result)),
      planned: summaryOf(executedChanges(result)),
    };
  }

  /** The clients as the state keeps them, by resource name, secrets in clear. */
  async stored(): Promise<Record<string, StoredClient>> {
    const resources = storedResources((await this.stack.exportStack({ showSecrets: true })).succeeded());
    return Object.fromEntries(resources.filter(({ type }) => type.endsWith(":OAuthClient")).map(toStoredClient));
  }

  /** Resource name → client id, from the state. */
  async ids(): Promise<Record<string, string>> {
    return mapValues(await this.stored(), ({ id }) => id);
  }

  /**
   * Time enough for no client to count as fresh: the 404 of one that was created minutes ago is asked again for half a
   * minute, the 404 of an older one is believed at once.
   */
  letAnHourPass(): void {
    this.simulator.clock.advance(3_600_000);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stack[Symbol.asyncDispose]();
    await this.simulator.close();
  }
}

/** A client as the state keeps it. */
export interface StoredClient {
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  /** In clear. */
  secret: unknown;
  /** Why the last operation on it was only half done. */
  initErrors: string[];
}

/** Each changed resource with its operation and the names of its changed properties: `{ app: "update scopes" }`. */
export function summaryOf(changes: Change[]): Record<string, string> {
  return Object.fromEntries(
    changes.map(({ name, op, properties }) => {
      const names = new Set(properties.map((path) => path.replace(/[.[].*$/, "")));
      return [name, [op, ...names].join(" ")];
    }),
  );
}

export function mapValues<T, R>(record: Record<string, T>, change: (value: T, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

/**
 * Takes about a second. Without a program, it is one that declares what the test says. Settings are written as the dynamic provider calls
 * them (`genesyscloud:region`). With the plugin, they get its namespace.
 */
export async function createClientStack(
  options: SimulatorOptions & Partial<Omit<StackOptions, "env">> & { readonly face?: Face } = {},
): Promise<ClientStack> {
  const { face = "dynamic", config = {}, secretConfig = {}, ...rest } = options;
  const { program = { file: "index.mjs", source: programOf(face) }, ...simulation } = rest;
  const simulator = await startSimulator({ rateLimit: false, ...simulation });
  try {
    const env = simulatorEnvironment(simulator.url);
    const settings = settingsOf(face, config);
    return new ClientStack(simulator, await createStack({ program, config: settings, secretConfig, env }), face);
  } catch (error) {
    await simulator.close();
    throw error;
  }
}

/** A stack configuration with the settings of the product where this face has them. */
function settingsOf(face: Face, config: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(config);
  return Object.fromEntries(
    entries.map(([key, value]) => [key.replace(/^genesyscloud:/, settingKey(face, "")), value]),
  );
}

function toStoredClient({ urn, id = "", inputs = {}, outputs = {}, initErrors = [] }: StoredResource) {
  const name = urn.slice(urn.lastIndexOf("::") + 2);
  const client: StoredClient = { id, inputs, outputs, secret: inClear(outputs.clientSecret), initErrors };
  return [name, client] as const;
}

/** With `--show-secrets`, a secret is exported as an object that holds its JSON. */
function inClear(secret: unknown): unknown {
  if (typeof secret !== "object" || secret === null || !("plaintext" in secret)) return secret;
  return typeof secret.plaintext === "string" ? JSON.parse(secret.plaintext) : undefined;
}
