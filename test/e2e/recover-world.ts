import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { z } from "zod";
import { killStarted, PROVIDER_PROCESS } from "../faults/engine-stack.ts";
import type { CommandResult, RunningCommand } from "../harness/engine-command.ts";
import { executedChanges, refreshedChanges } from "../harness/engine-output.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { APP } from "../harness/sample-clients.ts";
import {
  CLIENTS,
  type ClientStack,
  createClientStack,
  type DeclaredClients,
  mapValues,
  QUIET,
  type StoredClient,
} from "./client-stack.ts";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

const report = z.looseObject({
  result: z.string(),
  exitCode: z.number(),
  otherStacks: z.array(z.string()),
  backup: z.string().optional(),
  brokenStates: z.array(
    z.looseObject({ part: z.string(), file: z.string(), movedTo: z.string(), isDone: z.boolean() }),
  ),
  creations: z.array(
    z.looseObject({
      resource: z.object({ name: z.string() }),
      origin: z.string(),
      verdict: z.string(),
      clientId: z.string().optional(),
      reasons: z.array(z.string()),
      isDone: z.boolean(),
      candidates: z.array(z.looseObject({ id: z.string(), match: z.string(), differs: z.array(z.string()) })),
    }),
  ),
  errors: z.array(z.string()),
});

/** The command lines of an engine and all that it starts. */
const EVERYTHING = new RegExp(
  ["pulumi|\\.e2e", ...Object.values(PROVIDER_PROCESS).map(({ source }) => source)].join("|"),
);

/** No request times out while it hangs, and nothing else waits for long. */
const CONFIG = { "genesyscloud:requestTimeoutSeconds": "120", "genesyscloud:consistencyWindowSeconds": "1" };

/** The JSON report of the command. */
export type Report = z.infer<typeof report>;

interface Exported {
  deployment: { resources: { type: string; id?: string; inputs?: { name?: unknown } }[] };
}

/** At which point of an up the engine and all that it started are killed. */
export interface Interruption {
  /** So many creations are finished, and in the state. */
  readonly finished?: number;
  /** So many are applied in Genesys Cloud, and their answers never arrive. */
  readonly applied: number;
  /** So many are sent, and never applied. */
  readonly unapplied?: number;
  /** So many wait within the provider, because an equal one is on its way. */
  readonly waiting?: number;
}

/** Declares clients that differ in their names only. */
export function named(names: readonly string[], inputs: object = APP): DeclaredClients {
  return Object.fromEntries(names.map((name) => [name, { ...inputs, name }]));
}

/** Worlds of a test file. After each test none of them may have printed a secret, or the stack of an error. */
export function recoverWorlds() {
  const worlds: RecoverWorld[] = [];
  return {
    async createWorld(options: Parameters<typeof RecoverWorld.create>[0] = {}): Promise<RecoverWorld> {
      const world = await RecoverWorld.create(options);
      worlds.push(world);
      return world;
    },
    async closeWorlds(): Promise<void> {
      for (const world of worlds.splice(0)) {
        await world[Symbol.asyncDispose]();
        for (const text of world.printed) {
          expect(leakedSecrets(world.clients.simulator, text)).toEqual([]);
          expect(text).not.toMatch(/\n\s+at /);
        }
      }
    },
  };
}

/**
 * Brings up, and expects one client for each resource, in the state, each with the secret that works. The refresh in the same run
 * finds nothing, and the run does nothing to what is in the state already.
 * @param owed names of the resources whose secrets this run must generate.
 */
export async function expectFinished(
  world: RecoverWorld,
  names: readonly string[],
  owed: readonly string[] = [],
): Promise<void> {
  const { clients } = world;
  // A refresh shows the secrets that are owed, as it should.
  const refresh = owed.length === 0;
  const up = (await clients.stack.up({ refresh, json: true })).succeeded();
  expect(refreshedChanges(up)).toEqual([]);
  const others = executedChanges(up).filter(({ op }) => op !== "create");
  expect(others.map(({ op, name }) => `${op} ${name}`).toSorted()).toEqual(owed.map((name) => `update ${name}`));
  const stored = await clients.stored();
  expect(Object.keys(stored).toSorted()).toEqual(names.toSorted());
  const ids = new Set(Object.values(stored).map(({ id }) => id));
  expect(ids.size).toBe(names.length);
  expect(clients.simulator.clients.list().filter(({ id }) => !ids.has(id) && !world.foreignIds.has(id))).toEqual([]);
  expect(world.wrongSecretsOf(stored)).toEqual([]);
  if (!refresh) expect(await clients.noise()).toEqual(QUIET);
}

