// The parts of docs/architecture.md, and how they are connected where no import shows it.

export const FOLDERS = ["provider", "cli", "simulator"];

/** Parts of the sources, by their folder: what they are for. A test fails when a folder is missing here. */
export const PARTS = {
  "provider/program": "resources and data sources of programs",
  "provider/program/plugin": "the same for the plugin",
  "provider/runtime": "the dynamic provider",
  "provider/plugin": "the provider plugin",
  "provider/resources": "what both providers serve",
  "provider/data-sources": "questions and answers",
  "provider/lifecycle": "create, read, update, delete",
  "provider/model": "pure rules",
  "provider/api": "HTTP, retries, tokens, limits",
  "provider/policy": "rules for policy packs",
  cli: "the command",
  simulator: "a local Genesys Cloud",
};

/** Left out of the picture: at the bottom, for everybody. */
const FOUNDATION = ["provider/config", "provider/errors"];

/** What is not ours. */
export const OUTSIDE = {
  engine: { title: "Pulumi engine", text: "plans, orders, keeps the state" },
  "genesys-cloud": { title: "Genesys Cloud", text: "OAuthApi" },
};

/** Between processes. */
export const CONNECTIONS = [
  { from: "provider/program", to: "engine", text: "inputs" },
  { from: "provider/program/plugin", to: "engine", text: "inputs" },
  { from: "cli", to: "engine", text: "commands" },
  { from: "engine", to: "provider/runtime", text: "provider text" },
  { from: "engine", to: "provider/plugin", text: "gRPC" },
  { from: "provider/api", to: "genesys-cloud", text: "HTTPS" },
  { from: "provider/api", to: "simulator", text: "in tests, demos" },
];

/** The part that a file belongs to, or undefined if the picture leaves it out. The entry of the package belongs to programs. */
export function partOf(file) {
  if (file === "provider/supported-node.cjs" || FOUNDATION.some((folder) => file.startsWith(`${folder}/`)))
    return undefined;
  if (file === "provider/index.ts") return "provider/program";
  if (file.startsWith("provider/program/plugin/")) return "provider/program/plugin";
  const [folder, part] = file.split("/");
  return folder === "provider" ? `${folder}/${part}` : folder;
}
