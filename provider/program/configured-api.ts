import * as pulumi from "@pulumi/pulumi";
import type { OAuthApi } from "../api/oauth-api.ts";
import { type Configuration, readConfiguration } from "../config/configuration.ts";
import { perRun } from "./per-run.ts";

/** The configuration of the running Pulumi program. @throws ConfigurationError, shown without a stack. */
export function programConfiguration(): Configuration {
  const config = new pulumi.Config("genesyscloud");
  return withoutStack(() => readConfiguration((key) => config.get(key), process.env));
}

/** The API client of the running Pulumi program: one login and one limiter, however many data sources ask. */
export const programApi = perRun(() => openApi(programConfiguration()));

/** Loaded when the first data source asks, so that a program without one starts faster. */
async function openApi(configuration: Configuration): Promise<OAuthApi> {
  const [{ Connection }, { OAuthApi }] = await Promise.all([
    import("../api/connection.ts"),
    import("../api/oauth-api.ts"),
  ]);
  return new OAuthApi(new Connection(configuration));
}

/** Runs something, and lets its errors end the program with their message alone, like Pulumi's own RunError. */
function withoutStack<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw markedAsRunError(error);
  }
}

/** Marks an error so that Pulumi prints its message without a stack; class and facts stay as they are. */
export function markedAsRunError(error: unknown): unknown {
  if (error instanceof Error) Object.defineProperty(error, "__pulumiRunError", { value: true, configurable: true });
  return error;
}
