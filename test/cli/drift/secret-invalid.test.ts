import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { findingsOfStep } from "../../../cli/drift/check/steps.ts";
import { documentOf } from "../../../cli/drift/report/document.ts";
import { formatJson } from "../../../cli/drift/report/report-json.ts";
import { formatJunit } from "../../../cli/drift/report/report-junit.ts";
import type { RefreshStep } from "../../../cli/engine/refresh-step.ts";
import { markdownText } from "../../../cli/report/markdown.ts";
import { terminalText } from "../../../cli/report/terminal-text.ts";
import { secretRefused } from "../../../provider/model/translate.ts";
import { aboutClient, reportOf } from "./sample-report.ts";

const { stack, resource, client } = aboutClient("reporting");
const FINDING = { kind: "secretInvalid", stack, resource, client } as const;
const { name, id } = client;

/** A step of the refresh: the secret turned out to be invalid now, or the state has it recorded already. */
function step(op: "update" | "same", changes: Partial<RefreshStep["after"]> = {}): RefreshStep {
  const paths = op === "update" ? ["secretStatus", ...Object.keys(changes.inputs ?? {})] : [];
  return {
    resource,
    op,
    differences: paths.map((path) => ({ path, isInput: true })),
    before: { id, inputs: { name }, outputs: {} },
    after: {
      id,
      inputs: { name, secretStatus: secretRefused(), ...changes.inputs },
      outputs: { secretStatus: "invalid", ...changes.outputs },
    },
  };
}

describe("a secret that no longer works", () => {
  it("is a finding of its own, also when the state has recorded it already", () => {
    expect(findingsOfStep(stack, step("update"))).toEqual([FINDING]);
    expect(findingsOfStep(stack, step("same"))).toEqual([FINDING]);
  });

  it("stands beside what else has changed", () => {
    const kinds = findingsOfStep(stack, step("update", { inputs: { description: "edited" } })).map((finding) => [
      finding.kind,
      "property" in finding ? finding.property : "",
    ]);
    expect(kinds).toEqual([
      ["secretInvalid", ""],
      ["changed", "description"],
    ]);
    const disabled = step("update", { inputs: { state: "disabled" }, outputs: { state: "disabled" } });
    expect(findingsOfStep(stack, disabled).map(({ kind }) => kind)).toEqual(["disabled", "secretInvalid"]);
  });

  it("is no finding while it works, or where nobody can tell", () => {
    for (const secretStatus of ["valid", "unknown", undefined]) {
      expect(findingsOfStep(stack, step("same", { outputs: { secretStatus } }))).toEqual([]);
    }
  });

  it("is reported with its remedy in every format", () => {
    const report = reportOf([FINDING]);
    const document = documentOf(report);
    for (const text of [terminalText(document, 200), markdownText(document), formatJunit(report)]) {
      expect(text).toContain("secret invalid");
      expect(text).toContain("change secretVersion");
    }
    const json: unknown = JSON.parse(formatJson(report));
    const schema = readFileSync(new URL("../../../docs/drift-report.schema.json", import.meta.url), "utf8");
    const ajv = new Ajv({ allErrors: true });
    ajv.validate(JSON.parse(schema), json);
    expect(ajv.errors ?? []).toEqual([]);
    expect(json).toMatchObject({ findings: [{ kind: "secretInvalid", client: { name } }] });
  });
});
