import { describe, expect, it } from "vitest";
import { findingsOfStep } from "../../../cli/drift/check/steps.ts";
import { unknownSecrets } from "../../../cli/drift/check/unknown-secrets.ts";
import type { RefreshStep } from "../../../cli/engine/refresh-step.ts";
import { clientsOfState } from "../../../cli/engine/stored-clients.ts";
import { OAUTH_CLIENT_TYPE } from "../../../provider/model/oauth-client.ts";
import { aboutClient } from "./sample-report.ts";

const MASKED = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
const IN_CLEAR = (plaintext: unknown) => ({ ...MASKED, ciphertext: undefined, plaintext: JSON.stringify(plaintext) });
const { resource, client, ...about } = aboutClient("app");

type Side = Record<string, unknown>;

function step(op: string, paths: string[], before: Side, after: Side, outputs: Side = {}): RefreshStep {
  const side = (inputs: Side) => ({ id: client.id, inputs: { name: "app", ...inputs } });
  return {
    resource,
    op,
    differences: paths.map((path) => ({ path, isInput: true })),
    before: { ...side(before), outputs: {} },
    after: { ...side(after), outputs },
  };
}

const found = (of: RefreshStep) => findingsOfStep("program/dev", of);

describe("a step of the engine's refresh preview", () => {
  it.each(["same", "refresh", "read"])("is no finding when it is %s", (op) => {
    expect(found(step(op, ["name"], {}, {}))).toEqual([]);
  });

  it("is one finding for each property, however many of its elements differ", () => {
    const before = { scopes: ["a", "b"], description: "ours" };
    const after = { scopes: ["c", "d"] };
    expect(found(step("update", ["scopes[0]", "scopes[1]", "description"], before, after))).toEqual([
      { kind: "changed", ...about, resource, client, property: "scopes", expected: ["a", "b"], actual: ["c", "d"] },
      { kind: "changed", ...about, resource, client, property: "description", expected: "ours" },
    ]);
  });

  it("names properties with unusual names", () => {
    const [finding] = found(step("update", [`["a.b"].c[0]`], { "a.b": 1 }, { "a.b": 2 }));
    expect(finding).toMatchObject({ property: "a.b", expected: 1, actual: 2 });
  });

  it("hides both values where one of them is secret, or holds a secret deep within", () => {
    const hidden = { expected: "[secret]", actual: "[secret]", secret: true };
    expect(found(step("update", ["description"], { description: MASKED }, { description: "now known" }))).toEqual([
      expect.objectContaining(hidden),
    ]);
    const nested = { extraProperties: { deep: [{ key: MASKED }] } };
    expect(found(step("update", ["extraProperties.deep"], { extraProperties: { deep: 1 } }, nested))).toEqual([
      expect.objectContaining(hidden),
    ]);
  });

  it("is a deletion", () => {
    expect(found(step("delete", [], {}, {}))).toEqual([{ kind: "deleted", ...about, resource, client }]);
  });

  it("is a pending deletion with its date, also when the state has accepted it already", () => {
    const dateToDelete = "2026-12-29T10:00:00.000Z";
    const after = { state: "pending deletion", description: "edited" };
    const first = found(step("update", ["state", "description"], { state: "active" }, after, { dateToDelete }));
    expect(first.map((finding) => [finding.kind, "property" in finding && finding.property])).toEqual([
      ["pendingDeletion", false],
      ["changed", "description"],
    ]);
    expect(found(step("same", [], {}, {}, { dateToDelete }))).toEqual([
      { kind: "pendingDeletion", ...about, resource, client, dateToDelete },
    ]);
  });

  it("is a locked client, also when the state has accepted it already", () => {
    const outputs = { state: "disabled" };
    expect(found(step("update", ["state"], { state: "active" }, outputs, outputs))).toMatchObject([
      { kind: "disabled" },
    ]);
    expect(found(step("same", [], {}, {}, outputs))).toMatchObject([{ kind: "disabled" }]);
  });

  it("counts for resources of other types as the engine says, with what it names", () => {
    const other = { ...resource, type: "random:index:RandomId" };
    const update = { ...step("update", [], {}, {}, { state: "disabled" }), resource: other };
    expect(found(update)).toEqual([{ kind: "changed", stack: "program/dev", resource: other }]);
    const output = {
      ...update,
      differences: [{ path: "tags.a", isInput: false }],
      before: { id: "", inputs: {}, outputs: { tags: 1 } },
    };
    expect(found(output)).toEqual([
      { kind: "changed", stack: "program/dev", resource: other, property: "tags", expected: 1 },
    ]);
  });
});

describe("the clients of a state", () => {
  const stored = (name: string, more: object) => ({
    urn: `urn:pulumi:dev::program::${OAUTH_CLIENT_TYPE}::${name}`,
    type: OAUTH_CLIENT_TYPE,
    id: name,
    ...more,
  });
  const resources = [
    stored("known", { outputs: { name: "Known", clientSecret: IN_CLEAR("a secret") } }),
    stored("unknown", { outputs: { name: "Unknown", clientSecret: IN_CLEAR("") } }),
    stored("hidden", { outputs: { name: IN_CLEAR("Hush"), clientSecret: IN_CLEAR("") } }),
    stored("read", { external: true, outputs: { name: "Read", clientSecret: IN_CLEAR("") } }),
    { urn: "urn:pulumi:dev::program::pulumi:pulumi:Stack::s", type: "pulumi:pulumi:Stack" },
  ];

  it("are those that it owns; the ones that a program only reads are told apart", () => {
    const { owned, read } = clientsOfState({ resources });
    expect(owned.map(({ id, secretKnown }) => [id, secretKnown])).toEqual([
      ["known", true],
      ["unknown", false],
      ["hidden", false],
    ]);
    expect([...read]).toEqual([stored("read", {}).urn]);
  });

  it("are none in an empty state", () => {
    expect(clientsOfState({}).owned).toEqual([]);
    expect(clientsOfState({ resources: null }).owned).toEqual([]);
  });

  it("show whose secret is unknown, without a name that is secret", () => {
    const findings = unknownSecrets("program/dev", clientsOfState({ resources }).owned);
    expect(findings.map(({ kind, client }) => [kind, client?.name])).toEqual([
      ["secretUnknown", "Unknown"],
      ["secretUnknown", "[secret]"],
    ]);
  });
});
