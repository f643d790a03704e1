import * as pulumi from "@pulumi/pulumi";
import type { InputFailure } from "../../model/check-inputs.ts";

/** A resource of this package that a program declares. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  /** Id of an existing object that the program reads or imports. */
  readonly id: string | undefined;
  readonly values: Readonly<Record<string, unknown>>;
  /** Names of the inputs that the program marked as secrets. */
  readonly secrets: readonly string[];
}

/** Whether the program only reads an object that the stack does not own (`OAuthClient.get`). */
export function isRead({ id, values }: Declared): boolean {
  return id !== undefined && Object.keys(values).length === 0;
}

/** The outputs, with the secrets among them marked. */
export function mocked(
  { secrets }: Declared,
  id: string,
  outputs: object,
  alwaysSecret: readonly string[],
): pulumi.runtime.MockResourceResult {
  const isSecret = (key: string) => secrets.includes(key) || alwaysSecret.includes(key);
  const state = Object.entries(outputs)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, isSecret(key) ? pulumi.secret(value) : value]);
  return { id, state: Object.fromEntries(state) };
}

/**
 * Ends the registration as the engine does when `check` has failures. It leaves out the values, one of which may be a secret.
 * @throws Error if there are failures.
 */
export function refuse({ type, name }: Declared, failures: readonly InputFailure[]): void {
  if (failures.length === 0) return;
  const lines = failures.map(
    ({ property, reason }) => `${type} resource '${name}': property ${property} has a problem: ${reason}`,
  );
  throw new Error(lines.join("\n"));
}
