import stringWidth from "string-width";
import { type Paint, plain } from "../terminal/paint.ts";
import { visible, wrapped } from "../terminal/text.ts";
import { type Check, type DoctorReport, type Group, type Level, summaryLine } from "./report.ts";

const SYMBOLS: Readonly<Record<Level, string>> = { green: "✓", neutral: "–", yellow: "!", red: "✗" };
const INDENT = "  ";
const ARROW = "→ ";
/** Columns between titles and texts. */
const GAP = 2;
/** Below so many columns, texts stand below their titles. */
const NARROWEST_TEXT = 30;

/**
 * The report for people.
 * @param width columns of the terminal: no line is longer, as long as there are 40.
 * @param paint leaves the text as it is where there are no colours.
 */
export function formatScreen(report: DoctorReport, width: number, paint: Paint = plain): string {
  const groups = report.groups.map((group) => formatGroup(group, width, paint));
  return `${[...groups, wrapped(summaryLine(report), width)].join("\n\n")}\n`;
}

function formatGroup({ title, checks }: Group, width: number, paint: Paint): string {
  const [first] = checks;
  if (
    first !== undefined &&
    first.todo === undefined &&
    checks.every(({ level, text }) => level === "neutral" && text === first.text)
  ) {
    // Ten lines that say the same are one.
    return [title, ...formatCheck({ ...first, title: first.text, text: "" }, undefined, width, paint)].join("\n");
  }
  const titleWidth = Math.max(...checks.map((check) => stringWidth(check.title)));
  const isWide = width - columnOf(titleWidth) >= NARROWEST_TEXT;
  return [title, ...checks.flatMap((check) => formatCheck(check, isWide ? titleWidth : undefined, width, paint))].join(
    "\n",
  );
}

/** @param titleWidth undefined: the text stands below the title. */
function formatCheck(check: Check, titleWidth: number | undefined, width: number, paint: Paint): readonly string[] {
  const { level } = check;
  const [title, text, todo] = [check.title, check.text, check.todo ?? ""].map(visible) as [string, string, string];
  const column = columnOf(titleWidth);
  const below = [
    ...(text === "" ? [] : wrapped(text, width - column).split("\n")),
    ...(todo === "" ? [] : withArrow(wrapped(todo, width - column - ARROW.length).split("\n"))),
  ].map((line) => `${" ".repeat(column)}${line}`);
  const symbol = `${INDENT}${paint(level, SYMBOLS[level])} `;
  if (titleWidth === undefined) {
    const [first, ...rest] = wrapped(title, width - column).split("\n");
    return [`${symbol}${first}`, ...rest.map((line) => `${" ".repeat(column)}${line}`), ...below];
  }
  const [first = "", ...rest] = below;
  return [`${symbol}${title}${" ".repeat(titleWidth - stringWidth(title))}${first.slice(column - GAP)}`, ...rest];
}

function withArrow(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `${index === 0 ? ARROW : " ".repeat(ARROW.length)}${line}`);
}

/** Where texts begin. */
function columnOf(titleWidth: number | undefined): number {
  return INDENT.length + 2 + (titleWidth === undefined ? 0 : titleWidth + GAP);
}
