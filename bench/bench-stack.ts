import { cpSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Simulator, simulatorEnvironment } from "../simulator/index.ts";
import { type CommandResult, createStack, plannedChanges, type TestStack } from "../test/harness/pulumi.ts";
import { type StateParts, statePartsOf } from "./state-parts.ts";

/**
 * What provides the clients: a face of this package (dynamic resources are `ours`), the dynamic resources serialised, or the engine with
 * nothing behind it.
 */
export type Variant = "ours" | "plugin" | "closures" | "floor";

/** What one command cost. */
export interface Cost {
  readonly seconds: number;
  readonly requests: number;
  /** Answers with status 429. */
  readonly refused: number;
  /** Requests by method and path. */
  readonly byRoute: Readonly<Record<string, number>>;
  /** Highest resident memory of the provider process, in MiB; undefined where /proc does not tell. */
  readonly providerMiB: number | undefined;
}

const LONGEST_MS = 1_800_000;
const COMMAND = join(import.meta.dirname, "..", "dist", "cli", "main.js");
const PROGRAMS = join(import.meta.dirname, "programs");

/** A stack of so many clients, each command of which is measured. */
export class BenchStack implements AsyncDisposable {
  readonly variant: Variant;
  readonly clients: number;
  private readonly simulator: Simulator;
  private readonly stack: TestStack;

  private constructor(simulator: Simulator, stack: TestStack, variant: Variant, clients: number) {
    this.simulator = simulator;
    this.variant = variant;
    this.stack = stack;
    this.clients = clients;
  }

  /** Makes an empty stack. */
  static async create(
    simulator: Simulator,
    variant: Variant,
    clients: number,
    env: Record<string, string> = {},
  ): Promise<BenchStack> {
    const stack = await createStack({
      program: { file: "index.mjs", source: `await import("./${variant}.mjs");\n` },
      env: {
        ...simulatorEnvironment(simulator.url),
        BENCH_CLIENTS: String(clients),
        BENCH_FLOOR_PROVIDER: `file://${join(PROGRAMS, "floor-provider.mjs")}`,
        ...env,
      },
    });
    cpSync(PROGRAMS, stack.project, { recursive: true });
    return new BenchStack(simulator, stack, variant, clients);
  }

  /** Runs a Pulumi command and measures it. */
  measure(args: readonly string[], env: Record<string, string> = {}): Promise<Cost> {
    return this.cost(() => this.stack.run([...args], { env, timeoutMs: LONGEST_MS }));
  }

  /** Runs the drift command of this package and measures it. */
  measureDrift(): Promise<Cost> {
    return this.cost(() => this.stack.execute(process.execPath, [COMMAND, "drift"], { timeoutMs: LONGEST_MS }));
  }

  private async cost(run: () => Promise<CommandResult>): Promise<Cost> {
    this.simulator.log.clear();
    const memory = watchProviderMemory();
    const startedAt = performance.now();
    (await run()).succeeded();
    const seconds = (performance.now() - startedAt) / 1_000;
    return {
      seconds,
      requests: this.simulator.log.count(),
      refused: this.simulator.log.count({ status: 429 }),
      byRoute: this.simulator.log.table(),
      providerMiB: memory.stop(),
    };
  }

  /** Size of the exported checkpoint in bytes per client, the stack's own resource included. */
  async bytesPerClient(): Promise<number> {
    const { stdout } = (await this.stack.exportStack()).succeeded();
    return Math.round(JSON.stringify(JSON.parse(stdout)).length / this.clients);
  }

  /** What the state of the first client consists of. */
  async statePartsOfFirstClient(): Promise<StateParts> {
    return statePartsOf((await this.stack.exportStack()).succeeded().stdout, "client-0");
  }

  /** How many resources a preview proposes to update. */
  async updatesInPreview(env: Record<string, string>): Promise<number> {
    const preview = (await this.stack.preview({ json: true, env })).succeeded();
    return plannedChanges(preview).filter(({ op }) => op === "update").length;
  }

  /**
   * Fills stack and simulator with many clients at once, as if `up` had made them: by importing copies of the one client that
   * the stack has. (The engine writes the whole state at every step, so an `up` of 5,000 would take hours.)
   */
  async multiply(total: number): Promise<void> {
    const { stdout } = (await this.stack.exportStack()).succeeded();
    const checkpoint = JSON.parse(stdout) as Checkpoint;
    const model = checkpoint.deployment.resources.find(({ urn }) => urn.endsWith("::client-0"));
    if (model?.id === undefined) throw new Error("There is no client to copy.");
    const live = this.simulator.clients.get(model.id);
    for (let index = 1; index < total; index++) {
      const name = `Bench client ${index}`;
      const id = crypto.randomUUID();
      if (live !== undefined) this.simulator.clients.create({ ...live, id, name });
      const text = JSON.stringify(model).replaceAll(model.id, id).replaceAll("Bench client 0", name);
      checkpoint.deployment.resources.push(JSON.parse(text.replace(/::client-0"/, `::client-${index}"`)) as Resource);
    }
    const file = join(this.stack.project, "checkpoint.json");
    writeFileSync(file, JSON.stringify(checkpoint));
    (await this.stack.run(["stack", "import", "--file", file], { timeoutMs: 600_000 })).succeeded();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stack[Symbol.asyncDispose]();
  }
}

interface Resource {
  readonly urn: string;
  readonly id?: string;
}

interface Checkpoint {
  readonly deployment: { readonly resources: Resource[] };
}

/** What the command line of a provider process holds: of Pulumi's host of dynamic providers, or of the plugin. */
const PROVIDER_PROCESS = /cmd\/dynamic-provider|plugin\/start\.cjs/;

/** Samples the peak memory of every provider process. */
function watchProviderMemory() {
  let peakKiB = 0;
  const timer = setInterval(() => {
    for (const status of globSync("/proc/[0-9]*/cmdline")) {
      try {
        if (!PROVIDER_PROCESS.test(readFileSync(status, "utf8"))) continue;
        const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(status.replace("cmdline", "status"), "utf8"))?.[1];
        peakKiB = Math.max(peakKiB, Number(peak ?? 0));
      } catch {
        // The process ended between the two looks.
      }
    }
  }, 250);
  return {
    stop: () => {
      clearInterval(timer);
      return peakKiB === 0 ? undefined : Math.round(peakKiB / 1024);
    },
  };
}
