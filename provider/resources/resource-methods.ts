import type { InputFailure } from "../model/check-inputs.ts";

/** What `diff` has found. Without `changes`, the caller compares the canonical inputs itself. */
export interface Difference {
  readonly changes?: boolean;
  /** Properties that can't change in place. */
  readonly replaces?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  /** Nobody knows whether the object exists. `read` finds out, and so does `create` with this state as the one before. */
  readonly isInDoubt?: true;
}

/**
 * What an engine can ask about one kind of resource: plain functions on plain data, which both faces of this package serve. Properties
 * may be `UNKNOWN` where a preview can ask. Failures are thrown, most of them as a GenesysError.
 */
export interface ResourceMethods<Inputs, State> {
  /**
   * The canonical form of the inputs, or everything that is wrong with them.
   * @param olds canonical inputs of the resource in the state. Empty if it is not in the state.
   */
  check(
    olds: Partial<Inputs>,
    news: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly inputs: Inputs; readonly failures: readonly InputFailure[] }>;
  diff(id: string, olds: State, news: Inputs): Promise<Difference>;
  /** @param before the state of the resource that the new one replaces, if it has one. */
  create(inputs: Inputs, before?: State): Promise<State>;
  /** The outputs that a creation will have, `UNKNOWN` where nobody can know. Changes nothing. */
  planCreation(inputs: Inputs): Promise<State>;
  /** Undefined if it is gone. The state is empty if the resource is in none. The result has an id only if it is another one. */
  read(
    id: string,
    state: Partial<State>,
  ): Promise<{ readonly id?: string; readonly state: State; readonly inputs: Partial<Inputs> } | undefined>;
  /**
   * What is to be known of an existing object that a resource takes over. Changes nothing.
   * @param ownershipMark mark that the resource would have.
   */
  import(id: string, ownershipMark: string): Promise<{ readonly state: State; readonly inputs: Partial<Inputs> }>;
  update(id: string, olds: State, news: Inputs): Promise<State>;
  /** The outputs that an update will have, `UNKNOWN` where nobody can know. Changes nothing. */
  planUpdate(olds: State, news: Inputs): Promise<State>;
  delete(id: string, state: State): Promise<void>;
}
