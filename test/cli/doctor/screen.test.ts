import { WriteStream } from "node:tty";
import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { attempt, green, neutral, red, yellow } from "../../../cli/doctor/checks.ts";
import type { Check, DoctorReport } from "../../../cli/doctor/report.ts";
import { formatJson } from "../../../cli/doctor/report-json.ts";
import { formatScreen } from "../../../cli/doctor/screen.ts";
import { EngineFailure } from "../../../cli/engine/engine-failure.ts";
import { paintFor, plain } from "../../../cli/terminal/paint.ts";
import { DOCTOR_CHECKS_LOGIN } from "../../../provider/errors/doctor.ts";
import { AuthenticationError } from "../../../provider/errors/index.ts";
import { parseReport } from "./doctor-report.ts";

const LONG = `a text ${"that goes on and on ".repeat(12)}with-${"a-word-".repeat(20)}in-it`;
const CHECKS = [
  green("one", "One", "fine"),
  neutral("two", "permission:of:a:long:name", "not checked"),
  neutral("three", "Three", "not checked", "Do something first."),
  yellow("four", "Four", "works", "Change it."),
  red("five", "Five", LONG, LONG),
];

function reportOf(...checks: readonly Check[]): DoctorReport {
  return { checkedAt: "2026-11-22T04:00:00.000Z", groups: [{ id: "group", title: "Group", checks }] };
}

const lastLine = (text: string) => text.trimEnd().split("\n").at(-1);

describe("the screen", () => {
  it("shows each check with its mark, and what to do below it", () => {
    expect(formatScreen(reportOf(...CHECKS.slice(0, 4)), 80)).toBe(`Group
  ✓ One                        fine
  – permission:of:a:long:name  not checked
  – Three                      not checked
                               → Do something first.
  ! Four                       works
                               → Change it.

No problems, 1 warning; 1 of 4 checks passed.
`);
  });

  it.each([40, 48, 64, 80, 120, 200])("fits a terminal of %i columns", (width) => {
    const lines = formatScreen(reportOf(...CHECKS), width).split("\n");
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    expect(lines.join("").replaceAll(/[\s→]/g, "")).toContain("a-word-in-it");
  });

  it("puts texts below their titles where it is narrow", () => {
    expect(formatScreen(reportOf(...CHECKS.slice(0, 2)), 40)).toContain("  ✓ One\n    fine\n");
  });

  it("says once what is true of a whole group", () => {
    const unchecked = ["a", "b", "c"].map((id) => neutral(id, id, "not checked: no login"));
    expect(formatScreen(reportOf(...unchecked), 80)).toMatch(/^Group\n {2}– not checked: no login\n\n/);
  });

  it.each([
    [[green("a", "A", "fine"), green("b", "B", "fine")], "All 2 checks passed.", 0],
    [CHECKS.slice(0, 1), "All 1 check passed.", 0],
    [CHECKS.slice(0, 2), "No problems; 1 of 2 checks passed.", 0],
    [CHECKS, "1 problem, 1 warning; 1 of 5 checks passed.", 1],
    [[...CHECKS, ...CHECKS], "2 problems, 2 warnings; 2 of 10 checks passed.", 1],
  ])("ends with a line that sums up, as the exit code does", (checks, line, exitCode) => {
    expect(lastLine(formatScreen(reportOf(...checks), 80))).toBe(line);
    expect(parseReport(formatJson(reportOf(...checks))).exitCode).toBe(exitCode);
  });

  it("holds no control characters, whatever names come from Genesys Cloud", () => {
    const screen = formatScreen(reportOf(green("login", "Login", "as evil\u001b[2J\u0007\u202ename")), 80);
    expect(screen).toContain("as evil\\u{1b}[2J\\u{7}\\u{202e}name");
    expect(screen.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});

describe("colours", () => {
  const { hasColors } = WriteStream.prototype;
  const terminal = {
    isTTY: true,
    hasColors: (environment: object): boolean =>
      Reflect.apply(hasColors, Object.create(WriteStream.prototype), [environment]),
  };

  it.each([
    ["on a terminal", terminal, { TERM: "xterm-256color" }, true],
    ["not where NO_COLOR is set", terminal, { TERM: "xterm-256color", NO_COLOR: "1" }, false],
    ["not on a terminal that has none", terminal, { TERM: "dumb" }, false],
    ["not in a pipe", { isTTY: false }, { TERM: "xterm-256color", FORCE_COLOR: "1" }, false],
  ])("are there %s", (_, stream, environment, coloured) => {
    const painted = formatScreen(reportOf(...CHECKS), 80, paintFor(stream, environment));
    expect(painted.includes("\u001b[31m✗")).toBe(coloured);
    expect(stripVTControlCharacters(painted)).toBe(formatScreen(reportOf(...CHECKS), 80, plain));
  });
});

describe("a part of the checks that throws", () => {
  const refused = new AuthenticationError("no", { operation: "log in", nextStep: `Check it. ${DOCTOR_CHECKS_LOGIN}` });

  it.each<[string, unknown, RegExp, RegExp]>([
    ["an error of this package", refused, /^could not be checked: no\.$/, /^Check it\.$/],
    [
      "a failure of the engine",
      new EngineFailure("incorrect passphrase"),
      /incorrect passphrase/,
      /PULUMI_CONFIG_PASSPHRASE/,
    ],
    ["something unexpected", new TypeError("x is not a function"), /x is not a function/, /unexpected/],
    ["no error at all", "nonsense", /nonsense/, /unexpected/],
  ])("is a problem in its own place: %s", async (_, thrown, text, todo) => {
    const checks = await attempt("part", "Part", () => {
      throw thrown;
    });
    expect(checks).toMatchObject([
      { id: "part", level: "red", text: expect.stringMatching(text), todo: expect.stringMatching(todo) },
    ]);
  });
});
