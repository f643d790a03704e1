import { writeFileSync } from "node:fs";
import { basename, extname, isAbsolute } from "node:path";
import type { Paint } from "../terminal/paint.ts";
import type { DriftReport } from "./report.ts";
import { formatJson } from "./report-json.ts";
import { formatJunit } from "./report-junit.ts";
import { formatMarkdown } from "./report-markdown.ts";
import { formatTable } from "./report-table.ts";

/** The formats beside the table: `true` is standard output, a text the file. */
export interface OutputOptions {
  readonly json?: string | true;
  readonly markdown?: string | true;
  readonly junit?: string | true;
}

/** Where the report goes: one format on standard output, any number of files. */
export interface Outputs {
  readonly stdout: (report: DriftReport, width: number, paint?: Paint) => string;
  readonly files: readonly { readonly file: string; readonly format: (report: DriftReport) => string }[];
}

const FORMATS = { json: formatJson, markdown: formatMarkdown, junit: formatJunit } as const;

/** Decides which output goes where. @throws RangeError with a message for the user */
export function planOutputs(options: OutputOptions): Outputs {
  const chosen = (Object.keys(FORMATS) as (keyof typeof FORMATS)[]).flatMap((name) => {
    const target = options[name];
    return target === undefined ? [] : [{ name, target, format: FORMATS[name] }];
  });
  const toStdout = chosen.filter(({ target }) => target === true);
  const [first, second] = toStdout;
  if (first !== undefined && second !== undefined) {
    throw new RangeError(
      `only one format can go to standard output: give --${first.name} or --${second.name} a file, e.g. --${second.name}=drift.${second.name}`,
    );
  }
  const files = chosen.flatMap(({ name, target, format }) => {
    if (target === true) return [];
    if (!looksLikeFile(target)) {
      throw new RangeError(
        `--${name} would write its report to a file named "${target}": put stacks before the options, or write ./${target} if you mean the file`,
      );
    }
    return [{ file: target, format }];
  });
  return { stdout: first?.format ?? formatTable, files };
}

/** Writes the files. @throws Error that names the file */
export function writeFiles({ files }: Outputs, report: DriftReport): void {
  for (const { file, format } of files) writeFileSync(file, format(report));
}

/** In `drift --json dev`, dev is hardly meant as a file. */
function looksLikeFile(target: string): boolean {
  return isAbsolute(target) || target.startsWith(".") || extname(basename(target)) !== "";
}
