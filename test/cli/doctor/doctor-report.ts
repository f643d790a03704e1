import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect } from "vitest";
import type { Check, DoctorReport } from "../../../cli/doctor/report.ts";

const schema = JSON.parse(readFileSync(new URL("../../../docs/doctor-report.schema.json", import.meta.url), "utf8"));

/** A report for programs, as far as tests look at it. */
export interface JsonReport extends DoctorReport {
  readonly result: string;
  readonly exitCode: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** Reads a report for programs, which must be as docs/doctor-report.schema.json says. */
export function parseReport(text: string): JsonReport {
  const document: unknown = JSON.parse(text);
  const ajv = new Ajv({ allErrors: true });
  ajv.validate(schema, document);
  expect(ajv.errors ?? []).toEqual([]);
  return document as JsonReport;
}

/** All checks of a report by their ids, each as `level: text → todo`. */
export function checksById({ groups }: DoctorReport): Record<string, string> {
  return Object.fromEntries(groups.flatMap(({ checks }) => checks).map((check) => [check.id, inOneLine(check)]));
}

function inOneLine({ level, text, todo }: Check): string {
  return `${level}: ${text}${todo === undefined ? "" : ` → ${todo}`}`;
}
