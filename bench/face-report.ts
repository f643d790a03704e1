import type { Faces } from "./faces.ts";
import { table } from "./table.ts";

/** Smaller parts of the state are only in the JSON. */
const SHOWN_BYTES = 40;

/** What was measured of the two faces, as a section. */
export function faceReport(faces: Faces): string {
  const { rounds, comparisons, bytesPerClient, stateParts, updatesForDescription, pluginStartMs } = faces;
  const parts = Object.entries({ ...stateParts.ours, ...stateParts.plugin });
  return [
    "### The two faces: dynamic resources and the provider plugin",
    "",
    `Without a rate limit. Medians of ${rounds} rounds. Within a round, a command runs with one face directly after the other. A ratio is the median of the ratios of the rounds.`,
    "",
    table(
      ["clients", "command", "dynamic, s", "plugin, s", "plugin / dynamic"],
      comparisons.map(({ clients, command, seconds, pluginAgainstDynamic }) => [
        clients,
        command,
        seconds.ours.toFixed(2),
        seconds.plugin.toFixed(2),
        pluginAgainstDynamic.toFixed(2),
      ]),
    ),
    "",
    table(
      ["what", "dynamic", "plugin"],
      [
        ["state bytes per client with 200 clients", bytesPerClient.ours, bytesPerClient.plugin],
        [
          "updates in the preview of another description, with a resource that uses the secret",
          updatesForDescription.ours,
          updatesForDescription.plugin,
        ],
        ["start of the plugin to its port, ms", undefined, pluginStartMs],
      ],
    ),
    "",
    `What the state of one client consists of, in bytes of compact JSON: the parts from ${SHOWN_BYTES} bytes. The size of a part includes its name. Secrets are encrypted.`,
    "",
    table(
      ["part", "dynamic", "plugin"],
      parts
        .filter(([, size]) => size >= SHOWN_BYTES)
        .map(([part]) => [`\`${part}\``, stateParts.ours[part], stateParts.plugin[part]]),
    ),
  ].join("\n");
}
