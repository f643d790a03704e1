import type { CellResult, Outcome } from "./cell.ts";
import { FAULTS } from "./faults.ts";

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  ok: "succeeded despite the fault",
  again: "stopped with an error; applying the same program again finished it",
  kept: "partly done, and recorded as such; applying the same program again finished it",
  recovered:
    "killed, or ended without anybody knowing how; `genesyscloud-oauth recover` and the same program finished it",
  named: "an error said what to do; after that, applying the same program again finished it",
};

const FAILED = "**FAILED**";

/** The matrix as Markdown: one row for each call of each operation, then the totals. The same in every run. */
export function matrixTable(results: readonly CellResult[]): string {
  const rows = new Map<string, string[]>();
  let lastOperation = "";
  for (const { operation, call, outcome, problems } of results) {
    const key = `${operation.title}/${call.title}`;
    let row = rows.get(key);
    if (row === undefined) {
      row = [operation.title === lastOperation ? "" : operation.title, call.title];
      lastOperation = operation.title;
      rows.set(key, row);
    }
    row.push(problems.length > 0 ? FAILED : outcome);
  }
  return [
    tableOf([["operation", "call", ...FAULTS.map(({ title }) => title)], ...rows.values()]),
    tableOf([["fault", "meaning"], ...FAULTS.map(({ title, meaning }) => [title, meaning])]),
    tableOf([["outcome", "meaning", "cells"], ...totals(results)]),
  ].join("\n\n");
}

function totals(results: readonly CellResult[]): string[][] {
  const passed = results.filter(({ problems }) => problems.length === 0);
  const outcomes = Object.entries(OUTCOMES).map(([outcome, meaning]) => [
    outcome,
    meaning,
    String(passed.filter((result) => result.outcome === outcome).length),
  ]);
  const failed = results.length - passed.length;
  return [
    ...outcomes,
    ...(failed === 0 ? [] : [[FAILED, "something that must hold did not", String(failed)]]),
    ["", "all", String(results.length)],
  ];
}

function tableOf([head = [], ...body]: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
