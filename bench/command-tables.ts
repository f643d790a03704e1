import { find, loginsOf } from "./measurements.ts";
import type { SizeRow } from "./sizes.ts";
import { table } from "./table.ts";

/** One line for each command and number of clients, the variants beside each other. */
export function commandTable(rows: readonly SizeRow[]): string {
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

/** The requests of each command of this package, with many clients. */
export function routeTable(rows: readonly SizeRow[]): string {
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
