import * as pulumi from "@pulumi/pulumi";
import { Connection } from "../api/connection.ts";
import { OAuthApi } from "../api/oauth-api.ts";
import { type Configuration, readConfiguration } from "../config/configuration.ts";

let opened: OAuthApi | undefined;

/** The configuration of the running Pulumi program. @throws ConfigurationError, shown without a stack. */
export function programConfiguration(): Configuration {
  const config = new pulumi.Config("genesyscloud");
  return withoutStack(() => readConfiguration((key) => config.get(key), process.env));
}

/** The API client of the running Pulumi program: one login and one limiter, however many data sources ask. */
export function programApi(): OAuthApi {
  opened ??= new OAuthApi(new Connection(programConfiguration()));
  return opened;
}

/** Runs something, and lets its errors end the program with their message alone, like Pulumi's own RunError. */
export function withoutStack<T>(run: () => T): T {
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
