import type { Command } from "./commands.ts";
import type { Faces } from "./faces.ts";
import { find, loginsOf, type Measurements } from "./measurements.ts";
import { CONDITIONS } from "./sizes.ts";

/** A goal, and what was measured. */
export interface GoalLine {
  readonly what: string;
  readonly goal: string;
  readonly figure: string;
  readonly isMet: boolean;
}

/** Adds a goal, unless its figure or its limit was not measured. */
type AddGoal = (
  what: string,
  goal: string,
  figure: number | undefined,
  limit: number,
  unit?: string,
  digits?: number,
) => void;

/** The goals that these measurements can tell. */
export function goalLines({ rows, goals, faces, cores }: Measurements): GoalLine[] {
  const ours = (clients: number, command: Command) => find(rows, clients, command, "ours");
  const compared = (command: Command) => goals.comparisons.find((candidate) => candidate.command === command);
  const lines: GoalLine[] = [];
  const add: AddGoal = (what, goal, figure, limit, unit = "", digits = 0) => {
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
  if (faces !== undefined) addGoalsOfPlugin(faces, add);
  return lines;
}

/** The provider plugin compared with the dynamic face. */
function addGoalsOfPlugin(faces: Faces, add: AddGoal): void {
  const { comparisons, bytesPerClient, updatesForDescription, pluginStartMs } = faces;
  const limits = [
    { command: "up", clients: 200, limit: 0.7 },
    { command: "refresh preview", clients: 1, limit: 0.6 },
    { command: "refresh preview", clients: 200, limit: 0.8 },
  ] as const;
  for (const { command, clients, limit } of limits) {
    const measured = comparisons.find((row) => row.clients === clients && row.command === command);
    const what = `plugin: ${command} of ${clients} ${clients === 1 ? "client" : "clients"}`;
    add(what, `≤ ${limit} × dynamic`, measured?.pluginAgainstDynamic, limit, "×", 2);
  }
  add("plugin: state bytes per client with 200 clients", "≤ 1,400", bytesPerClient.plugin, 1400);
  add(
    `plugin: updates in the preview of another description (dynamic: ${updatesForDescription.ours})`,
    "1: the resource that uses the secret stays",
    updatesForDescription.plugin,
    1,
  );
  add("plugin: start to its port", "≤ 100 ms", pluginStartMs, 100, "ms");
}
