import { readFileSync, writeFileSync } from "node:fs";
import type { DoctorReport } from "../../cli/doctor/report.ts";
import { formatScreen } from "../../cli/doctor/screen.ts";

const DOC = new URL("../../docs/doctor.md", import.meta.url);
const WIDTH = 100;

/** What differs from machine to machine and from run to run, in a check's text. */
const STABLE: readonly (readonly [RegExp, string])[] = [
  [/127\.0\.0\.1:\d+/g, "127.0.0.1:8787"],
  [/\d+ of 300 requests used, counted anew in \d+ seconds/, "5 of 300 requests used, counted anew in 60 seconds"],
];

/** Versions as docs/doctor.md shows them, by the id of the check. */
const VERSIONS: Readonly<Record<string, string>> = {
  node: "24.21.0",
  engine: "3.250.0",
  sdk: "3.270.0",
  typescript: "6.0.3",
  package: "1.0.0",
};

/** The screen of a report, with everything in it that is another one each time replaced. */
function stableScreen(report: DoctorReport): string {
  const groups = report.groups.map((group) => ({
    ...group,
    checks: group.checks.map((check) => {
      const version = VERSIONS[check.id];
      const text =
        check.version === undefined || version === undefined ? check.text : check.text.replace(check.version, version);
      return { ...check, text: STABLE.reduce((stable, [pattern, value]) => stable.replace(pattern, value), text) };
    }),
  }));
  return formatScreen({ ...report, groups }, WIDTH);
}

/**
 * The screen of a report, and the one that docs/doctor.md shows under a name. With UPDATE_SCREENS=1 in the environment the page
 * is written anew, and so both are the same.
 */
export function screensOf(
  name: string,
  report: DoctorReport,
): { readonly printed: string; readonly documented: string } {
  const printed = stableScreen(report);
  const block = new RegExp(`(<!-- screen: ${name} -->\n\`\`\`\n)([\\s\\S]*?)(\`\`\`\n<!-- /screen -->)`);
  const page = readFileSync(DOC, "utf8");
  if (process.env.UPDATE_SCREENS === "1") {
    writeFileSync(
      DOC,
      page.replace(block, (_, start: string, __, end: string) => start + printed + end),
    );
    return { printed, documented: printed };
  }
  return { printed, documented: block.exec(page)?.[2] ?? `docs/doctor.md has no screen ${name}` };
}
