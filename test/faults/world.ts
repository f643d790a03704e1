import { takeOver } from "../../provider/lifecycle/take-over.ts";
import { isAlike } from "../../provider/model/same-client.ts";
import { type SimClient, type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.ts";
import { type DependentProgram, EngineModel, type Failures, type Program } from "./engine-model.ts";
import { InProcessProvider, Killed, type Tokens } from "./in-process.ts";

/** How a run of the engine ended: undefined where the process was killed. */
export type RunResult = Failures | undefined;

const HOUR_MS = 3_600_000;

/** Generous: only where a fault makes a request time out is it worth being short. */
const REQUEST_TIMEOUT_MS = 5_000;

/** A simulated organisation with clients of other people, and a stack in it, worked on by the engine's model. */
export class World implements AsyncDisposable {
  readonly simulator: Simulator;
  readonly engine = new EngineModel();
  program: Program = {};
  /** What depends on resources of the program. */
  dependent: DependentProgram = {};
  /** Time limit of one request. */
  requestTimeoutMs = REQUEST_TIMEOUT_MS;
  /** Default: one, without a limit. */
  tokens: Tokens | undefined;
  readonly #foreign = new Map<string, string>();
  #provider: InProcessProvider | undefined;

  private constructor(simulator: Simulator) {
    this.simulator = simulator;
  }

  /** The simulator's clock stands `ageMs` behind, so that {@link ageClients} makes what was created since old. */
  static async start(options: SimulatorOptions = {}, ageMs = HOUR_MS): Promise<World> {
    const clock = () => Date.now() - ageMs;
    const world = new World(await startSimulator({ rateLimit: false, clock, ...options }));
    world.addForeign(world.simulator.clients.create({ name: "Somebody else's" }));
    return world;
  }

  /** Notes a client that the stack must never touch. */
  addForeign({ id }: SimClient): void {
    this.#foreign.set(id, this.#fingerprint(id));
  }

  /** The clients that are not somebody else's. */
  own(): SimClient[] {
    return this.simulator.clients.list().filter(({ id }) => !this.#foreign.has(id));
  }

  /** Clients that exist, not deleted, although no resource in the state has them. */
  orphans(): string[] {
    const stored = this.storedIds();
    return this.own().flatMap(({ id, dateToDelete }) => (stored.has(id) || dateToDelete !== undefined ? [] : [id]));
  }

  /** The clients that the state has. */
  storedIds(): ReadonlySet<string> {
    return new Set([...this.engine.state.values()].map(({ id }) => id));
  }

  /** The clients of other people that were changed, deleted or given a new secret. */
  touchedForeign(): string[] {
    return [...this.#foreign].flatMap(([id, before]) => (this.#fingerprint(id) === before ? [] : [id]));
  }

  up(): Promise<RunResult> {
    return this.#run((provider) => this.engine.up(provider, this.program, this.dependent));
  }

  refresh(): Promise<RunResult> {
    return this.#run((provider) => this.engine.refresh(provider));
  }

  /**
   * `genesyscloud-oauth recover --yes`: each pending creation gets the client that it left behind. Where none is found, the
   * creation is no longer pending, and the next `up` does it.
   * @returns whether there was anything to settle.
   */
  async recover(): Promise<boolean> {
    const pending = [...this.engine.pending].filter(([, { importId }]) => importId === undefined);
    for (const [name, { importId }] of this.engine.pending)
      if (importId !== undefined) this.engine.pending.delete(name);
    // A person is slower than a request that was on its way when the process died.
    if (pending.length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    for (const [name, inputs] of pending) {
      const outputs = await this.command(async (session) => {
        for (const id of this.orphans()) {
          const client = await visible(() => session.api.getClient(id));
          if (isAlike(client, inputs)) return takeOver(session, await session.identity(), inputs, client);
        }
        return undefined;
      });
      if (outputs === undefined) this.engine.pending.delete(name);
      else this.engine.settle(name, inputs, outputs);
    }
    return pending.length > 0;
  }

  /** Works with a session of its own, as the command `genesyscloud-oauth` does. */
  async command<T>(work: (session: InProcessProvider["session"]) => Promise<T>): Promise<T> {
    const provider = new InProcessProvider(this.simulator, REQUEST_TIMEOUT_MS);
    try {
      return await provider.call(work);
    } finally {
      provider.close();
    }
  }

  /** Kills the provider process that is running. */
  kill(): void {
    this.#provider?.kill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.simulator.close();
  }

  async #run(operation: (provider: InProcessProvider) => Promise<Failures>): Promise<RunResult> {
    const provider = new InProcessProvider(this.simulator, this.requestTimeoutMs, this.tokens);
    this.#provider = provider;
    try {
      return await operation(provider);
    } catch (error) {
      if (error instanceof Killed) return undefined;
      throw error;
    } finally {
      provider.close();
      // What the stack has adopted is no longer somebody else's.
      for (const id of this.storedIds()) this.#foreign.delete(id);
    }
  }

  #fingerprint(id: string): string {
    const { clients } = this.simulator;
    return JSON.stringify([clients.get(id), clients.secretOf(id)]);
  }
}

/** Reads a client that may be too new to be visible. The wait is the simulated API's, which is shorter than all of these. */
async function visible<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (attempt === 10) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
