import { isDeepStrictEqual } from "node:util";
import type { ClientCredential, OAuthClientState } from "../../provider/model/oauth-client.ts";
import type { Variant } from "../../simulator/index.ts";
import { SERVICE } from "../harness/sample-clients.ts";
import { writesOf } from "./expectations.ts";
import type { RotationStep } from "./rotation-steps.ts";
import type { RandomFault } from "./sequence-steps.ts";
import { type RunResult, World } from "./world.ts";

const FIRST = "service-first";
const SECOND = "service-second";
const MOST_RUNS = 8;

interface FirstClient extends OAuthClientState {
  readonly current: ClientCredential;
  readonly previous: ClientCredential;
}

/** What a history came to. */
export interface Outcome {
  readonly problems: readonly string[];
  /** How often the current credential changed over. */
  readonly rotations: number;
}

/** Lives through a history, and collects every moment in which the credential last given out did not work. */
export async function live(steps: readonly RotationStep[], variants: readonly Variant[] = []): Promise<Outcome> {
  await using world = await World.start({ variants });
  const life = new RotationLife(world, variants.length === 0);
  await life.begin();
  for (const step of steps) await life.take(step);
  return await life.end();
}

class RotationLife {
  readonly #world: World;
  readonly #canAdopt: boolean;
  readonly #problems: string[] = [];
  #rotation = "0";
  #description = "";
  #retire = false;
  /** Options import of first and second client. */
  #imports: { readonly first?: object; readonly second?: object } = {};
  /** The current credential that the last complete run gave out; undefined where somebody broke it by hand. */
  #given: ClientCredential | undefined;
  #rotations = 0;
  /** Whether the answer to a write may be lost: until the next refresh, the state may then be behind what Genesys Cloud has. */
  #mayBeOutdated = false;

  constructor(world: World, canAdopt: boolean) {
    this.#world = world;
    this.#canAdopt = canAdopt;
  }

  async begin(): Promise<void> {
    this.#declare();
    await this.#settle("the beginning");
  }

