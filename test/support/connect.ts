import { Connection, type ConnectionTuning } from "../../provider/api/connection.ts";
import { OAuthApi } from "../../provider/api/oauth-api.ts";
import { type Configuration, readConfiguration } from "../../provider/config/configuration.ts";
import { DEFAULT_LOGIN, type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.ts";

/** Retries within milliseconds. A call that is answered 429 for ever is sent eight times: 1 + 2 + … + 64 ms fit in the bound. */
export const FAST: ConnectionTuning = {
  retryBounds: { backoffMs: 1, maxRetries: 4, maxRateLimitWaitMs: 200 },
  requestTimeoutMs: 5_000,
};

/** How often {@link FAST} sends what is answered 429 for ever. */
export const REQUESTS_UNTIL_RATE_LIMIT_ERROR = 8;

/** How often {@link FAST} sends an idempotent request that fails for ever in another way. */
export const REQUESTS_UNTIL_GIVEN_UP = 5;

/** A configuration that leads to the simulator, as its first login. */
export function configurationFor({ url }: Pick<Simulator, "url">, changes: Partial<Configuration> = {}): Configuration {
  const stackConfig: Readonly<Record<string, string>> = {
    apiUrl: url,
    loginUrl: url,
    oauthClientId: DEFAULT_LOGIN.clientId,
    oauthClientSecret: DEFAULT_LOGIN.clientSecret,
    requestsPerMinute: "1000000",
  };
  return { ...readConfiguration((key) => stackConfig[key], {}), ...changes };
}

/** A client of the simulator's API, with fast retries unless tuned otherwise. */
export function connectTo(
  simulator: Pick<Simulator, "url">,
  tuning: ConnectionTuning = {},
  configuration: Partial<Configuration> = {},
): OAuthApi {
  return new OAuthApi(new Connection(configurationFor(simulator, configuration), { ...FAST, ...tuning }));
}

/** A simulator and clients of its API; `await using` closes them all. */
export interface Connected extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly api: OAuthApi;
  /** One more client of the same simulator. */
  connect(tuning?: ConnectionTuning, configuration?: Partial<Configuration>): OAuthApi;
}

/** Starts a simulator without a rate limit (unless the options have one) and connects to it. */
export async function startConnected(
  options: SimulatorOptions = {},
  tuning: ConnectionTuning = {},
  configuration: Partial<Configuration> = {},
): Promise<Connected> {
  const simulator = await startSimulator({ rateLimit: false, ...options });
  const opened: OAuthApi[] = [];
  const connect: Connected["connect"] = (...settings) => {
    const api = connectTo(simulator, ...settings);
    opened.push(api);
    return api;
  };
  return {
    simulator,
    connect,
    api: connect(tuning, configuration),
    async [Symbol.asyncDispose]() {
      for (const api of opened) api.close();
      await simulator.close();
    },
  };
}
