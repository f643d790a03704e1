import { describe, expect, it } from "vitest";
import { warnOfRotation } from "../../../provider/lifecycle/rotation-warning.ts";
import type { OAuthClientInputs, OAuthClientState } from "../../../provider/model/oauth-client.ts";
import { UNKNOWN } from "../../../provider/model/unknown.ts";
import { SERVICE } from "../../harness/sample-clients.ts";
import { canonical, createdBefore, type LifecycleWorld, startWorld } from "./lifecycle-world.ts";

/** What is told before an update from one set of inputs to another, when the engine asks twice. */
async function told(world: LifecycleWorld, before: Partial<OAuthClientState>, after: Partial<OAuthClientInputs>) {
  const state = { ...(await createdBefore(world, SERVICE)), ...before };
  const warnings: string[] = [];
  const session = world.process({ session: { warn: (message) => void warnings.push(message) } });
  for (let ask = 0; ask < 2; ask++) warnOfRotation(session, state.clientId, state, { ...canonical(SERVICE), ...after });
  return warnings.map((warning) => warning.replace(state.clientId, "ID"));
}

const slots = (clientId: string) => ({ clientId, clientSecret: "a-secret" });

describe("before an update", () => {
  it.each([
    ["another secretVersion", { secretVersion: "1" }, { secretVersion: "2" }],
    ["a first secretVersion", {}, { secretVersion: "1" }],
  ])("with %s, the end of the old secret is told once", async (_name, before, after) => {
    await using world = await startWorld();
    expect(await told(world, before, after)).toEqual([
      'OAuth client "Service" (ID): the change of secretVersion generates a new secret. The old one stops working when this is applied.',
    ]);
  });

  it("with a secretVersion that is not known yet, it is told as a possibility", async () => {
    await using world = await startWorld();
    expect(await told(world, { secretVersion: "1" }, { secretVersion: UNKNOWN })).toEqual([
      expect.stringMatching(/If it differs, .* the old one stops working/),
    ]);
  });

  it("with another rotation, it is told that the credential in use keeps working", async () => {
    await using world = await startWorld();
    const before = { rotation: "1", current: slots("one"), previous: slots("two") };
    const [warning, ...others] = await told(world, before, { rotationSlot: "first", rotation: "2" });
    expect(warning).toMatch(/in use until now keeps working until the next rotation/);
    expect(others).toEqual([]);
  });

  it.each([
    ["the same secretVersion", { secretVersion: "1" }, { secretVersion: "1" }],
    ["no secretVersion any more", { secretVersion: "1" }, {}],
    ["the same rotation", { rotation: "1", current: slots("one") }, { rotationSlot: "first", rotation: "1" }],
    ["a client that leaves its component", { rotationSlot: "first" }, { secretVersion: "1" }],
  ] as const)("with %s, nothing is told", async (_name, before, after) => {
    await using world = await startWorld();
    expect(await told(world, before, after)).toEqual([]);
  });
});