/** A stack whose runs are killed, and the command that cleans up after them. */
export class RecoverWorld implements AsyncDisposable {
  readonly clients: ClientStack;
  /** Clients that belong to others, and stay. */
  readonly foreignIds = new Set<string>();
  /** What the commands of this world have printed. No secret may stand in it. */
  readonly printed: string[] = [];

  private constructor(clients: ClientStack) {
    this.clients = clients;
  }

  static async create(options: Parameters<typeof createClientStack>[0] = {}): Promise<RecoverWorld> {
    const { config, ...others } = options;
    return new RecoverWorld(await createClientStack({ ...others, config: { ...CONFIG, ...config } }));
  }

  /**
   * Kills an up in the middle, without a warning. The moment is exact: as many creations are pending as the engine runs at the
   * same time, so it has recorded all that is finished, and waits.
   */
  async killUp(declared: DeclaredClients, interruption: Interruption, victims = EVERYTHING): Promise<void> {
    const { stack, simulator } = this.clients;
    this.clients.declare(declared);
    const { finished = 0, applied, unapplied = 0, waiting = 0 } = interruption;
    const hanging = applied + unapplied;
    const pendingBefore = this.pendingOperations();
    let reached = 0;
    const { promise: allHang, resolve } = Promise.withResolvers<void>();
    const hang = () => {
      reached += 1;
      if (reached === hanging) resolve();
      return new Promise<void>(() => undefined);
    };
    const creations = { method: "POST", route: CLIENTS };
    simulator.faults.add({ ...creations, skip: finished, times: applied, action: { kind: "call", after: hang } });
    const skip = finished + applied;
    simulator.faults.add({ ...creations, skip, times: unapplied, action: { kind: "call", before: hang } });
    const up = stack.start(["up", "--yes", "--skip-preview", "--parallel", String(hanging + waiting)]);
    await expectToHang(up, allHang);
    while (this.pendingOperations() < pendingBefore + hanging + waiting) await setTimeout(20);
    await killStarted(victims);
    await up.result.catch(() => undefined);
    simulator.faults.clear();
  }

  /** Removes the lock that a killed engine leaves. */
  async unlock(): Promise<void> {
    (await this.clients.stack.run(["cancel", "--yes"])).succeeded();
  }

  async recover(args: readonly string[] = [], env: Record<string, string> = {}): Promise<CommandResult> {
    const result = await this.clients.stack.execute(process.execPath, [MAIN, "recover", ...args], { env });
    this.printed.push(result.output);
    return result;
  }

  /** Like {@link recover}, with the report as JSON. */
  async report(args: readonly string[] = [], env: Record<string, string> = {}): Promise<Report> {
    const result = await this.recover([...args, "--json"], env);
    const document = report.parse(JSON.parse(result.stdout || JSON.stringify({ failed: result.stderr })));
    if (document.exitCode !== result.code) throw new Error(`ended with ${result.code}, but reports ${result.stdout}`);
    return document;
  }

  /** Names of the resources in the state whose secret is not the one that Genesys Cloud has. */
  async wrongSecrets(): Promise<string[]> {
    return this.wrongSecretsOf(await this.clients.stored());
  }

  /** The same, of a state that has been read. */
  wrongSecretsOf(stored: Record<string, StoredClient>): string[] {
    const isWrong = mapValues(stored, ({ id, secret }) => secret !== this.clients.simulator.clients.secretOf(id));
    return Object.keys(isWrong)
      .filter((name) => isWrong[name])
      .toSorted();
  }

  /** A stack of another project, in a folder beside the program's files, brought up. */
  async addProject(folder: string, declared: DeclaredClients): Promise<void> {
    const { stack } = this.clients;
    const path = join(stack.project, folder);
    mkdirSync(path);
    const settings = readFileSync(join(stack.project, "Pulumi.yaml"), "utf8").replace(/^name: .*$/m, `name: ${folder}`);
    writeFileSync(join(path, "Pulumi.yaml"), settings);
    writeFileSync(join(path, "index.mjs"), readFileSync(join(stack.project, "index.mjs")));
    writeFileSync(join(path, "clients.json"), JSON.stringify(declared));
    await this.bringUp(["--cwd", path], "other");
  }

