import * as pulumi from "@pulumi/pulumi";
import type { OAuthApi } from "../api/oauth-api.ts";
import { type Configuration, readConfiguration } from "../config/configuration.ts";
import { perRun } from "./per-run.ts";
import { told } from "./told.ts";
import { mocksOfRun } from "./unit-test.ts";

/** The configuration of the running Pulumi program. @throws ConfigurationError, shown once per run and without a stack trace. */
export function programConfiguration(): Configuration {
  const config = new pulumi.Config("genesyscloud");
  try {
    const configuration = readConfiguration((key) => config.get(key), process.env);
    if (configuration.caution !== undefined) warnOnce(configuration.caution.message);
    return configuration;
  } catch (error) {
    throw told(error);
  }
}

const warnedInRun = perRun(() => new Set<string>());

function warnOnce(message: string): void {
  const warned = warnedInRun();
  if (warned.has(message)) return;
  warned.add(message);
  void pulumi.log.warn(message);
}

/**
 * The settings of the running Pulumi program that concern its resources. A unit test with mocks needs no region and no login, and does not
 * depend on variables of its shell.
 * @throws ConfigurationError like {@link programConfiguration}.
 */
export function programSettings(): Pick<Configuration, "marksOwnership"> {
  if (mocksOfRun() === undefined) return programConfiguration();
  return { marksOwnership: new pulumi.Config("genesyscloud").getBoolean("ownershipMark") ?? false };
}

/** The API client of the running Pulumi program. All data sources share it, with its tokens and their budgets. */
export const programApi = perRun(() => openApi(programConfiguration()));

/** Loads HTTP when the first data source is called, so that a program without one starts faster. */
async function openApi(configuration: Configuration): Promise<OAuthApi> {
  const [{ Connection }, { OAuthApi }] = await Promise.all([
    import("../api/connection.ts"),
    import("../api/oauth-api.ts"),
  ]);
  return new OAuthApi(new Connection(configuration));
}
