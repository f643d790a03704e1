// The demonstration: the quick-start program, applied by the real Pulumi engine to a simulated Genesys Cloud.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { styleText } from "node:util";
import { simulatorEnvironment, startSimulator } from "pulumi-genesyscloud-oauth/simulator";
import { root } from "../set-up/paths.mjs";
import { createCommandRunner, Interrupted } from "./command-runner.mjs";

const folder = join(root, ".demo");
const project = join(folder, "quickstart");
const startedAt = performance.now();
let requestsBefore = 0;

rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, "state"), { recursive: true });
// Without what somebody may have installed there: the demonstration is about this repository.
cpSync(join(root, "examples", "quickstart"), project, {
  recursive: true,
  filter: (path) => basename(path) !== "node_modules",
});
const simulator = await startSimulator();
const commands = createCommandRunner(project, {
  ...simulatorEnvironment(simulator.url),
  PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
  PULUMI_CONFIG_PASSPHRASE: "demo",
  PULUMI_SKIP_UPDATE_CHECK: "1",
  NODE_OPTIONS: "--disable-warning=DEP0180",
});

try {
  await demonstrate();
} catch (error) {
  if (!(error instanceof Interrupted)) throw error;
  process.stdout.write("\nInterrupted.\n");
  process.exitCode = 130;
} finally {
  await commands.settled();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
}

async function demonstrate() {
  say(`A simulated Genesys Cloud answers on ${simulator.url}. The program is examples/quickstart/index.ts.`);
  await commands.quietly("pulumi stack init demo");

  heading("1. Create two OAuth clients");
  await commands.run("pulumi up --yes --skip-preview");
  const first = await credentials();

  heading("2. Nothing has changed, and the preview says so");
  await commands.run("pulumi preview --expect-no-changes");

  heading("3. Change a description: exactly that property, in place");
  await commands.run("pulumi config set description", ["Hourly export of queue statistics"]);
  await commands.run("pulumi preview --diff");
  await commands.run("pulumi up --yes --skip-preview");

  heading("4. Rotate a secret: a new secretVersion, the same client");
  await commands.run("pulumi config set secretVersion 2");
  await commands.run("pulumi up --yes --skip-preview");
  compare(first, await credentials());

  heading("5. Somebody changes a client behind our back, and CI notices");
  const { id } = simulator.clients.list().find(({ name }) => name === "Wallboard");
  simulator.clients.edit(id, { accessTokenValiditySeconds: 172_800 });
  say("In the admin UI the token lifetime of Wallboard was set from 3600 to 172800 seconds.");
  const code = await commands.run("pulumi refresh --preview-only --expect-no-changes --diff", [], [0, 7]);
  say(`Exit code ${code}: 7 means drift, a code of its own that a pipeline can tell from a failure.`);
  if (code !== 7) throw new Error("The drift was not noticed.");
  await commands.run("pulumi up --refresh --yes --skip-preview");
  await commands.run("pulumi refresh --preview-only --expect-no-changes");

  heading("6. Delete everything");
  await commands.run("pulumi destroy --yes --skip-preview");
  const left = simulator.clients.list().length;
  say(`OAuth clients left in Genesys Cloud: ${left}.`);
  if (left > 0) throw new Error("Clients were left behind.");
  requests();

  say(`\nDone in ${((performance.now() - startedAt) / 1000).toFixed(1)} s. Next: README.md, and examples/.`);
}

async function credentials() {
  const outputs = JSON.parse(await commands.quietly("pulumi stack output --json --show-secrets"));
  return {
    id: outputs.reportingClientId,
    // A fingerprint, because a secret is never printed.
    secret: createHash("sha256").update(outputs.reportingClientSecret).digest("hex").slice(0, 12),
  };
}

function compare(before, after) {
  say("                  before                                after");
  say(`client id         ${before.id}  ${after.id}  ${before.id === after.id ? "same" : "CHANGED"}`);
  say(
    `SHA-256 of secret ${before.secret.padEnd(36)}  ${after.secret.padEnd(36)}  ${before.secret === after.secret ? "SAME" : "changed"}`,
  );
  if (before.id !== after.id || before.secret === after.secret) throw new Error("The rotation went wrong.");
}

function heading(text) {
  requests();
  process.stdout.write(`\n${styleText(["bold", "cyan"], text)}\n`);
}

/** How many HTTP requests the step took, the login included. */
function requests() {
  const now = simulator.log.count();
  if (now > requestsBefore) say(styleText("dim", `(${now - requestsBefore} requests to Genesys Cloud)`));
  requestsBefore = now;
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
