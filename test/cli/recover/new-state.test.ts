import { describe, expect, it } from "vitest";
import { markedSecret } from "../../../cli/engine/marked-secrets.ts";
import { missingIn, withNewClients, withSecrets } from "../../../cli/recover/new-state.ts";
import { withEmptyValues } from "../../../provider/model/client-fields.ts";
import type { OAuthClientState } from "../../../provider/model/oauth-client.ts";
import { described, INPUTS, PROVIDER_URN, pending, STACK_URN, stateOf, urnOf } from "./sample-state.ts";

const NOW = new Date("2026-11-24T13:00:00Z");
const STACK = { urn: STACK_URN, custom: false, type: "pulumi:pulumi:Stack" };
const PROVIDER = { urn: PROVIDER_URN, custom: true, id: "p-2", type: "pulumi:providers:pulumi-nodejs" };

function outputsOf(more: Partial<OAuthClientState> = {}): OAuthClientState {
  return {
    ...withEmptyValues(INPUTS),
    clientId: "id-1",
    clientSecret: "",
    organizationId: "org-1",
    apiUrl: "https://api.example.com",
    secretPending: true,
    ...more,
  };
}

describe("a client that goes into the state", () => {
  const state = stateOf([STACK, PROVIDER], [pending("app"), pending("other"), pending("app", INPUTS, "updating")]);
  const added = withNewClients(
    state,
    [{ described: described("app"), outputs: outputsOf() }],
    new Set([urnOf("app")]),
    NOW,
  );

  it("is the resource of the pending operation with id, outputs and dates, and its secret is due", () => {
    expect(added.deployment.resources?.at(-1)).toEqual({
      ...described("app"),
      provider: `${PROVIDER_URN}::p-2`,
      id: "id-1",
      outputs: { __provider: "text", ...outputsOf(), clientSecret: markedSecret("") },
      created: NOW.toISOString(),
      modified: NOW.toISOString(),
      initErrors: [expect.stringContaining("a new one is due")],
    });
    expect(added.deployment.pending_operations?.map(({ type, resource }) => `${type} ${resource.urn}`)).toEqual([
      `creating ${urnOf("other")}`,
      `updating ${urnOf("app")}`,
    ]);
    expect(added).toMatchObject({
      version: 3,
      features: ["kept"],
      deployment: { manifest: state.deployment.manifest },
    });
  });

  it("gets its secret in a second step, which leaves everything else as it is", () => {
    const outputs = outputsOf({ clientSecret: "new-secret" });
    const { secretPending, ...finished } = outputs;
    const done = withSecrets(added, new Map([[urnOf("app"), finished]]));
    const owed = added.deployment.resources?.at(-1);
    expect(owed).toHaveProperty("initErrors");
    expect({ initErrors: owed?.initErrors, ...done.deployment.resources?.at(-1) }).toEqual({
      ...owed,
      outputs: { __provider: "text", ...finished, clientSecret: markedSecret("new-secret") },
    });
    expect(done.deployment.resources?.at(-1)).not.toHaveProperty("initErrors");
    expect(done.deployment.resources?.slice(0, -1)).toEqual(added.deployment.resources?.slice(0, -1));
  });

  it.each([
    ["is gone", stateOf([STACK, PROVIDER])],
    ["has another client", stateOf([{ ...described("app"), id: "id-2", outputs: { secretPending: true } }])],
    ["has a secret already", stateOf([{ ...described("app"), id: "id-1", outputs: {} }])],
  ])("gets none if the resource %s by then", (_, changed) => {
    expect(() => withSecrets(changed, new Map([[urnOf("app"), outputsOf()]]))).toThrow("has changed");
  });

  it("keeps secret what its inputs keep secret, also within objects", () => {
    const hidden = { ...markedSecret("x"), plaintext: "" };
    const inputs = { ...INPUTS, description: hidden, extraProperties: { limits: { key: hidden, size: 1 } } };
    const outputs = outputsOf({ description: "hush", extraProperties: { limits: { key: "hush", size: 1 } } });
    const { deployment } = withNewClients(state, [{ described: described("app", inputs), outputs }], new Set(), NOW);
    expect(deployment.resources?.at(-1)?.outputs).toMatchObject({
      description: markedSecret("hush"),
      extraProperties: { limits: { key: markedSecret("hush"), size: 1 } },
    });
  });

  it("brings the stack and its provider along where a destroy has removed them", () => {
    const { deployment } = withNewClients(
      stateOf([]),
      [{ described: described("app"), outputs: outputsOf() }],
      new Set(),
      NOW,
    );
    const [stack, provider, client] = deployment.resources ?? [];
    expect(stack).toEqual(STACK);
    expect(provider).toEqual({ ...PROVIDER, id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(client?.provider).toBe(`${PROVIDER_URN}::${provider?.id}`);
  });
});

describe("what a resource needs in the state", () => {
  const state = stateOf([STACK]);

  it("is its parent, its provider and what it depends on", () => {
    expect(missingIn(state, described("app"), new Set())).toBeUndefined();
    const child = { ...described("app"), parent: "urn:pulumi:dev::program::my:group:Group::g" };
    expect(missingIn(state, child, new Set())).toContain("my:group:Group::g");
    const dependent = { ...described("app"), dependencies: [urnOf("first")] };
    expect(missingIn(state, dependent, new Set())).toContain(urnOf("first"));
    expect(missingIn(state, dependent, new Set([urnOf("first")]))).toBeUndefined();
  });
});
