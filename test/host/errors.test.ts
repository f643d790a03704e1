import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { leakedSecrets } from "../harness/leaks.ts";
import { type Properties, ProviderCallError } from "../harness/provider-process.ts";
import { SERVICE } from "../harness/sample-clients.ts";
import { CLIENT, CLIENTS, type Host, SECRET, startHost } from "./host.ts";

const INPUTS = { ...SERVICE, accessTokenValiditySeconds: 86_400, state: "active", secretVersion: "1" };

describe("an error of the provider", () => {
  let host: Host;
  let id: string;
  let state: Properties;

  beforeAll(async () => {
    host = await startHost();
    await host.provider.configure();
    ({ id, properties: state } = await host.provider.create(INPUTS));
  });

  afterEach(() => {
    host.simulator.faults.clear();
  });

  afterAll(async () => {
    await host[Symbol.asyncDispose]();
  });

  const CALLS: { call: string; route: string; method: string; run: () => Promise<unknown> }[] = [
    { call: "create", method: "POST", route: CLIENTS, run: () => host.provider.create(INPUTS) },
    { call: "read", method: "GET", route: CLIENT, run: () => host.provider.read(id, state) },
    {
      call: "update",
      method: "PUT",
      route: CLIENT,
      run: () => host.provider.update(id, state, { ...INPUTS, description: "x" }),
    },
    {
      call: "rotation",
      method: "POST",
      route: SECRET,
      run: () => host.provider.update(id, state, { ...INPUTS, secretVersion: "2" }),
    },
    { call: "delete", method: "DELETE", route: CLIENT, run: () => host.provider.delete(id, state) },
  ];

  it.each(CALLS)("in $call tells what the API said, and lets no secret out", async ({ method, route, run }) => {
    // An API that repeats what it was sent: login, token and client secret.
    const message = `refused: ${host.simulator.allSecrets().join(" ")}`;
    host.simulator.faults.add({
      method,
      route,
      action: { kind: "status", status: 400, code: "simulated.refusal", message },
    });
    const error = await failureOf(run());
    expect(error.message).toMatch(/refused: .*\(HTTP 400, code simulated\.refusal, correlation id [0-9a-f-]{36}\)/);
    expect(error.message).not.toMatch(/\bat .*:\d+:\d+/);
    const { properties: _, ...reported } = error.partial ?? { properties: {} };
    expect(leakedSecrets(host.simulator, error.message + error.stack + JSON.stringify(reported))).toEqual([]);
  });

  it("are not printed by the host: the engine shows each with its resource", async () => {
    const own = await startHost();
    await own.provider.configure();
    const elsewhere = { ...state, apiUrl: "https://api.example.com" };
    await failureOf(own.provider.read(id, elsewhere));
    await failureOf(own.provider.diff(id, elsewhere, elsewhere));
    await failureOf(own.provider.delete(id, elsewhere));
    await own[Symbol.asyncDispose]();
    expect(own.provider.stderr).toBe("");
  });
});

async function failureOf(call: Promise<unknown>): Promise<ProviderCallError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ProviderCallError) return error;
  throw new Error("The call did not fail as a provider call does.");
}
