import { writeFileSync } from "node:fs";
import { basename, extname, isAbsolute } from "node:path";
import type { Paint } from "../terminal/paint.ts";
import type { ReportDocument } from "./document.ts";

/** The formats beside the table, in the order in which they are written. */
const CHOICES = ["json", "markdown", "junit", "sarif"] as const;

/** Name of a format beside the table. */
export type FormatChoice = (typeof CHOICES)[number];

/** The formats that were chosen: `true` is standard output, a text the file. */
export type OutputOptions = { readonly [Name in FormatChoice]?: string | true };

/** How a command writes its reports. Each form is loaded when it is needed, which is after the check. */
export interface Formats<Report> {
  /** For people: on the terminal and in Markdown. */
  readonly document: () => Promise<(report: Report) => ReportDocument>;
  readonly json: () => Promise<(report: Report) => string>;
  readonly junit: () => Promise<(report: Report) => string>;
  readonly sarif: () => Promise<(report: Report) => string>;
}

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
  const textOf = async (format: FormatChoice | "table", report: Report, width: number, paint?: Paint) => {
    switch (format) {
      case "table": {
        const { terminalText } = await import("./terminal-text.ts");
        return terminalText((await formats.document())(report), width, paint);
      }
      case "markdown": {
        const { markdownText } = await import("./markdown.ts");
        return markdownText((await formats.document())(report));
      }
      default:
        return (await formats[format]())(report);
    }
  };
  return {
    planOutputs: (options) => planOf(command, options),
    standardOutput: ({ stdout }, report, width, paint) => textOf(stdout, report, width, paint),
    async writeFiles({ files }, report) {
      for (const { file, format } of files) writeFileSync(file, await textOf(format, report, Number.POSITIVE_INFINITY));
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
