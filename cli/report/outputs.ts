import { writeFileSync } from "node:fs";
import { basename, extname, isAbsolute } from "node:path";
import type { Paint } from "../terminal/paint.ts";

/** The formats beside the table, in the order in which they are written. */
const CHOICES = ["json", "markdown", "junit", "sarif"] as const;

/** Name of a format beside the table. */
export type FormatChoice = (typeof CHOICES)[number];

/** The formats that were chosen: `true` is standard output, a text the file. */
export type OutputOptions = { readonly [Name in FormatChoice]?: string | true };

/**
 * Writes a report as text.
 * @param width of the table, in characters.
 * @param paint colours of the table. Default: none.
 */
export type Format<Report> = (report: Report, width: number, paint?: Paint) => string;

/** The formats that a command has. They are loaded when they are needed, which is after the check. */
export type Formats<Report> = {
  readonly table: () => Promise<Format<Report>>;
} & { readonly [Name in FormatChoice]?: () => Promise<Format<Report>> };

/** Where the report goes: one format on standard output, any number of files. */
export interface Outputs {
  readonly stdout: FormatChoice | "table";
  readonly files: readonly { readonly file: string; readonly format: FormatChoice }[];
}

/** What a command can do with its reports. */
export interface ReportOutputs<Report> {
  /** Decides which output goes where. @throws RangeError with a message for the user */
  planOutputs(options: OutputOptions): Outputs;
  /** The report as it goes to standard output. @param width of the table, in characters. */
  standardOutput(outputs: Outputs, report: Report, width: number, paint?: Paint): Promise<string>;
  /** Writes the files. @throws Error that names the file */
  writeFiles(outputs: Outputs, report: Report): Promise<void>;
}

/**
 * The outputs of a command.
 * @param command its name, which examples of file names begin with.
 */
export function reportOutputs<Report>(command: string, formats: Formats<Report>): ReportOutputs<Report> {
  const load = async (name: FormatChoice | "table") => (formats[name] ?? formats.table)();
  return {
    planOutputs: (options) => planOf(command, options),
    standardOutput: async ({ stdout }, report, width, paint) => (await load(stdout))(report, width, paint),
    async writeFiles({ files }, report) {
      for (const { file, format } of files) writeFileSync(file, (await load(format))(report, Number.POSITIVE_INFINITY));
    },
  };
}

function planOf(command: string, options: OutputOptions): Outputs {
  const chosen = CHOICES.flatMap((name) => {
    const target = options[name];
    return target === undefined ? [] : [{ name, target }];
  });
  const toStdout = chosen.filter(({ target }) => target === true);
  const [first, second] = toStdout;
  if (first !== undefined && second !== undefined) {
    throw new RangeError(
      `only one format can go to standard output: give --${first.name} or --${second.name} a file, e.g. --${second.name}=${command}.${second.name}`,
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

/** In `drift --json dev`, dev is hardly meant as a file. */
function looksLikeFile(target: string): boolean {
  return isAbsolute(target) || target.startsWith(".") || extname(basename(target)) !== "";
}
