import * as pulumi from "@pulumi/pulumi";
import { mocksOfRun } from "./unit-test.ts";

/** Stands in for the run when a script calls data sources without the engine. */
const WITHOUT_ENGINE = {};

/**
 * Keeps one value for each run of a Pulumi program. A process may run several programs, one after the other or at the same
 * time (inline programs of the Automation API). What one run has learnt must not reach another. In a unit test, each call of
 * `pulumi.runtime.setMocks` begins another run.
 */
export function perRun<T>(make: () => T): () => T {
  const kept = new WeakMap<object, { readonly value: T }>();
  return () => {
    const run = mocksOfRun() ?? pulumi.runtime.getStackResource() ?? WITHOUT_ENGINE;
    const known = kept.get(run) ?? { value: make() };
    kept.set(run, known);
    return known.value;
  };
}
