import { readFileSync, writeFileSync } from "node:fs";
import type { Comparison, Goals } from "./goals.ts";
import type { SizeRow } from "./sizes.ts";

export interface Measurements {
  readonly rows: readonly SizeRow[];
  readonly goals: Goals;
  /** ISO date. */
  readonly measuredAt: string;
  readonly node: string;
}

interface GoalLine {
  readonly what: string;
  readonly goal: string;
  readonly figure: string;
  readonly isMet: boolean;
}

const START = "<!-- measured -->";
const END = "<!-- /measured -->";
/** The engine works on so many resources at once: 4 × cores, and the bench is made for 2 cores. */
const PARALLELISM = 8;
const LATENCY_SECONDS = 0.05;

/** The measurements as tables, as JSON, and as the page of the docs. */
export function writeReport(measurements: Measurements) {
  const goals = goalLines(measurements);
  const markdown = [
    `Measured on ${measurements.measuredAt}, Node ${measurements.node}, 2 cores; 50 ms latency, pages of 100 clients.`,
    "",
    "### Goals",
    "",
    table(
      ["what", "goal", "measured", ""],
      goals.map(({ what, goal, figure, isMet }) => [what, goal, figure, isMet ? "met" : "**not met**"]),
    ),
    "",
    "### Every command, under the real rate limit (300 requests a minute)",
    "",
    table(
      [
        "clients",
        "command",
        "what provides the clients",
        "requests",
        "429",
        "seconds",
        "provider MiB",
        "state bytes per client",
      ],
      measurements.rows.map((row) => [
        row.clients,
        row.command,
        row.variant,
        row.requests,
        row.refused,
        row.seconds.toFixed(1),
        row.providerMiB ?? "",
        row.bytesPerClient ?? "",
      ]),
    ),
    "",
    "### 200 clients against serialised closures, the rate limit off, medians of alternating rounds",
    "",
    table(
      ["command", "ours, s", "serialised, s", "engine's floor, s", "ours / serialised"],
      measurements.goals.comparisons.map(({ command, seconds }) => [
        command,
        seconds.ours.toFixed(1),
        seconds.closures.toFixed(1),
        seconds.floor.toFixed(1),
        (seconds.ours / seconds.closures).toFixed(2),
      ]),
    ),
  ].join("\n");
  return {
    markdown,
    json: { ...measurements, goalLines: goals },
    /** Replaces what stands between the markers of the page. */
    updatePage: (file: string) => {
      const [before = "", rest = ""] = readFileSync(file, "utf8").split(START);
      writeFileSync(file, `${before}${START}\n\n${markdown}\n\n${END}${rest.split(END)[1] ?? ""}`);
    },
  };
}

function goalLines({ rows, goals }: Measurements): GoalLine[] {
  const row = (clients: number, command: string, variant = "ours") =>
    rows.find(
      (candidate) => candidate.clients === clients && candidate.command === command && candidate.variant === variant,
    );
  const comparison = (command: string) => goals.comparisons.find((candidate) => candidate.command === command);
  const lines: GoalLine[] = [];
  const add = (what: string, goal: string, figure: number | undefined, limit: number, unit = "", digits = 0) => {
    if (figure === undefined || Number.isNaN(figure) || Number.isNaN(limit)) return;
    const bound = unit === "s" ? ` (limit ${limit.toFixed(digits)} ${unit})` : "";
    lines.push({ what, goal, figure: `${figure.toFixed(digits)} ${unit}${bound}`.trim(), isMet: figure <= limit });
  };
  const refresh = comparison("refresh preview");
  add(
    "requests of a refresh preview, 1,000 clients",
    "≤ 15, login included",
    row(1000, "refresh preview")?.requests,
    15,
  );
  add(
    "refresh preview, 200 clients",
    "≤ 1.3 × floor + 0.7 s",
    refresh?.seconds.ours,
    1.3 * (refresh?.seconds.floor ?? Number.NaN) + 0.7,
    "s",
    2,
  );
  add(
    "refresh preview, 1,000 clients, rate limit on",
    "≤ 1.3 × floor + 1.5 s",
    row(1000, "refresh preview")?.seconds,
    1.3 * (row(1000, "refresh preview", "floor")?.seconds ?? Number.NaN) + 1.5,
    "s",
    2,
  );
  add("answers 429 in it", "none", row(1000, "refresh preview")?.refused, 0);
  add("requests of up, 200 new clients", "≤ clients + 4", row(200, "up")?.requests, 204);
  add(
    "up of 200 new clients",
    "≤ 1.3 × (floor + 200 × latency / parallelism)",
    row(200, "up")?.seconds,
    1.3 * ((row(200, "up", "floor")?.seconds ?? Number.NaN) + (200 * LATENCY_SECONDS) / PARALLELISM),
    "s",
    2,
  );
  add("answers 429 in it", "none", row(200, "up")?.refused, 0);
  add("requests of changing all 200", "≤ 2 × clients + 4", row(200, "change all")?.requests, 404);
  add("requests of destroying all 200", "≤ 2 × clients + 4", row(200, "destroy")?.requests, 404);
  add("state bytes per client", "≤ 2,500", comparison("up")?.bytesPerClient.ours, 2500);
  for (const command of ["up", "change all", "destroy"]) {
    add(`${command}, 200 clients, against serialised closures`, "≤ 0.75 ×", ratio(comparison(command)), 0.75, "×", 2);
  }
  add("start-up added to a program", "≤ 150 ms", goals.startUpMs, 150, "ms");
  return lines;
}

function ratio(comparison: Comparison | undefined): number | undefined {
  return comparison && comparison.seconds.ours / comparison.seconds.closures;
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
