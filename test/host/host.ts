import { PROVIDER_TEXT } from "../../provider/program/provider-text.ts";
import { type Simulator, type SimulatorOptions, simulatorEnvironment, startSimulator } from "../../simulator/index.ts";
import { type ProviderProcess, startProviderProcess } from "../harness/provider-process.ts";

export const CLIENTS = "/api/v2/oauth/clients";
export const CLIENT = `${CLIENTS}/{clientId}`;
export const SECRET = `${CLIENT}/secret`;

/** The real provider process, and the Genesys Cloud that it talks to. */
export interface Host extends AsyncDisposable {
  simulator: Simulator;
  provider: ProviderProcess;
}

/**
 * Starts both; `configure` is left to the test.
 *
 * @param env - default: all that points the provider at the simulator
 */
export async function startHost(options: SimulatorOptions & { env?: Record<string, string> } = {}): Promise<Host> {
  const { env, ...simulation } = options;
  const simulator = await startSimulator({ rateLimit: false, ...simulation });
  try {
    const provider = await startProviderProcess({
      provider: PROVIDER_TEXT,
      env: env ?? simulatorEnvironment(simulator.url),
    });
    return {
      simulator,
      provider,
      async [Symbol.asyncDispose]() {
        await provider.close();
        await simulator.close();
      },
    };
  } catch (error) {
    await simulator.close();
    throw error;
  }
}

/** A stack's configuration that leads to the simulator, with nothing in the environment. */
export function stackConfiguration({ url }: Simulator): Record<string, string> {
  const environment = simulatorEnvironment(url);
  return {
    "genesyscloud:apiUrl": url,
    "genesyscloud:loginUrl": url,
    "genesyscloud:oauthClientId": environment.GENESYSCLOUD_OAUTHCLIENT_ID ?? "",
    "genesyscloud:oauthClientSecret": environment.GENESYSCLOUD_OAUTHCLIENT_SECRET ?? "",
  };
}
