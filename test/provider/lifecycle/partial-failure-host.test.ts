import type { dynamic } from "@pulumi/pulumi";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { OAuthClientInputs, OAuthClientState } from "../../../provider/model/oauth-client.ts";
import { PROVIDER_TEXT } from "../../../provider/program/provider-text.ts";
import { simulatorEnvironment } from "../../../simulator/index.ts";
import { APP } from "../../harness/sample-clients.ts";
import { failureOf } from "../../support/failures.ts";
import { CLIENTS, canonical, type LifecycleWorld, SECRET, startWorld } from "./lifecycle-world.ts";

type Provider = Required<dynamic.ResourceProvider<OAuthClientInputs, OAuthClientState>>;

/** The runtime as a new provider process has it. */
async function startRuntime({ simulator }: LifecycleWorld): Promise<Provider> {
  for (const [name, value] of Object.entries(simulatorEnvironment(simulator.url))) vi.stubEnv(name, value);
  const { provider } = await import("../../../provider/runtime/index.ts");
  await provider.configure({ config: { get: () => undefined, require: () => "" } });
  return provider;
}

const withProviderText = <T extends object>(properties: T): T => ({ ...properties, __provider: PROVIDER_TEXT });

/** What the engine keeps: the host adds the provider's text to what a method returns, but not to what an error carries. */
function keptBy(error: Error): { id: unknown; text: unknown } {
  const properties: unknown = Reflect.get(error, "properties");
  const text =
    typeof properties === "object" && properties !== null ? Reflect.get(properties, "__provider") : undefined;
  return { id: Reflect.get(error, "id"), text };
}

describe("the outputs that the engine keeps of a partial failure", () => {
  beforeEach(() => {
    vi.resetModules();
    vi.unstubAllEnvs();
  });

  it("hold the provider's text after a creation, or no later refresh or destroy finds the provider", async () => {
    await using world = await startWorld();
    const { faults } = world.simulator;
    faults.add({ method: "POST", route: CLIENTS, action: { kind: "reset-after" } });
    faults.add({ method: "POST", route: SECRET, action: { kind: "status", status: 403 } });
    const provider = await startRuntime(world);
    const error = await failureOf(provider.create(withProviderText(canonical(APP))));
    expect(keptBy(error)).toEqual({ id: world.simulator.clients.list()[0]?.id, text: PROVIDER_TEXT });
  });

  it("hold the provider's text after an update", async () => {
    await using world = await startWorld();
    const provider = await startRuntime(world);
    const { id, outs } = await provider.create(withProviderText(canonical(APP)));
    world.simulator.faults.add({ method: "POST", route: SECRET, action: { kind: "status", status: 403 } });
    if (outs === undefined) throw new Error("create answered no outputs");
    const news = withProviderText(canonical({ ...APP, name: "Renamed", secretVersion: 1 }));
    const error = await failureOf(provider.update(id, withProviderText(outs), news));
    expect(keptBy(error)).toEqual({ id, text: PROVIDER_TEXT });
  });
});
