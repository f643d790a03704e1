import { isDeepStrictEqual } from "node:util";
import { GenesysError, isErrorOf, PartialFailureError } from "../../provider/errors/index.ts";
import { createOAuthClient } from "../../provider/lifecycle/create.ts";
import { deleteOAuthClient } from "../../provider/lifecycle/delete.ts";
import { requireSameOrganization } from "../../provider/lifecycle/guards.ts";
import { readOAuthClient } from "../../provider/lifecycle/read.ts";
import { noteSlots } from "../../provider/lifecycle/rotation/create-slots.ts";
import { updateOAuthClient } from "../../provider/lifecycle/update.ts";
import { checkInputs } from "../../provider/model/check-inputs.ts";
import type { OAuthClientInputs, OAuthClientState } from "../../provider/model/oauth-client.ts";
import { GONE } from "../../provider/model/rotation-slots.ts";
import { type InProcessProvider, Killed } from "./in-process.ts";

/** A resource as the engine keeps it. */
export interface StoredResource {
  readonly id: string;
  readonly inputs: OAuthClientInputs;
  readonly outputs: OAuthClientState;
  /** Why it is only half done; the next `up` then updates it, whatever the program says. */
  readonly initErrors: readonly string[];
}

/** The arguments of every resource by its name, as a person writes them; `importId` is the option `import`. */
export type Program = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The arguments of resources that take outputs of others: they come after those. */
export type DependentProgram = Readonly<
  Record<string, (state: ReadonlyMap<string, StoredResource>) => Program[string]>
>;

/** What each resource failed with. */
export type Failures = ReadonlyMap<string, unknown>;

const IGNORED_CHANGES = ["importId", "importedClientSecret"] as const;

/**
 * What the Pulumi engine does with a provider, as far as the state is concerned: which method it calls when, and what it
 * records of success, failure, partial failure and the death of the process. `engine.test.ts` holds it against the real one.
 */
export class EngineModel {
  readonly state = new Map<string, StoredResource>();
  /** Creations that were begun and never recorded as ended, with their inputs: the state's pending operations. */
  readonly pending = new Map<string, OAuthClientInputs>();
  /** Project and stack for the ownership mark of each resource; undefined: the setting ownershipMark is off. */
  markedAs: string | undefined;

  /** `pulumi up`: brings about the program; deletes only after everything else succeeded. @throws Killed */
  async up(provider: InProcessProvider, program: Program, dependent: DependentProgram = {}): Promise<Failures> {
    const failures = await this.#bringAbout(provider, program);
    for (const [name, argsFrom] of Object.entries(dependent)) {
      if (failures.size > 0) break;
      for (const [failed, error] of await this.#bringAbout(provider, { [name]: argsFrom(this.state) })) {
        failures.set(failed, error);
      }
    }
    if (failures.size > 0) return failures;
    const obsolete = [...this.state].filter(([name]) => program[name] === undefined && dependent[name] === undefined);
    await Promise.all(
      obsolete.map(([name, stored]) => attempt(failures, name, () => this.#delete(provider, name, stored))),
    );
    if (provider.dead) throw new Killed();
    return failures;
  }

  /** Creates, updates and replaces what the program says. @throws Killed */
  async #bringAbout(provider: InProcessProvider, program: Program): Promise<Map<string, unknown>> {
    const failures = new Map<string, unknown>();
    const steps: Promise<void>[] = [];
    for (const [name, args] of Object.entries(program)) {
      await attempt(failures, name, async () => {
        const step = await this.#plan(provider, name, args);
        if (step !== undefined) steps.push(attempt(failures, name, step));
      });
      // After a failure no further step begins.
      if (failures.size > 0) break;
    }
    await Promise.all(steps);
    if (provider.dead) throw new Killed();
    return failures;
  }

  /** `pulumi refresh`: the state takes what is there. @throws Killed */
  async refresh(provider: InProcessProvider): Promise<Failures> {
    const failures = new Map<string, unknown>();
    await Promise.all(
      [...this.state].map(([name, { id, outputs }]) =>
        attempt(failures, name, async () => {
          const found = await provider.call((session) => readOAuthClient(session, id, outputs));
          if (found === undefined) this.state.delete(name);
          else this.#store(name, id, found.inputs, found.state);
        }),
      ),
    );
    if (provider.dead) throw new Killed();
    return failures;
  }

  async #plan(
    provider: InProcessProvider,
    name: string,
    args: Program[string],
  ): Promise<(() => Promise<void>) | undefined> {
    const old = this.state.get(name);
    if (old !== undefined) provider.session.ownership.noteExisting(old.inputs);
    const written = old === undefined ? args : withIgnoredChanges(args, old.inputs);
    const mark = this.markOf(name);
    const { inputs, failures } = checkInputs(
      plain(mark === undefined ? { ...written } : { ...written, ownershipMark: mark }),
    );
    if (failures.length > 0) throw new Error(`the program of the test is wrong: ${JSON.stringify(failures)}`);
    const news = plain(inputs);
    if (old === undefined) return () => this.#create(provider, name, news);
    if (old.outputs.state === GONE) return () => this.#replace(provider, name, old, news);
    if (!isDeepStrictEqual(old.inputs, news)) {
      provider.session.ownership.claim(old.id);
      await provider.call((session) => requireSameOrganization(session, old.outputs));
      return () => this.#update(provider, name, old, news);
    }
    return old.initErrors.length > 0 ? () => this.#update(provider, name, old, news) : undefined;
  }

