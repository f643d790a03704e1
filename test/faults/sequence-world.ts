import type { SimClient, Variant } from "../../simulator/index.ts";
import type { Program } from "./engine-model.ts";
import { deadSecrets, faultsOfEnd, faultsOfError, writesOf } from "./expectations.ts";
import { followRemedies, messageOf } from "./remedies.ts";
import { seedOf } from "./seed.ts";
import type { Args, RandomFault, Step } from "./sequence-steps.ts";
import { type RunResult, World } from "./world.ts";

const NAMES = ["a", "b", "c"] as const;
const DAY_MS = 86_400_000;
const MOST_RUNS = 8;
const TIME_OUT_MS = 150;

/**
 * Plays a sequence, and collects what does not hold on the way and in the end.
 * @param variants what the API does otherwise than we believe.
 */
export async function play(steps: readonly Step[], variants: readonly Variant[] = []): Promise<string[]> {
  await using world = await World.start({ variants });
  const player = new Player(world);
  for (const step of steps) await player.take(step);
  return await player.finish();
}

const slot = (which: number): string => NAMES[which % NAMES.length] ?? "a";

class Player {
  readonly #world: World;
  readonly #problems: string[] = [];
  /** Clients whose secret somebody else regenerated after us. */
  readonly #rotatedByHand = new Set<string>();
  /** What the program said before its last change. */
  #previous: Program = {};
  #adopted = 0;

  constructor(world: World) {
    this.#world = world;
  }

