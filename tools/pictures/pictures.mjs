// What the pictures of the README show: real commands, run against a simulated Genesys Cloud. Beside them, the time lines and the architecture.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { simulatorEnvironment } from "pulumi-genesyscloud-oauth/simulator";
import { drawArchitecture } from "../architecture/drawing.mjs";
import { root } from "../set-up/paths.mjs";
import { palettes } from "./palettes.mjs";
import { drawScreen } from "./svg.mjs";
import { record, screenOf } from "./terminal.mjs";
import { drawTimelines } from "./timelines.mjs";

const START = Date.parse("2026-11-16T09:00:00Z");
const DAY = 86_400_000;

/** Added to the README's program before the drift check: a stack has more than one client. */
const MORE_CLIENTS = `
const browser = {
  authorizedGrantType: "CODE",
  registeredRedirectUris: ["https://app.example.com/callback"],
  scopes: ["analytics:readonly"],
};
new OAuthClient("dashboard", { name: "Dashboard", ...browser });
new OAuthClient("kiosk", { name: "Kiosk", ...browser });
`;

/** Options of the simulator: its dates are the same in every run. */
export function simulation() {
  const startedAt = Date.now();
  return {
    organization: { id: "0c4b7d6e-92a1-4f58-8d3c-6e7f8a9b0c1d", name: "Example Corp" },
    clock: () => START + Date.now() - startedAt,
  };
}

/**
 * Runs the commands and draws what they print.
 * @param simulator started with {@link simulation}
 * @param path PATH with Node and Pulumi
 * @returns file name → SVG
 */
export async function drawPictures(simulator, path) {
  const folders = join(root, ".e2e");
  mkdirSync(folders, { recursive: true });
  // Inside the repository, so that the program can import the package by its name.
  const folder = mkdtempSync(join(folders, "pictures-"));
  try {
    return await draw(await printed(simulator, folder, path));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function printed(simulator, folder, path) {
  const project = join(folder, "genesys");
  const bin = join(folder, "bin");
  for (const created of [project, bin, join(folder, "state")]) mkdirSync(created);
  symlinkSync(join(root, "dist", "cli", "main.js"), join(bin, "genesyscloud-oauth"));
  writeFileSync(join(project, "Pulumi.yaml"), "name: genesys\nruntime: nodejs\nmain: index.ts\n");
  writeFileSync(join(project, "index.ts"), readmeProgram());
  // Nothing of the machine's own environment: it would show in the pictures, or switch the colours off as CI=true does.
  const env = {
    PATH: [bin, path].join(delimiter),
    HOME: folder,
    LANG: "C.UTF-8",
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "pictures",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    NODE_OPTIONS: "--disable-warning=DEP0180",
    ...simulatorEnvironment(simulator.url),
  };
  const pulumi = (...args) => promisify(execFile)("pulumi", ["--non-interactive", ...args], { cwd: project, env });
  const shown = (command, code) => show(command, code, { cwd: project, env });

  await pulumi("stack", "init", "dev");
  const up = await shown("pulumi up --yes --skip-preview", 0);
  const [reporting] = simulator.clients.list();
  writeFileSync(join(project, "index.ts"), readmeProgram() + MORE_CLIENTS);
  await pulumi("up", "--yes", "--skip-preview");
  changeBehindOurBack(simulator, reporting);
  const drift = await shown("genesyscloud-oauth drift", 7);
  return { up: withSteadyValues(up, reporting), drift };
}

/** The first program of the README, which its readers start with. */
function readmeProgram() {
  const blocks = readFileSync(join(root, "README.md"), "utf8").matchAll(/^ *```ts\n(.*?)^ *```$/gms);
  const [program] = [...blocks].flatMap(([, text]) => (text.includes("new OAuthClient(") ? [text] : []));
  if (program === undefined) throw new Error("README.md has no ts block with new OAuthClient(");
  return program;
}

function changeBehindOurBack({ clients }, reporting) {
  const idOf = (wanted) => clients.list().find(({ name }) => name === wanted).id;
  clients.edit(reporting.id, { state: "inactive" });
  clients.edit(idOf("Dashboard"), { scope: ["analytics:readonly", "users"] });
  clients.edit(idOf("Kiosk"), { state: "inactive", dateToDelete: new Date(START + 7 * DAY).toISOString() });
  clients.create({
    id: "c7d8e9f0-1a2b-4c3d-8e4f-5a6b7c8d9e0f",
    name: "Test, delete me",
    dateCreated: new Date(START - 3 * DAY).toISOString(),
  });
}

/** A command with its prompt, and what it prints. */
async function show(command, expectedCode, options) {
  const { output, code } = await record(command, options);
  if (code !== expectedCode) throw new Error(`${command} ended with exit code ${code}:\n${output}`);
  return `\u001b[2m$\u001b[22m \u001b[1m${command}\u001b[22m\r\n${output}`;
}

/** Puts fixed values in the place of what differs from run to run: the id that the simulator made up, and durations. */
function withSteadyValues(output, { id }) {
  const duration = String.raw`(?:\d+m)?\d+(?:\.\d+)?s`;
  return output
    .replaceAll(id, "7a0c4be2-5d1f-4e38-9b6a-3f8d2c1e90a4")
    .replaceAll(new RegExp(`\\(${duration}\\)`, "g"), "(1s)")
    .replaceAll(new RegExp(`(Duration:\\S*) ${duration}`, "g"), "$1 3s");
}

const ABOUT = {
  up: {
    title: "pulumi up creates an OAuth client",
    description:
      "A terminal. pulumi up creates the OAuth client named reporting. Its outputs are a client id, and a client secret that is shown as [secret].",
  },
  drift: {
    title: "genesyscloud-oauth drift reports what differs from the stack",
    description:
      "A terminal. genesyscloud-oauth drift shows a table of three findings: dashboard has another scope, kiosk will be deleted, and reporting was made inactive. A second table shows a client that no stack has.",
  },
};

async function draw(outputs) {
  const screens = await Promise.all(
    Object.entries(outputs).map(async ([name, output]) => ({ name, rows: await screenOf(output) })),
  );
  // As wide as the widest: letters then have the same size in all pictures.
  const columns = Math.max(...screens.flatMap(({ rows }) => rows.map((cells) => cells.length)));
  const drawn = Object.fromEntries(
    Object.entries(palettes).flatMap(([theme, palette]) => [
      ...screens.map(({ name, rows }) => [`${name}-${theme}.svg`, drawScreen(rows, columns, ABOUT[name], palette)]),
      ...Object.entries(drawTimelines(palette)).map(([name, svg]) => [`${name}-${theme}.svg`, svg]),
    ]),
  );
  return { ...drawn, ...drawArchitecture() };
}
