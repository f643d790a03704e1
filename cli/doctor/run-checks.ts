import { Connection } from "../../provider/api/connection.ts";
import { type Configuration, explainConfiguration } from "../../provider/config/configuration.ts";
import type { Environment } from "../../provider/config/settings.ts";
import { KnownSecrets } from "../engine/known-secrets.ts";
import { checkAnswerFacts } from "./answer-facts.ts";
import { attempt, explained, neutral, red } from "./checks.ts";
import { checkConfiguration, LOST, unreadConfiguration } from "./configuration.ts";
import { checkInstallation } from "./installation.ts";
import { checkLogin } from "./login.ts";
import { checkNetwork } from "./network.ts";
import { checkNode } from "./node.ts";
import { checkPermissions, uncheckedPermissions } from "./permissions.ts";
import { findWorkplace, type Workplace } from "./project.ts";
import type { Check, DoctorReport, Group } from "./report.ts";
import { checkStateOwner, uncheckedStateOwner } from "./state-owner.ts";

/** What to look at. */
export interface DoctorOptions {
  /** Folder of the project, or one below it. */
  readonly cwd: string;
  /** Default: the selected one. */
  readonly stack: string | undefined;
  readonly environment: Environment;
  /** Version of Node, e.g. `24.5.0`. */
  readonly nodeVersion: string;
}

/** Somebody waits for the answer: one more attempt, and no waiting for a rate limit. */
const TUNING = { maxRetries: 1, maxRateLimitWaitMs: 1_000 };
const LONGEST_REQUEST_MS = 10_000;

/** Looks at everything that must be right, and changes nothing. Failures are part of the report. */
export async function runChecks(options: DoctorOptions): Promise<DoctorReport> {
  const { environment, nodeVersion } = options;
  const secrets = new KnownSecrets(environment);
  const place = await findWorkplace(options.cwd, options.stack);
  const stackConfig = place.configuration?.read ?? (() => undefined);
  const reading = explainConfiguration(stackConfig, environment);
  secrets.remember(place.configuration?.secrets);
  for (const { key, isSecret } of reading.settings) if (isSecret) secrets.remember(stackConfig(key)?.trim());

  const configuration = place.isConfigurationLost ? undefined : reading.configuration;
  const groups = [
    group("environment", "Environment", [
      checkNode(nodeVersion, environment),
      place.engineCheck,
      ...(await attempt("installation", "npm packages", () => checkInstallation(programOf(place)))),
    ]),
    group("project", "Project", place.projectChecks),
    group("configuration", "Configuration", [
      ...(place.isConfigurationLost
        ? unreadConfiguration(reading.settings)
        : checkConfiguration(reading, place.configuration)),
    ]),
    group(
      "network",
      "Network",
      await attempt("network", "Network", () => checkNetwork({ ...reading, configuration }, environment, nodeVersion)),
    ),
    ...(configuration === undefined
      ? uncheckedGenesys(place.isConfigurationLost ? LOST : "not checked: the configuration is not complete")
      : await checkGenesys(configuration, place, secrets).catch(failedGenesys)),
  ];
  return { checkedAt: new Date().toISOString(), groups: secrets.hideIn(groups) };
}

async function checkGenesys(
  configuration: Configuration,
  place: Workplace,
  secrets: KnownSecrets,
): Promise<readonly Group[]> {
  const connection = new Connection(configuration, {
    retryBounds: TUNING,
    requestTimeoutMs: Math.min(LONGEST_REQUEST_MS, configuration.requestTimeoutSeconds * 1_000),
  });
  try {
    const state = readState(place, secrets);
    const login = await checkLogin(connection, configuration);
    const { identity } = login;
    const [permissions, owner] = await Promise.all([
      identity === undefined
        ? uncheckedPermissions("not checked: no login")
        : attempt("permissions", "Permissions", () => checkPermissions(connection, identity)),
      attempt("stateOwner", "State of the stack", async () => {
        const deployment = await state;
        if (deployment === undefined) return [uncheckedStateOwner("not checked: no stack")];
        return [checkStateOwner(deployment.state, configuration.apiUrl, identity)];
      }),
    ]);
    return [
      group("genesys", "Genesys Cloud", [...login.checks, ...owner, ...checkAnswerFacts(connection.answerFacts())]),
      group("permissions", "Permissions", permissions),
    ];
  } finally {
    connection.close();
  }
}

/** Where even the beginning of these checks throws, the others are still shown. */
function failedGenesys(error: unknown): readonly Group[] {
  const { text, todo } = explained(error);
  const login = red("login", "Login", `could not be checked: ${text}`, todo);
  return [
    group("genesys", "Genesys Cloud", [login]),
    group("permissions", "Permissions", uncheckedPermissions("not checked: no login")),
  ];
}

/** Starts to read the state, which takes about as long as the login. */
function readState({ stack }: Workplace, secrets: KnownSecrets): Promise<{ readonly state: unknown } | undefined> {
  const read = async () => {
    if (stack === undefined) return undefined;
    const state = await stack.state();
    secrets.rememberMarked(state);
    return { state };
  };
  const reading = read();
  // Its failure is shown by whoever awaits it, which may be later.
  reading.catch(() => undefined);
  return reading;
}

function uncheckedGenesys(text: string): readonly Group[] {
  const checks = [
    neutral("login", "Login", text),
    neutral("organization", "Organisation", text),
    uncheckedStateOwner(text),
    neutral("clock", "Clock", text),
    neutral("rateLimit", "Rate limit", text),
  ];
  return [group("genesys", "Genesys Cloud", checks), group("permissions", "Permissions", uncheckedPermissions(text))];
}

function programOf({ folder, project }: Workplace) {
  if (folder === undefined) return undefined;
  return { folder, main: project?.main, compilesTypeScript: project?.compilesTypeScript ?? true };
}

function group(id: string, title: string, checks: readonly Check[]): Group {
  return { id, title, checks };
}
