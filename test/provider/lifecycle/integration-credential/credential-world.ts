import { createCredential } from "../../../../provider/lifecycle/integration-credential/create.ts";
import { CredentialSession } from "../../../../provider/lifecycle/integration-credential/credential-session.ts";
import { StackCredentials } from "../../../../provider/lifecycle/integration-credential/stack-credentials.ts";
import { checkCredential } from "../../../../provider/model/check-credential.ts";
import type {
  IntegrationCredentialInputs,
  IntegrationCredentialState,
} from "../../../../provider/model/integration-credential.ts";
import type { SimulatorOptions } from "../../../../simulator/index.ts";
import { type LifecycleWorld, type ProcessTuning, startWorld } from "../lifecycle-world.ts";

export const CREDENTIALS = "/api/v2/integrations/credentials";
export const CREDENTIAL = `${CREDENTIALS}/{credentialId}`;
export const LISTING = `${CREDENTIALS}/listing`;
export const TYPES = `${CREDENTIALS}/types`;

export const FIELDS = { clientId: "5a1c2e9b-0f3d-4c6a-8b7e-1d2f3a4b5c00", clientSecret: "first-secret-of-the-client" };
export const NEW_FIELDS = { ...FIELDS, clientSecret: "second-secret-of-the-client" };
/** A credential as a program writes it. */
export const DATA_ACTIONS = { name: "Data actions", fields: FIELDS };

/** A simulator, and provider processes that work on integration credentials. */
export interface CredentialWorld extends AsyncDisposable {
  readonly world: LifecycleWorld;
  readonly simulator: LifecycleWorld["simulator"];
  /**
   * As if the engine had started the provider once more.
   * @param existing inputs of the resources that are in the state.
   */
  process(tuning?: ProcessTuning, existing?: readonly Partial<IntegrationCredentialInputs>[]): CredentialSession;
}

export async function startCredentialWorld(options: SimulatorOptions = {}): Promise<CredentialWorld> {
  const world = await startWorld(options);
  return {
    world,
    simulator: world.simulator,
    process(tuning, existing = []) {
      const stack = new StackCredentials();
      for (const inputs of existing) stack.noteExisting(inputs);
      return new CredentialSession(world.process(tuning), stack);
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

/** Inputs as `check` hands them on. @throws Error if they are refused. */
export function canonical(news: Readonly<Record<string, unknown>>): IntegrationCredentialInputs {
  const { inputs, failures } = checkCredential(news);
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  return inputs;
}

/** A credential that a first process made, so that a test can start from its state with an empty request log. */
export async function createdBefore(
  { process, simulator }: CredentialWorld,
  news: Readonly<Record<string, unknown>> = DATA_ACTIONS,
): Promise<IntegrationCredentialState> {
  const state = await createCredential(process(), canonical(news));
  simulator.log.clear();
  return state;
}
