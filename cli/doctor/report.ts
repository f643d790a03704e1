import { counted } from "../terminal/text.ts";

/** Version of the JSON report: raised when a reader of the former one could misunderstand it. */
export const REPORT_VERSION = 1;

/**
 * How a check came out. `green`: fine. `neutral`: it could not be made, or there is something to know. `yellow`: works, but
 * something should be changed. `red`: does not work.
 */
export type Level = "green" | "neutral" | "yellow" | "red";

/** What machines may want to know of a check beside its level. */
export interface Facts {
  /** Of a setting: where its value comes from. */
  readonly source?: string;
  /** Of a permission: `held`, `missing`, or `unknown`. */
  readonly permission?: string;
  /** Of something with a version: the one that was found. */
  readonly version?: string;
}

/** One check. */
export interface Check extends Facts {
  /** Stays the same across versions, e.g. `permission.oauth:client:add`. */
  readonly id: string;
  readonly level: Level;
  readonly title: string;
  /** What was found. */
  readonly text: string;
  /** What to do. Every yellow and every red check has it. */
  readonly todo?: string;
}

/** Checks of one subject. */
export interface Group {
  readonly id: string;
  readonly title: string;
  readonly checks: readonly Check[];
}

/** The result of a run: the one model behind both forms of output. */
export interface DoctorReport {
  /** ISO 8601. */
  readonly checkedAt: string;
  readonly groups: readonly Group[];
}

/** Exit codes: yellow counts as fine. */
export const EXIT_CODES = { fine: 0, broken: 1, usage: 2 } as const;

/** How many checks came out at each level. */
export function countLevels({ groups }: DoctorReport): Readonly<Record<Level, number>> {
  const counts = { green: 0, neutral: 0, yellow: 0, red: 0 };
  for (const { level } of groups.flatMap(({ checks }) => checks)) counts[level] += 1;
  return counts;
}

/** The worst level of a report; neutral checks are no reason to worry. */
export function resultOf(report: DoctorReport): "green" | "yellow" | "red" {
  const { red, yellow } = countLevels(report);
  if (red > 0) return "red";
  return yellow > 0 ? "yellow" : "green";
}

/** 1 where anything is red. */
export function exitCodeOf(report: DoctorReport): 0 | 1 {
  return resultOf(report) === "red" ? EXIT_CODES.broken : EXIT_CODES.fine;
}

/** The last line for people: `2 problems, 1 warning; 20 of 31 checks passed.` */
export function summaryLine(report: DoctorReport): string {
  const { green, neutral, yellow, red } = countLevels(report);
  const all = green + neutral + yellow + red;
  if (green === all) return `All ${counted(all, "check")} passed.`;
  const problems = red === 0 ? "No problems" : counted(red, "problem");
  const warnings = yellow === 0 ? "" : `, ${counted(yellow, "warning")}`;
  return `${problems}${warnings}; ${green} of ${counted(all, "check")} passed.`;
}
