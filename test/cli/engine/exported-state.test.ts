import { describe, expect, it } from "vitest";
import { parseExport, pendingOperationsOf, resourcesOf, writtenAt } from "../../../cli/engine/exported-state.ts";
import { diagnosticsOfPreview, plannedCreations } from "../../../cli/engine/preview-plan.ts";

const RESOURCE = { urn: "urn:a", type: "a:b:C", unheardOf: { deep: [1] } };

function exportOf(deployment: object, more: object = {}): string {
  return JSON.stringify({
    version: 3,
    deployment: { manifest: { time: "2026-11-24T12:00:00Z" }, ...deployment },
    ...more,
  });
}

describe("an exported state", () => {
  it("keeps everything that nobody looks at", () => {
    const text = exportOf({ resources: [RESOURCE], secrets_providers: { type: "passphrase" } }, { features: ["x"] });
    const state = parseExport(text);
    expect(JSON.stringify(state)).toBe(text);
    expect(resourcesOf(state)).toEqual([RESOURCE]);
    expect(pendingOperationsOf(state)).toEqual([]);
    expect(writtenAt(state)).toBe(Date.parse("2026-11-24T12:00:00Z"));
  });

  it("has no time if nothing has written it yet", () => {
    expect(writtenAt(parseExport(exportOf({ manifest: { time: "0001-01-01T00:00:00Z" } })))).toBeUndefined();
  });

  it.each([
    ["is no JSON", "{", "not JSON"],
    ["is of a version that is not known", exportOf({}, { version: 9 }), "version"],
    ["has a resource without a type", exportOf({ resources: [{ urn: "urn:a" }] }), "type"],
    ["has a resource twice", exportOf({ resources: [RESOURCE, RESOURCE] }), "urn:a twice"],
  ])("is refused if it %s", (_, text, reason) => {
    expect(() => parseExport(text)).toThrow(reason);
  });

  it("may have an old one of a resource beside the new one", () => {
    expect(resourcesOf(parseExport(exportOf({ resources: [RESOURCE, { ...RESOURCE, delete: true }] })))).toHaveLength(
      2,
    );
  });
});

describe("the plan of a preview", () => {
  it("names what would be created, as the state would have it", () => {
    const steps = [{ op: "create", newState: RESOURCE }, { op: "same", newState: RESOURCE }, { op: "delete" }];
    expect(plannedCreations(JSON.stringify({ steps }))).toEqual([RESOURCE]);
    expect(plannedCreations("{}")).toEqual([]);
  });

  it("tells why it failed", () => {
    const diagnostics = [
      { urn: "urn:a", message: "error: no name\n", severity: "error" },
      { message: "careful", severity: "warning" },
    ];
    const events = diagnosticsOfPreview(JSON.stringify({ steps: [], diagnostics }));
    expect(events.map(({ diagnosticEvent }) => diagnosticEvent?.message)).toEqual(["no name\n"]);
    expect(diagnosticsOfPreview("error: no output")).toEqual([]);
  });
});
