import { Connection } from "../api/connection.ts";
import { OAuthApi } from "../api/oauth-api.ts";
import { readConfiguration, type StackConfigReader } from "../config/configuration.ts";
import { LISTING_CHANNEL } from "../lifecycle/listing.ts";
import type { Ownership } from "../lifecycle/ownership.ts";
import { Session } from "../lifecycle/session.ts";

/**
 * Opens the session of this process. Sends nothing yet.
 * @throws ConfigurationError with everything that is wrong with the configuration.
 */
export function openSession(config: StackConfigReader, ownership: Ownership): Session {
  const configuration = readConfiguration(config, process.env);
  return new Session(new OAuthApi(new Connection(configuration)), {
    ownership,
    sharesListing: configuration.sharesListing,
    listingChannel: process.env[LISTING_CHANNEL],
    consistencyWindowMs: configuration.consistencyWindowSeconds * 1_000,
    // Pulumi's log does not work in this process, but the engine shows what it prints.
    warn: (message) => void process.stderr.write(`warning: ${message}\n`),
  });
}