  async take(step: RotationStep): Promise<void> {
    const { simulator } = this.#world;
    switch (step.kind) {
      case "rotate":
        this.#rotation = step.value;
        await this.#up(step.kind, step.fault);
        return;
      case "describe":
        this.#description = step.text;
        await this.#up(step.kind, step.fault);
        return;
      case "retire":
        this.#retire = step.on;
        if ((await this.#up(step.kind, step.fault))?.size === 0 && !step.on && !this.#mayBeOutdated) {
          this.#requireActive();
        }
        return;
      case "refresh":
        await this.#run(step.kind, () => this.#world.refresh(), step.fault);
        return;
      case "delete by hand": {
        await this.#settle("before a deletion");
        const before = this.#state()?.current;
        const slot = this.#state()?.[step.slot];
        if (slot === undefined) return;
        simulator.clients.remove(slot.clientId);
        const isCurrent = step.slot === "current";
        if (isCurrent) this.#given = undefined;
        await this.#run("refresh after a deletion", () => this.#world.refresh());
        await this.#settle("a deletion by hand");
        const { current } = this.#state() ?? {};
        if (!isCurrent && !isDeepStrictEqual(current, before)) this.#report("healing changed current");
        return;
      }
      case "make active by hand": {
        const { previous } = this.#state() ?? {};
        if (previous !== undefined && simulator.clients.get(previous.clientId) !== undefined) {
          simulator.clients.edit(previous.clientId, { state: "active" });
        }
        return;
      }
      case "leave the component and come back":
        return this.#leaveAndReturn();
      case "lose the state and adopt":
        return this.#loseState(step.knowsSecret);
    }
  }

  async end(): Promise<Outcome> {
    await this.#settle("the end");
    await this.#run("refresh", () => this.#world.refresh());
    await this.#settle("the end");
    const { simulator } = this.#world;
    simulator.log.clear();
    await this.#run("refresh", () => this.#world.refresh());
    await this.#run("up", () => this.#world.up());
    for (const write of writesOf(this.#world)) this.#report(`it is not finished: the next run would ${write}`);
    const { current, retired, previous } = this.#state() ?? {};
    const isUnknown = current?.clientSecret === "";
    if (current === undefined || !(isUnknown || this.#works(current)))
      this.#report("the current credential does not work");
    if (retired && simulator.clients.get(previous?.clientId ?? "")?.state !== "inactive") this.#report("not retired");
    if (this.#world.own().length !== 2) this.#report(`${this.#world.own().length} clients instead of two`);
    return { problems: this.#problems, rotations: this.#rotations };
  }

  #declare(): void {
    const args = { ...SERVICE, description: this.#description, ...(this.#retire ? { retirePrevious: true } : {}) };
    this.#world.program = {
      [SECOND]: { ...args, name: `${SERVICE.name} (2)`, rotationSlot: "second", ...this.#imports.second },
    };
    this.#world.dependent = {
      [FIRST]: (state) => {
        const second = state.get(SECOND);
        return {
          ...args,
          rotationSlot: "first",
          rotation: this.#rotation,
          secondClientId: second?.id,
          ...this.#imports.first,
        };
      },
    };
  }

  #up(what: string, fault?: RandomFault): Promise<RunResult> {
    this.#declare();
    return this.#run(what, () => this.#world.up(), fault);
  }

  /** Without the flag, both clients are in use. */
  #requireActive(): void {
    for (const { id, state } of this.#world.own()) if (state !== "active") this.#report(`client ${id} is ${state}`);
  }

  /** Runs, and checks that the credential last given out still works, however the run ended. */
  async #run(what: string, operation: () => Promise<RunResult>, fault?: RandomFault): Promise<RunResult> {
    if (fault !== undefined) this.#arm(fault);
    const result = await operation();
    this.#world.simulator.faults.clear();
    if (result?.size !== 0) this.#mayBeOutdated = true;
    else if (what === "refresh") this.#mayBeOutdated = false;
    if (this.#given !== undefined && !this.#works(this.#given)) {
      this.#report(`${what} under ${JSON.stringify(fault)} broke the credential in use`);
      this.#given = undefined;
    }
    if (result?.size === 0) this.#give();
    if (result === undefined) await this.#world.recover();
    return result;
  }

  /** A complete run gives out what the state says is current. After a deletion by hand, only the next `up` has something that works. */
  #give(): void {
    const { current } = this.#state() ?? {};
    if (current === undefined || current.clientSecret === "") return;
    if (this.#world.simulator.clients.get(current.clientId) === undefined) return;
    if (this.#given !== undefined && current.clientSecret !== this.#given.clientSecret) this.#rotations += 1;
    this.#given = current;
  }

  async #settle(what: string): Promise<void> {
    this.#declare();
    for (let run = 1; run <= MOST_RUNS; run++) {
      const result = await this.#run(what, () => this.#world.up());
      if (result?.size === 0) return;
      if (run === MOST_RUNS)
        this.#report(`${what} never settles: ${[...(result?.values() ?? [])].map(String).join("; ")}`);
      await this.#run("refresh", () => this.#world.refresh());
    }
  }

  /** By alias: the first client becomes an OAuthClient, and the other way round. It is refused while the second one is in use. */
  async #leaveAndReturn(): Promise<void> {
    await this.#settle("before leaving");
    const { engine } = this.#world;
    const { current, clientId } = this.#state() ?? {};
    const rename = (from: string, to: string) => {
      const stored = engine.state.get(from);
      if (stored !== undefined) engine.state.set(to, stored);
      engine.state.delete(from);
    };
    rename(FIRST, "alone");
    this.#world.program = { alone: { ...SERVICE, description: this.#description, secretVersion: this.#rotation } };
    this.#world.dependent = {};
    const left = await this.#run("leaving", () => this.#world.up());
    const alone = engine.state.get("alone")?.outputs;
    if (current?.clientId === clientId) {
      if (left?.size !== 0) this.#report("leaving failed");
      if (alone?.clientSecret !== current?.clientSecret) this.#report("leaving changed the secret");
    } else if (left?.size === 0) this.#report("leaving was not refused");
    rename("alone", FIRST);
    await this.#settle("coming back");
  }

  async #loseState(knowsSecret: boolean): Promise<void> {
    if (!this.#canAdopt) return;
    await this.#settle("before the loss");
    const { current, previous } = this.#state() ?? {};
    if (current === undefined || previous === undefined) return;
    // People adopt what is in use, under the names that the clients have; the state of a retired one is the program's.
    for (const [{ clientId }, name] of [
      [current, SERVICE.name],
      [previous, `${SERVICE.name} (2)`],
    ] as const) {
      this.#world.simulator.clients.edit(clientId, { name, state: "active" });
    }
    this.#world.engine.state.clear();
    this.#imports = {
      first: { importId: current.clientId, ...(knowsSecret ? { importedClientSecret: current.clientSecret } : {}) },
      second: { importId: previous.clientId },
    };
    this.#retire = false;
    await this.#settle("adopting");
    this.#imports = {};
  }

  /** The outputs of the first client, with the credentials as the component puts them together. */
  #state(): FirstClient | undefined {
    const { state } = this.#world.engine;
    const outputs = state.get(FIRST)?.outputs;
    if (outputs === undefined) return undefined;
    const fromSecond = { clientSecret: state.get(SECOND)?.outputs.clientSecret ?? "" };
    const { current, previous } = outputs;
    if (current === undefined || previous === undefined) return undefined;
    return { ...outputs, current: { ...fromSecond, ...current }, previous: { ...fromSecond, ...previous } };
  }

  #works({ clientId, clientSecret }: ClientCredential): boolean {
    const { clients } = this.#world.simulator;
    return clients.get(clientId)?.state === "active" && clients.secretOf(clientId) === clientSecret;
  }

  #report(problem: string): void {
    this.#problems.push(problem);
  }

  #arm({ method, skip, times, action }: RandomFault): void {
    const { faults } = this.#world.simulator;
    const calls = method === undefined ? { skip } : { method, skip, route: /\/oauth\/clients/ };
    if (action.kind !== "killed") {
      faults.add({ ...calls, times, action });
      return;
    }
    faults.add({ ...calls, action: { kind: "call", before: () => this.#world.kill() } });
    if (!action.applied) faults.add({ ...calls, action: { kind: "hang-before" } });
  }
}
