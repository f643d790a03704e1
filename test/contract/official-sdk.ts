import { createRequire } from "node:module";
import { DEFAULT_LOGIN, type Simulator } from "../../simulator/index.ts";

/** An answer of the SDK: the JSON of the API. */
export type SdkAnswer = Record<string, unknown>;

type Call = (...parameters: unknown[]) => Promise<SdkAnswer>;

/** The part of the SDK that these tests drive; the package is CommonJS and declares global types only. */
interface Sdk {
  readonly ApiClient: {
    readonly instance: {
      setGateway(gateway: { protocol: string; host: string; port: number }): void;
      setAccessToken(token: string): void;
      readonly config: { live_reload_config: boolean };
    };
  };
  readonly OAuthApi: new () => Record<string, Call>;
}

/** The official SDK, `purecloud-platform-client-v2`: a client of the OAuthApi that this project did not write. */
export class OfficialSdk {
  private readonly sdk: Sdk;

  constructor(simulator: Simulator) {
    const { hostname, port } = new URL(simulator.url);
    // The SDK's HTTP library would ask a proxy of the environment for loopback addresses too.
    process.env.NO_PROXY = hostname;
    this.sdk = createRequire(import.meta.url)("purecloud-platform-client-v2") as Sdk;
    const client = this.sdk.ApiClient.instance;
    client.config.live_reload_config = false;
    client.setGateway({ protocol: "http", host: hostname, port: Number(port) });
    client.setAccessToken(simulator.issueToken(DEFAULT_LOGIN.clientId));
  }

  /** The operations that its OAuthApi has. */
  get operations(): string[] {
    return Object.getOwnPropertyNames(this.sdk.OAuthApi.prototype).filter((name) => name !== "constructor");
  }

  /** Performs one operation. */
  async call(operation: string, ...parameters: unknown[]): Promise<SdkAnswer> {
    const api = new this.sdk.OAuthApi();
    const method = api[operation];
    if (method === undefined) throw new Error(`The SDK has no operation ${operation}.`);
    return method.apply(api, parameters);
  }
}
