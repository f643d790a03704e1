import { writeFileSync } from "node:fs";
import { basename, extname, isAbsolute } from "node:path";
import type { Paint } from "../terminal/paint.ts";
import type { DriftReport } from "./report.ts";

/** The formats beside the table: `true` is standard output, a text the file. */
export interface OutputOptions {
  readonly json?: string | true;
  readonly markdown?: string | true;
  readonly junit?: string | true;
}

/** Where the report goes: one format on standard output, any number of files. */
export interface Outputs {
  readonly stdout: FormatName;
  readonly files: readonly { readonly file: string; readonly format: FormatName }[];
}

/** Loaded when they are needed, which is after the check. */
const FORMATS = {
  table: async () => (await import("./report-table.ts")).formatTable,
  json: async () => (await import("./report-json.ts")).formatJson,
  markdown: async () => (await import("./report-markdown.ts")).formatMarkdown,
  junit: async () => (await import("./report-junit.ts")).formatJunit,
} as const;

type FormatName = keyof typeof FORMATS;

const CHOICES = ["json", "markdown", "junit"] as const satisfies readonly (keyof OutputOptions)[];

/** Decides which output goes where. @throws RangeError with a message for the user */
export function planOutputs(options: OutputOptions): Outputs {
  const chosen = CHOICES.flatMap((name) => {
    const target = options[name];
    return target === undefined ? [] : [{ name, target }];
  });
  const toStdout = chosen.filter(({ target }) => target === true);
  const [first, second] = toStdout;
  if (first !== undefined && second !== undefined) {
    throw new RangeError(
      `only one format can go to standard output: give --${first.name} or --${second.name} a file, e.g. --${second.name}=drift.${second.name}`,
    );
  }
  const files = chosen.flatMap(({ name, target }) => {
    if (target === true) return [];
    if (!looksLikeFile(target)) {
      throw new RangeError(
        `--${name} would write its report to a file named "${target}": put stacks before the options, or write ./${target} if you mean the file`,
      );
    }
    return [{ file: target, format: name }];
  });
  return { stdout: first?.name ?? "table", files };
}

/** The report as it goes to standard output. @param width of the table, in characters. */
export async function standardOutput(
  { stdout }: Outputs,
  report: DriftReport,
  width: number,
  paint?: Paint,
): Promise<string> {
  const format = await FORMATS[stdout]();
  return format(report, width, paint);
}

/** Writes the files. @throws Error that names the file */
export async function writeFiles({ files }: Outputs, report: DriftReport): Promise<void> {
  for (const { file, format } of files)
    writeFileSync(file, (await FORMATS[format]())(report, Number.POSITIVE_INFINITY));
}

/** In `drift --json dev`, dev is hardly meant as a file. */
function looksLikeFile(target: string): boolean {
  return isAbsolute(target) || target.startsWith(".") || extname(basename(target)) !== "";
}
