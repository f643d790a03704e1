import type { Cancellation } from "../api/cancellation.ts";
import { Connection } from "../api/connection.ts";
import { OAuthApi } from "../api/oauth-api.ts";
import type { Configuration } from "../config/configuration.ts";
import { LISTING_CHANNEL } from "../lifecycle/listing.ts";
import type { Ownership } from "../lifecycle/ownership.ts";
import { Session } from "../lifecycle/session.ts";

/** Opens the session of this process. Sends nothing yet. */
export function openSession(
  configuration: Configuration,
  ownership: Ownership,
  warn: (message: string) => void,
  cancellation: Cancellation,
): Session {
  return new Session(new OAuthApi(new Connection(configuration, { cancellation })), {
    ownership,
    sharesListing: configuration.sharesListing,
    listingChannel: process.env[LISTING_CHANNEL],
    consistencyWindowMs: configuration.consistencyWindowSeconds * 1_000,
    warn,
  });
}
