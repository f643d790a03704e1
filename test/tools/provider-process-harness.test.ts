import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ProviderProcess, startProviderProcess, UNKNOWN } from "../harness/provider-process.ts";
import { thingProvider } from "./thing-provider.ts";

describe("the provider process without the engine", () => {
  let provider: ProviderProcess;

  beforeAll(async () => {
    provider = await startProviderProcess({ provider: thingProvider, env: { DRIFTED_SIZE: "tiny" } });
    await provider.configure({ "test:region": "Utopia" });
  });

  afterAll(async () => {
    await provider.close();
  });

  it("checks inputs, unknown ones included", async () => {
    const checked = await provider.check({}, { size: UNKNOWN });
    expect(checked).toEqual({ inputs: { size: UNKNOWN }, failures: [] });
    const { failures } = await provider.check({}, { size: "none" });
    expect(failures).toEqual([{ property: "size", reason: "must not be none" }]);
  });

  it("leads one resource through its life", async () => {
    const { id, properties } = await provider.create({ size: "small", tags: ["a", { b: null }] });
    expect([id, properties]).toEqual(["thing-1", { size: "small", tags: ["a", { b: null }], made: "yes" }]);
    expect(await provider.diff(id, properties, { size: "large" })).toEqual({
      changes: "unknown",
      replaces: [],
      deleteBeforeReplace: false,
    });
    expect(await provider.update(id, properties, { size: "large" })).toEqual({ size: "large", made: "again" });
    await provider.delete(id, properties);
  });

  it("reads: from the state, without a state, and when the resource is gone", async () => {
    const read = await provider.read("thing-1", { size: "small", made: "yes" });
    expect(read).toEqual({ id: "thing-1", properties: { size: "small", made: "yes" }, inputs: { size: "tiny" } });
    expect(await provider.readWithoutState("thing-1", { size: "small" })).toMatchObject({ id: "thing-1" });
    expect(await provider.read("gone", { size: "small" })).toBeUndefined();
  });

  it("rejects a failed call with the provider's message and no partial result", async () => {
    const failure = provider.create({ size: "broken" });
    await expect(failure).rejects.toMatchObject({ message: "cannot make it in Utopia", partial: undefined });
  });

  it("returns what the engine would keep of a partial failure", async () => {
    await expect(provider.create({ size: "half" })).rejects.toMatchObject({
      message: "halfway",
      partial: { id: "thing-2", properties: { size: "half", made: "yes" }, reasons: ["only half"] },
    });
  });

  it("collects what the process prints for the user", async () => {
    await expect(provider.delete("stuck", {})).rejects.toThrow("cannot delete it");
    await expect.poll(() => provider.stderr).toContain("cannot delete it");
  });
});
