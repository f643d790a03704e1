import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { documentOf } from "../../../cli/drift/report/document.ts";
import type { DriftReport } from "../../../cli/drift/report/report.ts";
import { terminalText } from "../../../cli/report/terminal-text.ts";
import { fitColumns } from "../../../cli/terminal/box.ts";
import { type Paint, paintFor } from "../../../cli/terminal/paint.ts";
import { aboutClient, brokenReport, FINDINGS, reportOf } from "./sample-report.ts";

const formatTable = (report: DriftReport, width: number, paint?: Paint) =>
  terminalText(documentOf(report), width, paint);

const SCOPES = { expected: ["analytics:readonly"], actual: ["analytics:readonly", "users"] };

const widest = (text: string) => Math.max(...text.split("\n").map((line) => stringWidth(line)));

const LONG = [
  ...FINDINGS,
  {
    kind: "changed",
    ...aboutClient("a-resource-whose-name-is-longer-than-most-of-them-would-ever-be"),
    property: "registeredRedirectUris",
    expected: ["https://app.example.com/callback"],
    actual: [`https://${"very-".repeat(40)}long.example.com/callback`, "https://日本語日本語日本語.example.jp/"],
  },
] as const;

describe("the table", () => {
  it.each([48, 64, 80, 100, 120, 200])("fits a terminal of %i columns", (width) => {
    expect(widest(formatTable(reportOf(LONG), width))).toBeLessThanOrEqual(width);
    expect(widest(formatTable(brokenReport(), width))).toBeLessThanOrEqual(width);
  });

  it("shows each kind with what was expected and what is", () => {
    const rows = formatTable(reportOf(FINDINGS), 120).split("\n");
    const row = (text: string) => rows.find((line) => line.includes(text))?.replaceAll(/\s+/g, " ");
    expect(row("scopes")).toBe("│ reporting │ changed scopes │ analytics:readonly │ analytics:readonly │");
    expect(row("description")).toBe("│ reporting │ changed description │ [secret] │ [secret] │");
    expect(row("dashboard")).toBe("│ dashboard │ deleted │ exists │ gone │");
    expect(row("kiosk")).toBe("│ kiosk │ pending deletion │ exists │ gone for good on 2026-12-29 │");
    expect(row("partner")).toBe("│ partner │ disabled │ usable │ locked by Genesys Cloud support │");
    expect(row("adopted")).toBe(
      "│ adopted │ secret unknown │ secret in the stack │ none: set or change secretVersion │",
    );
    expect(row("by hand")).toMatch(/│ Clicked together by hand │ c7d8e9f0-\S+ │ 2026-11-02 │ e7d9b1f3-\S+ │$/);
  });

  it("is what docs/drift.md shows", () => {
    const findings = [
      { kind: "changed", ...aboutClient("dashboard"), property: "scopes", ...SCOPES },
      { kind: "pendingDeletion", ...aboutClient("kiosk"), dateToDelete: "2026-12-29T10:00:00.000Z" },
      { kind: "deleted", ...aboutClient("reporting") },
    ] as const;
    const { stacks, ...report } = reportOf(findings);
    const table = formatTable({ ...report, stacks: stacks.slice(0, 1) }, 120).replace("program/dev", "quickstart/dev");
    expect(readFileSync(new URL("../../../docs/drift.md", import.meta.url), "utf8")).toContain(table);
  });

  it("keeps ids whole at 80 columns", () => {
    const table = formatTable(reportOf(FINDINGS), 80);
    expect(table).toContain("│ c7d8e9f0-1a2b-4c3d-8e4f-5a6b7c8d9e0f │ e7d9b1f3-5a6c-4b8d-9e2f-3c4d5e6f7a8b │");
  });

  it.each([
    ["drift", reportOf(FINDINGS), "7 findings in 2 stacks"],
    ["one finding", reportOf(FINDINGS.slice(0, 1)), "1 finding in 2 stacks"],
    ["no drift", reportOf([]), "No drift in 2 stacks"],
    [
      "drift beside a broken stack",
      brokenReport(),
      "6 findings in 2 stacks; 1 of 2 stacks could not be checked completely",
    ],
    ["a broken stack", brokenReport([]), "1 of 2 stacks could not be checked completely"],
  ])("ends with a line that sums up %s", (_, report, line) => {
    expect(formatTable(report, 80).trimEnd().split("\n").at(-1)).toBe(line);
  });

  it.each([48, 80, 120])("has colours in %i columns that change nothing else", (width) => {
    const paint = paintFor({ isTTY: true, hasColors: () => true }, {});
    for (const report of [reportOf(LONG), reportOf([]), brokenReport()]) {
      expect(stripVTControlCharacters(formatTable(report, width, paint))).toBe(formatTable(report, width));
    }
    const painted = formatTable(reportOf(FINDINGS), width, paint);
    expect(painted).toContain("\u001b[31mdeleted\u001b[39m");
    expect(painted).toContain("\u001b[33m7 findings in 2 stacks\u001b[39m");
  });

  it("says why a stack could not be checked, and that unmanaged clients are then unknown", () => {
    const table = formatTable(brokenReport(), 80);
    expect(table).toContain("nope: could not be checked\nerror: no stack named 'nope' found\n");
    expect(table).toContain("Unmanaged clients: unknown");
  });

  it("holds no control characters, whatever names come from Genesys Cloud", () => {
    const name = "evil\u001b[2J\u0007\r\u202ename";
    const table = formatTable(reportOf([{ kind: "deleted", ...aboutClient(name), client: { id: "1", name } }]), 120);
    expect(table).toContain("evil\\u{1b}[2J\\u{7}\\u{d}\\u{202e}name");
    expect(table.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});

describe("columns that are too wide together", () => {
  it("are narrowed from the widest on, without breaking words", () => {
    expect(fitColumns([10, 60, 40], [10, 12, 15], 70)).toEqual([10, 30, 30]);
  });

  it("break the longest words first, names of properties last", () => {
    expect(fitColumns([10, 31, 60, 60], [10, 22, 60, 60], 67)).toEqual([10, 22, 18, 17]);
  });

  it("keep eight characters each", () => {
    expect(fitColumns([30, 30], [30, 30], 5)).toEqual([8, 8]);
  });
});
