import type * as pulumi from "@pulumi/pulumi";
import { expect, vi } from "vitest";
import type * as Package from "../../../../provider/index.ts";
import {
  type Simulator,
  type SimulatorOptions,
  simulatorEnvironment,
  startSimulator,
} from "../../../../simulator/index.ts";
import { failureOf } from "../../../support/failures.ts";

/** What a program imports. */
export type DataSources = typeof Package;

/** One run of a program, and the Genesys Cloud that it is configured for. `await using` closes it. */
export interface Program extends AsyncDisposable {
  readonly simulator: Simulator;
  /** Loaded afresh: nothing that another program learnt. */
  readonly sources: DataSources;
  /** Requests per operation since the last call; the login is counted as `login`. */
  requests(): Record<string, number>;
}

/** Configures and loads the package as the engine's program process does, through the environment. */
export async function startProgram(
  options: SimulatorOptions = {},
  login?: { clientId: string; clientSecret: string },
): Promise<Program> {
  const simulator = await startSimulator({ rateLimit: false, usagePollsUntilComplete: 0, ...options });
  return {
    simulator,
    sources: await loadSources(simulator, login),
    requests() {
      const table = simulator.log.table();
      simulator.log.clear();
      return Object.fromEntries(
        Object.entries(table).map(([operation, count]) => [
          operation === "POST /oauth/token" ? "login" : operation.replace("/api/v2/", ""),
          count,
        ]),
      );
    },
    async [Symbol.asyncDispose]() {
      vi.unstubAllEnvs();
      await simulator.close();
    },
  };
}

/** The package as a new run of a program gets it: with its configuration, and with nothing that an earlier run learnt. */
export async function loadSources(
  { url }: Pick<Simulator, "url">,
  login?: { clientId: string; clientSecret: string },
): Promise<DataSources> {
  for (const [name, value] of Object.entries(simulatorEnvironment(url, login))) vi.stubEnv(name, value);
  vi.resetModules();
  return import("../../../../provider/index.ts");
}

/** Asks once, and checks that it ends within two seconds in an error of that class, with that text. */
export async function expectRefusal(asked: Promise<unknown>, errorName: string, ...texts: string[]): Promise<Error> {
  const startedAt = performance.now();
  const error = await failureOf(asked);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(error.name).toBe(errorName);
  for (const text of texts) expect(error.message).toContain(text);
  return error;
}

/** The value of an Output that resolves. */
export function resolved<T>(output: pulumi.Output<T>): Promise<unknown> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** A permission pattern for every permission of the data sources but one. */
export function allBut(permission: string): string[] {
  return ["oauth:client:view", "oauth:client:authorize", "authorization:role:view"].filter(
    (other) => other !== permission,
  );
}