  /** One more stack of the same project, brought up. */
  async addStack(name: string, declared: DeclaredClients): Promise<void> {
    this.clients.declare(declared);
    await this.bringUp([], name);
  }

  /** What the state has of each client, as text, without what must differ: name, id, dates and encrypted values. */
  async shapes(): Promise<string[]> {
    // Not through a schema, which would leave out what it does not know.
    const exported = (await this.clients.stack.exportStack()).succeeded().json() as Exported;
    return exported.deployment.resources.flatMap((resource) => {
      const { type, id, inputs } = resource;
      if (id === undefined || !type.endsWith(":OAuthClient")) return [];
      return JSON.stringify(resource)
        .replaceAll(id, "<id>")
        .replaceAll(String(inputs?.name), "<name>")
        .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<date>")
        .replaceAll(/"v1:[^"]+"/g, "<encrypted>");
    });
  }

  /** A digest of each file that the command could write to, by path. */
  fingerprint(): Record<string, string> {
    const digest = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");
    return Object.fromEntries(this.files().map((file) => [file, digest(file)]));
  }

  /** The text of all files that the command could write to. */
  allFiles(): string {
    return this.files()
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
  }

  /** Locks the stack, as an engine on another machine does. */
  lock(): void {
    const folder = join(
      dirname(this.clients.stack.project),
      "state",
      ".pulumi",
      "locks",
      "organization",
      "program",
      "test",
    );
    mkdirSync(folder, { recursive: true });
    const content = { pid: 1, username: "somebody", hostname: "elsewhere", timestamp: new Date().toISOString() };
    writeFileSync(join(folder, `${crypto.randomUUID()}.json`), JSON.stringify(content));
  }

  /** Makes the state of the stack empty. */
  async loseState(): Promise<void> {
    const { stack } = this.clients;
    const exported = (await stack.exportStack()).succeeded().json() as Exported;
    const empty = { ...exported, deployment: { ...exported.deployment, resources: [] } };
    (await stack.run(["stack", "import"], { input: JSON.stringify(empty) })).succeeded();
  }

  /** Notes in the state of a stack that a client of this name was being created: as an import would not, in the file itself. */
  markPending(stack: string, name: string): void {
    const file = this.stateFile(stack);
    const state = JSON.parse(readFileSync(file, "utf8"));
    const type = "pulumi-nodejs:dynamic/genesyscloud:OAuthClient";
    const urn = `urn:pulumi:${stack}::program::${type}::${name}`;
    state.checkpoint.latest.pending_operations = [
      { resource: { urn, custom: true, type, inputs: { ...APP, name } }, type: "creating" },
    ];
    writeFileSync(file, JSON.stringify(state));
  }

  /** Ids of the clients in Genesys Cloud, by name. */
  idsOf(name: string): string[] {
    return this.clients.simulator.clients.list().flatMap((client) => (client.name === name ? [client.id] : []));
  }

  /** The backups in the folder of the project. */
  backups(): string[] {
    const { project } = this.clients.stack;
    return readdirSync(project)
      .filter((name) => name.includes("before-recover"))
      .map((name) => join(project, name));
  }

  /** The file of the state, in the backend. */
  stateFile(stack = "test"): string {
    return join(dirname(this.clients.stack.project), "state", ".pulumi", "stacks", "program", `${stack}.json`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.clients[Symbol.asyncDispose]();
  }

  /** How many pending operations the state has. */
  private pendingOperations(): number {
    const text = existsSync(this.stateFile()) ? readFileSync(this.stateFile(), "utf8") : "";
    return text.match(/"type":"creating"/g)?.length ?? 0;
  }

  private files(): string[] {
    const folder = dirname(this.clients.stack.project);
    return globSync("{project,state}/**/*", { cwd: folder, withFileTypes: true })
      .filter((file) => file.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
  }

  private async bringUp(at: readonly string[], name: string): Promise<void> {
    const { stack } = this.clients;
    (await stack.run([...at, "stack", "init", "--no-select", name])).succeeded();
    const config = Object.entries(CONFIG).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
    (await stack.run([...at, "config", "set-all", "--stack", name, ...config])).succeeded();
    (await stack.run([...at, "up", "--yes", "--skip-preview", "--stack", name])).succeeded();
  }
}

async function expectToHang(up: RunningCommand, allHang: Promise<void>): Promise<void> {
  const ended = up.result.then(({ output }) => {
    throw new Error(`the up ended before it was killed:\n${output}`);
  });
  await Promise.race([allHang, ended]);
  ended.catch(() => undefined);
}
