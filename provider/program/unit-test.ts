import * as pulumi from "@pulumi/pulumi";

/** What the SDK puts in the engine's place in a unit test. It does not export the class. */
export interface MockMonitor {
  readonly mocks: pulumi.runtime.Mocks;
}

/** The mocks of a unit test (`pulumi.runtime.setMocks`). Each call of it makes another object. Undefined in every other run. */
export function mocksOfRun(): MockMonitor | undefined {
  const monitor: object | undefined = pulumi.runtime.getMonitor();
  return monitor !== undefined && isMockMonitor(monitor) ? monitor : undefined;
}

function isMockMonitor(monitor: object): monitor is MockMonitor {
  return "mocks" in monitor;
}
