import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { startSimulatedStack } from "../simulated-stack";

const TIMEOUT_MS = 300_000;

let world: Awaited<ReturnType<typeof startSimulatedStack>>;

beforeAll(async () => {
  world = await startSimulatedStack();
}, TIMEOUT_MS);

afterAll(() => world?.stop(), TIMEOUT_MS);

it(
  "creates both clients, and takes them away again",
  async () => {
    const { stack, simulator } = world;
    const { outputs } = await stack.up();
    const service = simulator.clients.list().find(({ name }) => name === "Reporting service");
    expect(outputs.reportingClientId?.value).toBe(service?.id);
    expect(outputs.reportingClientSecret?.secret).toBe(true);
    await stack.destroy();
    expect(simulator.clients.list()).toEqual([]);
  },
  TIMEOUT_MS,
);
