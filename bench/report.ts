import { readFileSync, writeFileSync } from "node:fs";
import type { Command } from "./commands.ts";
import type { Goals } from "./goals.ts";
import { CONDITIONS, type SizeRow } from "./sizes.ts";
import type { Starts } from "./starts.ts";

export interface Measurements {
  /** ISO date. */
  readonly measuredAt: string;
  readonly node: string;
  readonly cores: number;
  readonly goals: Goals & { readonly starts: Starts };
  readonly rows: readonly SizeRow[];
}

interface GoalLine {
  readonly what: string;
  readonly goal: string;
  readonly figure: string;
  readonly isMet: boolean;
}

const START = "<!-- measured -->";
const END = "<!-- /measured -->";

/** The measurements as tables, as JSON, and as the page of the docs. */
export function writeReport(measurements: Measurements) {
  const { measuredAt, node, cores, goals, rows } = measurements;
  const lines = goalLines(measurements);
  const goalTable = table(
    ["what", "goal", "measured", ""],
    lines.map(({ what, goal, figure, isMet }) => [what, goal, figure, isMet ? "met" : "**not met**"]),
  );
  const markdown = [
    `Measured on ${measuredAt} with Node ${node} on ${cores} cores, ${CONDITIONS.latencyMs} ms latency and pages of ${CONDITIONS.pageSize} clients.`,
    "",
    "### Goals",
    "",
    goalTable,
    "",
    "### Every command, under the real rate limit (300 requests a minute)",
    "",
    "Seconds are for the whole command, one run each. Memory is the peak of the provider process.",
    "",
    commandTable(rows),
    "",
    "### Requests by method and path",
    "",
    routeTable(rows),
    "",
    "### 200 clients: the rate limit off and on, and serialised closures",
    "",
    `Medians of ${goals.rounds} rounds. Within a round, all ran directly one after the other. A ratio is the median of the ratios of the rounds. Only “limit on” has the limit of 300 requests a minute and token.`,
    "",
    table(
      [
        "command",
        "limit off, s",
        "limit on, s",
        "serialised, s",
        "floor, s",
        "limit on / off",
        "limit off / serialised",
      ],
      goals.comparisons.map(({ command, seconds, againstClosures, limitedAgainstUnlimited }) => [
        command,
        seconds.ours.toFixed(1),
        seconds.limited.toFixed(1),
        seconds.closures.toFixed(1),
        seconds.floor.toFixed(1),
        limitedAgainstUnlimited.toFixed(2),
        againstClosures.toFixed(2),
      ]),
    ),
    "",
    "### Small stacks",
    "",
    `Medians of ${goals.starts.rounds} rounds.`,
    "",
    table(
      ["command", "s"],
      [
        ["refresh preview of an empty stack", goals.starts.refreshOfEmptyStack.toFixed(2)],
        ["refresh preview of 1 client", goals.starts.refreshOfOneClient.toFixed(2)],
        ["refresh preview of 10 clients", goals.starts.refreshOfTen.toFixed(2)],
        ["drift command, 10 clients", goals.starts.driftOfTen.toFixed(2)],
      ],
    ),
  ].join("\n");
  return {
    markdown,
    /** The goals that what is measured so far can tell. */
    goalTable,
    json: { ...measurements, goalLines: lines },
    /** Replaces what stands between the markers of the page. */
    updatePage: (file: string) => {
      const [before = "", rest = ""] = readFileSync(file, "utf8").split(START);
      writeFileSync(file, `${before}${START}\n\n${markdown}\n\n${END}${rest.split(END)[1] ?? ""}`);
    },
  };
}

/** One line for each command and number of clients, the variants beside each other. */
function commandTable(rows: readonly SizeRow[]): string {
  return table(
    [
      "clients",
      "command",
      "requests",
      "logins",
      "429 answers",
      "requests, one GET each",
      "ours, s",
      "one GET each, s",
      "serialised, s",
      "floor, s",
      "ours, MiB",
      "state bytes per client",
      "state bytes, serialised",
    ],
    rows
      .filter(({ variant }) => variant === "ours")
      .map((ours) => {
        const other = (variant: SizeRow["variant"]) => find(rows, ours.clients, ours.command, variant);
        const oneGet = other("one GET per client");
        const closures = other("closures");
        return [
          ours.clients,
          ours.command,
          ours.requests,
          loginsOf(ours),
          ours.refused,
          oneGet?.requests,
          ours.seconds.toFixed(1),
          oneGet?.seconds.toFixed(1),
          closures?.seconds.toFixed(1),
          other("floor")?.seconds.toFixed(1),
          ours.providerMiB,
          ours.bytesPerClient,
          closures?.bytesPerClient,
        ];
      }),
  );
}

function routeTable(rows: readonly SizeRow[]): string {
  return table(
    ["clients", "command", "requests"],
    rows
      .filter(({ variant, clients }) => variant === "ours" && clients >= 200)
      .map(({ clients, command, byRoute }) => [
        clients,
        command,
        Object.entries(byRoute)
          .map(([route, count]) => `${count} × \`${route}\``)
          .join(", "),
      ]),
  );
}

