import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { planOutputs, standardOutput, writeFiles } from "../../../cli/drift/report/outputs.ts";
import { readStackArguments } from "../../../cli/engine/stack-argument.ts";
import { FINDINGS, reportOf } from "./sample-report.ts";

const report = reportOf(FINDINGS);

describe("formats", () => {
  it("are the table on standard output when none is asked for", async () => {
    const outputs = planOutputs({});
    expect(await standardOutput(outputs, report, 80)).toContain("│ reporting │ changed scopes");
    expect(outputs.files).toEqual([]);
  });

  it("take the table's place without a file", async () => {
    expect(JSON.parse(await standardOutput(planOutputs({ json: true }), report, 80))).toMatchObject({ version: 1 });
    expect(await standardOutput(planOutputs({ markdown: true }), report, 80)).toMatch(/^## Drift/);
    expect(await standardOutput(planOutputs({ junit: true }), report, 80)).toMatch(/^<\?xml/);
  });

  it("stand in files beside the table, or beside one other format", async () => {
    const folder = mkdtempSync(join(tmpdir(), "drift-"));
    try {
      const outputs = planOutputs({ json: join(folder, "drift.json"), markdown: join(folder, "summary"), junit: true });
      expect(await standardOutput(outputs, report, 80)).toMatch(/^<\?xml/);
      await writeFiles(outputs, report);
      expect(JSON.parse(readFileSync(join(folder, "drift.json"), "utf8"))).toMatchObject({ version: 1 });
      expect(readFileSync(join(folder, "summary"), "utf8")).toMatch(/^## Drift/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("are refused when two of them want standard output", () => {
    expect(() => planOutputs({ json: true, junit: true })).toThrow(/only one format can go to standard output/);
  });

  it.each(["dev", "org/dev"])("are refused a file that is rather the stack %s", (name) => {
    expect(() => planOutputs({ json: name })).toThrow(`write ./${name} if you mean the file`);
  });

  it.each(["drift.json", "./drift", "../drift", "out/drift.json"])("accept %s as a file", (file) => {
    expect(planOutputs({ json: file }).files.map((output) => output.file)).toEqual([file]);
  });
});

describe("stacks on the command line", () => {
  it("are names in the project's folder, or in a folder of their own", () => {
    expect(readStackArguments(["dev", "../billing#acme/prod", "other#"], "app")).toEqual([
      { directory: "app", stack: "dev" },
      { directory: "../billing", stack: "acme/prod" },
      { directory: "other", stack: undefined },
    ]);
  });

  it("default to the selected one", () => {
    expect(readStackArguments([], "app")).toEqual([{ directory: "app", stack: undefined }]);
  });

  it("count once, however often and through whatever path they are given", () => {
    expect(readStackArguments(["dev", "dev", "./#dev", "prod"], ".").map(({ stack }) => stack)).toEqual([
      "dev",
      "prod",
    ]);
  });
});
