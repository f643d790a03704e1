import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { startSimulatedStack } from "../simulated-stack.ts";

let world: Awaited<ReturnType<typeof startSimulatedStack>>;

before(async () => {
  world = await startSimulatedStack();
});

after(() => world?.stop());

it("creates both clients, and takes them away again", async () => {
  const { stack, simulator } = world;
  const { outputs } = await stack.up();
  const service = simulator.clients.list().find(({ name }) => name === "Reporting service");
  assert.equal(outputs.reportingClientId?.value, service?.id);
  assert.equal(outputs.reportingClientSecret?.secret, true);
  await stack.destroy();
  assert.deepEqual(simulator.clients.list(), []);
});
