import { describe, expect, it } from "vitest";
import { markedSecret } from "../../../cli/engine/marked-secrets.ts";
import { findCreations, otherPendingOperations, type Sources } from "../../../cli/recover/creations.ts";
import { UNKNOWN } from "../../../provider/model/unknown.ts";
import { described, INPUTS, pending, stateOf, urnOf, WRITTEN_AT } from "./sample-state.ts";

const NOTHING = { file: "dev.undecided.json", creations: [] };

function found(sources: Partial<Sources>) {
  const state = sources.state ?? stateOf([]);
  return findCreations({ state, stateInClear: state, undecided: NOTHING, planned: [], ...sources });
}

const summary = (creations: ReturnType<typeof found>) =>
  creations.map(({ resource, origin, attempts }) => `${resource.name} ${origin} ${attempts.length}`);

describe("creations that may have left a client behind", () => {
  it("are those that are pending in the state, each resource once, with everything that it asked for", () => {
    const other = { ...INPUTS, description: "of the run before" };
    const state = stateOf(
      [],
      [pending("app"), pending("app", other), pending("more"), pending("app", INPUTS, "updating")],
    );
    const creations = found({ state });
    expect(summary(creations)).toEqual(["app pending 2", "more pending 1"]);
    expect(creations[0]?.attempts.map(({ inputs }) => inputs)).toEqual([INPUTS, other]);
    expect(creations[0]?.attempts[0]).toMatchObject({ unknown: [], recordedAt: Date.parse(WRITTEN_AT) });
  });

  it("are also those of the record and of the preview, which the state outweighs", () => {
    const undecided = {
      file: "dev.undecided.json",
      creations: [{ recordedAt: 1, resource: described("app") }, { resource: described("old") }],
    };
    const planned = [described("app"), described("old"), described("new")];
    const creations = found({ state: stateOf([], [pending("app")]), undecided, planned });
    expect(summary(creations)).toEqual(["app pending 2", "old recorded 1", "new planned 1"]);
    expect(creations.map(({ recordedIn }) => recordedIn)).toEqual([undefined, undecided.file, undefined]);
  });

  it("repeat nothing that the record and the state both say", () => {
    const undecided = {
      file: "dev.undecided.json",
      creations: [{ recordedAt: Date.parse(WRITTEN_AT), resource: described("app") }],
    };
    expect(summary(found({ state: stateOf([], [pending("app")]), undecided }))).toEqual(["app pending 1"]);
  });

  it("tell which client the resource has by now; one that is about to be deleted is none", () => {
    const state = stateOf(
      [
        { ...described("app"), id: "id-1" },
        { ...described("old"), id: "id-2", delete: true },
      ],
      [pending("app"), pending("old")],
    );
    expect(found({ state }).map(({ existingId }) => existingId)).toEqual(["id-1", undefined]);
  });

  it("compare secrets in clear, and keep the resource as it is: encrypted", () => {
    const hidden = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
    const state = stateOf(
      [],
      [pending("app", { ...INPUTS, extraProperties: { deep: [hidden] }, description: hidden })],
    );
    const clear = { deep: [markedSecret("inner")] };
    const stateInClear = stateOf(
      [],
      [pending("app", { ...INPUTS, extraProperties: clear, description: markedSecret("outer") })],
    );
    const [creation] = found({ state, stateInClear });
    expect(creation?.attempts[0]?.inputs).toEqual({
      ...INPUTS,
      description: "outer",
      extraProperties: { deep: ["inner"] },
    });
    expect(JSON.stringify(creation?.attempts[0]?.resource)).not.toContain("outer");
  });

  it("name the inputs that are not known: secret in a preview or in the record, or not there before the up", () => {
    const inputs = { ...INPUTS, name: UNKNOWN, description: "[secret]", scopes: ["users", UNKNOWN] };
    const recorded = {
      ...INPUTS,
      description: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" },
    };
    const [planned] = found({ planned: [described("app", inputs)] });
    expect(planned?.attempts[0]?.unknown).toEqual(["name", "description", "scopes"]);
    expect(planned?.attempts[0]?.inputs).not.toHaveProperty("description");
    const undecided = { file: "f", creations: [{ resource: described("app", recorded) }] };
    expect(found({ undecided })[0]?.attempts[0]?.unknown).toEqual(["description"]);
  });

  it("are no adoptions of the preview, since these leave nothing behind", () => {
    const adopting = described("app", { ...INPUTS, importId: "id-1" });
    expect(found({ planned: [adopting] })).toEqual([]);
    expect(summary(found({ state: stateOf([], [{ resource: adopting, type: "creating" }]) }))).toEqual([
      "app pending 1",
    ]);
  });

  it("are about OAuth clients: other pending operations are told apart", () => {
    const bucket = { ...described("bucket"), type: "aws:s3/bucket:Bucket", urn: "urn:bucket" };
    const state = stateOf(
      [],
      [pending("app"), pending("app", INPUTS, "updating"), { resource: bucket, type: "creating" }],
    );
    expect(summary(found({ state, planned: [bucket] }))).toEqual(["app pending 1"]);
    expect(otherPendingOperations(state).map(({ resource }) => resource.urn)).toEqual([urnOf("app"), "urn:bucket"]);
  });
});