function goalLines({ rows, goals, cores }: Measurements): GoalLine[] {
  const ours = (clients: number, command: Command) => find(rows, clients, command, "ours");
  const compared = (command: Command) => goals.comparisons.find((candidate) => candidate.command === command);
  const lines: GoalLine[] = [];
  const add = (what: string, goal: string, figure: number | undefined, limit: number, unit = "", digits = 0) => {
    if (figure === undefined || Number.isNaN(figure) || Number.isNaN(limit)) return;
    const bound = unit === "s" ? ` (limit ${limit.toFixed(digits)} ${unit})` : "";
    lines.push({ what, goal, figure: `${figure.toFixed(digits)} ${unit}${bound}`.trim(), isMet: figure <= limit });
  };
  const refresh1000 = ours(1000, "refresh preview");
  const refresh200 = compared("refresh preview");
  const up200 = ours(200, "up");
  const upTimes = compared("up")?.seconds;
  // The engine works on 4 × cores resources at once.
  const waiting = (200 * CONDITIONS.latencyMs) / 1_000 / (4 * cores);
  add("requests for a refresh preview of 1,000 clients", "≤ 15, including the login", refresh1000?.requests, 15);
  add(
    "refresh preview of 200 clients",
    "≤ 1.3 × floor + 0.7 s",
    refresh200?.seconds.ours,
    1.3 * (refresh200?.seconds.floor ?? NaN) + 0.7,
    "s",
    2,
  );
  add(
    "refresh preview of 1,000 clients, rate limit on",
    "≤ 1.3 × floor + 1.5 s",
    refresh1000?.seconds,
    1.3 * (find(rows, 1000, "refresh preview", "floor")?.seconds ?? NaN) + 1.5,
    "s",
    2,
  );
  add("429 answers in that preview", "none", refresh1000?.refused, 0);
  add("requests for up with 200 new clients", "≤ clients + 4", up200?.requests, 204);
  add(
    "up with 200 new clients",
    "≤ 1.3 × (floor + 200 × latency / parallelism)",
    upTimes?.ours,
    1.3 * ((upTimes?.floor ?? NaN) + waiting),
    "s",
    2,
  );
  add("429 answers in that up", "none", up200?.refused, 0);
  add("requests for changing all 200 clients", "≤ 2 × clients + 4", ours(200, "change all")?.requests, 404);
  const destroy200 = ours(200, "destroy");
  // One request proves the listing, and each further token costs a login.
  const furtherLogins = destroy200 === undefined ? 0 : loginsOf(destroy200) - 1;
  const mostOfDestroy = 405 + furtherLogins;
  add(
    "requests for destroying all 200 clients",
    "≤ 2 × clients + 5 + further logins",
    destroy200?.requests,
    mostOfDestroy,
  );
  add("state bytes per client with 200 clients", "≤ 2,500", up200?.bytesPerClient, 2500);
  for (const command of ["up", "change all", "destroy"] as const) {
    const ratio = compared(command)?.againstClosures;
    add(`${command} with 200 clients, compared with serialised closures`, "≤ 0.75 ×", ratio, 0.75, "×", 2);
  }
  for (const command of ["change all", "destroy"] as const) {
    const ratio = compared(command)?.limitedAgainstUnlimited;
    add(`${command} with 200 clients, the rate limit on`, "≤ 1.3 × the same without", ratio, 1.3, "×", 2);
  }
  for (const command of ["up", "change all", "destroy"] as const) {
    const floor = find(rows, 1000, command, "floor")?.seconds ?? NaN;
    const limit = 1.3 * floor + 5;
    add(
      `${command} with 1,000 clients, the rate limit on`,
      "≤ 1.3 × floor + 5 s",
      ours(1000, command)?.seconds,
      limit,
      "s",
      1,
    );
  }
  const single = rows.filter(({ variant, command }) => variant === "ours" && command !== "drift command");
  const excess = single.map((row) => loginsOf(row) - (row.requests < 300 ? 1 : Math.floor(row.requests / 300) + 1));
  const most = (figures: readonly number[]) => (figures.length === 0 ? undefined : Math.max(...figures));
  add("logins beyond requests / 300 + 1, and beyond 1 below 300 requests", "none", most(excess), 0);
  add("429 answers in all commands of this package", "none", most(single.map(({ refused }) => refused)), 0);
  const { refreshOfEmptyStack, refreshOfOneClient, refreshOfTen, driftOfTen } = goals.starts;
  add("refresh preview of 1 client", "≤ empty stack + 0.6 s", refreshOfOneClient, refreshOfEmptyStack + 0.6, "s", 2);
  add("drift command, 10 clients", "≤ 1.3 × refresh preview", driftOfTen, 1.3 * refreshOfTen, "s", 2);
  add("start-up time added to a program", "≤ 150 ms", goals.startUpMs, 150, "ms");
  return lines;
}

function loginsOf({ byRoute }: SizeRow): number {
  return byRoute["POST /oauth/token"] ?? 0;
}

function find(
  rows: readonly SizeRow[],
  clients: number,
  command: SizeRow["command"],
  variant: SizeRow["variant"],
): SizeRow | undefined {
  return rows.find((row) => row.clients === clients && row.command === command && row.variant === variant);
}

function table(head: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): string {
  const line = (cells: readonly (string | number | undefined)[]) =>
    `| ${cells.map((cell) => cell ?? "").join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