  async take(step: Step): Promise<void> {
    const { simulator, program } = this.#world;
    switch (step.kind) {
      case "declare":
        return this.#declare(slot(step.which), step.args);
      case "change": {
        const name = this.#declaredName(step.which);
        if (name !== undefined && !this.#awaitsAdoption(name)) this.#declare(name, { ...program[name], ...step.args });
        return;
      }
      case "copy": {
        const from = this.#declaredName(step.from);
        if (from === undefined || program[from]?.importId !== undefined) return;
        this.#declare(slot(step.to), program[from] ?? {});
        if (step.move && from !== slot(step.to)) this.#remove(from);
        return;
      }
      case "remove":
        return this.#remove(this.#declaredName(step.which));
      case "revert":
        [this.#world.program, this.#previous] = [this.#previous, this.#world.program];
        return;
      case "adopt":
        return this.#adopt(step.args);
      case "edit":
        return this.#byHand(step.which, ({ id }) => simulator.clients.edit(id, step.patch));
      case "delete by hand":
        return this.#byHand(step.which, ({ id }) => {
          const dateToDelete = new Date(simulator.clock.now() + 7 * DAY_MS).toISOString();
          if (step.pending) simulator.clients.edit(id, { state: "inactive", dateToDelete });
          else simulator.clients.remove(id);
        });
      case "rotate by hand":
        return this.#byHand(step.which, ({ id }) => {
          simulator.clients.regenerateSecret(id);
          this.#rotatedByHand.add(id);
        });
      case "time passes":
        simulator.clock.advance(step.days * DAY_MS);
        return;
      case "run":
        return this.#runUnder(step.operation, step.fault);
    }
  }

  /** With no more faults, what errors say is done until all is as declared; then everything must hold. */
  async finish(): Promise<string[]> {
    await this.#settle();
    await this.#observed(() => this.#world.refresh());
    await this.#settle();
    const { simulator } = this.#world;
    simulator.log.clear();
    await this.#observed(() => this.#world.refresh());
    await this.#observed(() => this.#world.up());
    this.#problems.push(...writesOf(this.#world).map((write) => `is not finished: the next run would ${write}`));
    this.#problems.push(...faultsOfEnd(this.#world));
    for (const name of deadSecrets(this.#world, { unknownAllowed: this.#adopted > 0 })) {
      if (!this.#rotatedByHand.has(this.#world.engine.state.get(name)?.id ?? "")) {
        this.#problems.push(`the secret of ${name} is dead`);
      }
    }
    return this.#problems;
  }

  #declaredName(which: number): string | undefined {
    const names = Object.keys(this.#world.program);
    return names[which % names.length];
  }

  /** Until it is adopted, the program must say of a client what it is. */
  #awaitsAdoption(name: string): boolean {
    return this.#world.program[name]?.importId !== undefined && !this.#world.engine.state.has(name);
  }

  #declare(name: string, args: Args): void {
    this.#previous = this.#world.program;
    this.#world.program = { ...this.#world.program, [name]: args };
  }

  #remove(name = ""): void {
    const { [name]: _, ...rest } = this.#world.program;
    this.#previous = this.#world.program;
    this.#world.program = rest;
  }

  #adopt(args: Args): void {
    const { simulator } = this.#world;
    this.#adopted += 1;
    // Told apart from every other: one that equals another resource is refused.
    const distinct = { ...args, description: `adopted ${this.#adopted}` };
    const client = simulator.clients.create(seedOf(distinct));
    this.#world.addForeign(client);
    this.#declare(`adopted${this.#adopted}`, { ...distinct, importId: client.id });
  }

  /** Somebody changes one of our clients in the admin UI. */
  #byHand(which: number, change: (client: SimClient) => void): void {
    const stored = this.#world.storedIds();
    const clients = this.#world.own().filter(({ id }) => stored.has(id));
    const client = clients[which % clients.length];
    if (client !== undefined) change(client);
  }

  async #runUnder(operation: "up" | "refresh", fault: RandomFault | undefined): Promise<void> {
    const before = new Set(this.#world.orphans());
    if (fault !== undefined) this.#arm(fault);
    const result = await this.#observed(() => this.#world[operation]());
    this.#world.simulator.faults.clear();
    this.#world.requestTimeoutMs = 5_000;
    const messages = [...(result?.values() ?? [])].map(messageOf).join("\n");
    const mayHaveLeft = result === undefined || messages.includes("unknown whether the client was created");
    if (!mayHaveLeft) {
      const unnamed = this.#world.orphans().filter((id) => !before.has(id) && !messages.includes(id));
      this.#problems.push(...unnamed.map((id) => `client ${id} was left behind in silence: ${messages}`));
    }
    // As documented: after a run that was cut off, the same program is applied again before it is changed.
    if (mayHaveLeft) await this.#settle();
  }

  #arm({ method, skip, times, action }: RandomFault): void {
    const { faults } = this.#world.simulator;
    const calls = method === undefined ? { skip } : { method, skip, route: /\/oauth\/clients/ };
    if (action.kind === "hang-after") this.#world.requestTimeoutMs = TIME_OUT_MS;
    if (action.kind !== "killed") {
      faults.add({ ...calls, times, action });
      return;
    }
    faults.add({ ...calls, action: { kind: "call", before: () => this.#world.kill() } });
    if (!action.applied) faults.add({ ...calls, action: { kind: "hang-before" } });
  }

  async #settle(): Promise<void> {
    await this.#world.recover();
    for (let run = 1; run <= MOST_RUNS; run++) {
      const result = await this.#observed(() => this.#world.up());
      if (result === undefined || result.size === 0) return;
      try {
        const done = await followRemedies(this.#world, result);
        if (done.length === 0) await this.#observed(() => this.#world.refresh());
      } catch (error) {
        this.#problems.push(String(error));
        return;
      }
      if (run === MOST_RUNS) this.#problems.push(`never settles: ${[...result.values()].map(messageOf).join("; ")}`);
    }
  }

  /** Runs, judges the errors, and notes which secrets are ours again. */
  async #observed(run: () => Promise<RunResult>): Promise<RunResult> {
    const result = await run();
    for (const [name, error] of result ?? []) {
      // A 404 on a call that names no client can't be told apart here; the matrix has it.
      this.#problems.push(...faultsOfError(this.#world, name, error));
    }
    for (const { id, outputs } of this.#world.engine.state.values()) {
      if (outputs.clientSecret === this.#world.simulator.clients.secretOf(id)) this.#rotatedByHand.delete(id);
    }
    return result;
  }
}