  /** The mark of a resource, as the program adds it. */
  markOf(name: string): string | undefined {
    return this.markedAs === undefined ? undefined : `${this.markedAs}/${name}`;
  }

  async #create(provider: InProcessProvider, name: string, news: OAuthClientInputs): Promise<void> {
    this.pending.set(name, news);
    await this.#recordingPartialFailure(name, news, async () => {
      const outputs = await provider.call((session) => createOAuthClient(session, news));
      this.#store(name, outputs.clientId, news, outputs);
      this.pending.delete(name);
    });
  }

  /** A first client of a RotatingOAuthClient that is gone: its replacement is created before it is deleted. */
  async #replace(
    provider: InProcessProvider,
    name: string,
    old: StoredResource,
    news: OAuthClientInputs,
  ): Promise<void> {
    noteSlots(provider.session, old.outputs);
    await this.#create(provider, name, news);
    await provider.call((session) => deleteOAuthClient(session, old.id, old.outputs));
  }

  /** What `genesyscloud-oauth recover` makes of a pending creation: the resource, with the client that was found. */
  settle(name: string, inputs: OAuthClientInputs, outputs: OAuthClientState): void {
    this.#store(name, outputs.clientId, inputs, outputs);
    this.pending.delete(name);
  }

  async #update(
    provider: InProcessProvider,
    name: string,
    { id, outputs }: StoredResource,
    news: OAuthClientInputs,
  ): Promise<void> {
    await this.#recordingPartialFailure(name, news, async () => {
      this.#store(name, id, news, await provider.call((session) => updateOAuthClient(session, id, outputs, news)));
    });
  }

  async #delete(provider: InProcessProvider, name: string, { id, outputs }: StoredResource): Promise<void> {
    await provider.call((session) => deleteOAuthClient(session, id, outputs));
    this.state.delete(name);
  }

  async #recordingPartialFailure(name: string, news: OAuthClientInputs, step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      // A creation that failed is no longer pending, unless nobody knows whether it failed.
      if (isErrorOf(error, GenesysError) && !error.message.includes("genesyscloud-oauth recover"))
        this.pending.delete(name);
      if (isErrorOf(error, PartialFailureError)) {
        this.#store(name, error.id, news, error.properties as unknown as OAuthClientState, error.reasons);
      }
      throw error;
    }
  }

  #store(
    name: string,
    id: string,
    inputs: OAuthClientInputs,
    outputs: OAuthClientState,
    initErrors: readonly string[] = [],
  ): void {
    this.state.set(name, { id, inputs: plain(inputs), outputs: plain(outputs), initErrors });
  }
}

async function attempt(failures: Map<string, unknown>, name: string, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    failures.set(name, error);
  }
}

/** The option `ignoreChanges`: what the state has stands in for what the program says. */
function withIgnoredChanges(args: Program[string], old: OAuthClientInputs): Program[string] {
  const changed = { ...args };
  for (const property of IGNORED_CHANGES) {
    if (old[property] === undefined) delete changed[property];
    else changed[property] = old[property];
  }
  return changed;
}

/** What is left of a value on its way through the engine and its state. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
