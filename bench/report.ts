import { readFileSync, writeFileSync } from "node:fs";
import { commandTable, routeTable } from "./command-tables.ts";
import { faceReport } from "./face-report.ts";
import { goalLines } from "./goal-lines.ts";
import type { Measurements } from "./measurements.ts";
import { CONDITIONS } from "./sizes.ts";
import { table } from "./table.ts";

const START = "<!-- measured -->";
const END = "<!-- /measured -->";

/** The measurements as tables, as JSON, and as the page of the docs. */
export function writeReport(measurements: Measurements) {
  const { measuredAt, node, cores, goals, faces, rows } = measurements;
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
    ...(faces === undefined ? [] : ["", faceReport(faces)]),
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
