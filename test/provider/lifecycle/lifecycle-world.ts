import type { ConnectionTuning } from "../../../provider/api/connection.ts";
import type { Configuration } from "../../../provider/config/configuration.ts";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { Session, type SessionTuning } from "../../../provider/lifecycle/session.ts";
import { checkInputs } from "../../../provider/model/check-inputs.ts";
import type { OAuthClientInputs, OAuthClientState } from "../../../provider/model/oauth-client.ts";
import { type ClientSeed, DEFAULT_LOGIN, type Simulator, type SimulatorOptions } from "../../../simulator/index.ts";
import { APP } from "../../harness/sample-clients.ts";
import { startConnected } from "../../support/connect.ts";

export const CLIENTS = "/api/v2/oauth/clients";
export const CLIENT = `${CLIENTS}/{clientId}`;
export const SECRET = `${CLIENT}/secret`;
export const FOR_EVER = Number.POSITIVE_INFINITY;

/** The requests as {@link RequestLog.table} counts them. */
export const LOGIN = { "POST /oauth/token": 1, "GET /api/v2/tokens/me": 1 };
export const LIST = `GET ${CLIENTS}`;
export const CREATE = `POST ${CLIENTS}`;
export const READ = `GET ${CLIENT}`;
export const PUT = `PUT ${CLIENT}`;
export const DELETE = `DELETE ${CLIENT}`;
export const ROTATE = `POST ${SECRET}`;

/** What one provider process may be given. */
export interface ProcessTuning {
  readonly session?: SessionTuning;
  readonly connection?: ConnectionTuning;
  readonly configuration?: Partial<Configuration>;
}

/** A simulator, and as many provider processes as a test wants: each is a session of its own. */
export interface LifecycleWorld extends AsyncDisposable {
  readonly simulator: Simulator;
  /** What the processes would have slept, in milliseconds: the simulator's clock moved on instead. */
  readonly waits: readonly number[];
  /** As if the engine had started the provider once more. */
  process(tuning?: ProcessTuning): Session;
}

/** The 404 of a client from an hour ago is believed at once. */
export const anHourAgo = (): number => Date.now() - 3_600_000;

/** Starts a simulator without a rate limit, unless the options have one. */
export async function startWorld(options: SimulatorOptions = {}): Promise<LifecycleWorld> {
  const connected = await startConnected(options);
  const waits: number[] = [];
  return {
    simulator: connected.simulator,
    waits,
    process({ session, connection, configuration } = {}) {
      return new Session(connected.connect(connection, configuration), {
        sleep: async (milliseconds) => {
          waits.push(milliseconds);
          connected.simulator.clock.advance(milliseconds);
        },
        ...session,
      });
    },
    [Symbol.asyncDispose]: () => connected[Symbol.asyncDispose](),
  };
}

/** Inputs as `check` hands them on. @throws Error if they are refused. */
export function canonical(news: Readonly<Record<string, unknown>>): OAuthClientInputs {
  const { inputs, failures } = checkInputs(news);
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  return inputs;
}

/** A client that a first process made, so that a test can start from its state with an empty request log. */
export async function createdBefore(
  world: LifecycleWorld,
  news: Readonly<Record<string, unknown>> = APP,
): Promise<OAuthClientState> {
  const state = await createOAuthClient(world.process(), canonical(news));
  world.simulator.log.clear();
  return state;
}

/** How many requests could have changed something: everything but reads and logins. */
export function writes({ log }: Simulator): number {
  return log.all().filter(({ method, route }) => method !== "GET" && route !== "/oauth/token").length;
}

/** The bodies of the requests of one operation, as they arrive. */
export function recordBodies({ faults }: Simulator, method: string, route: string): unknown[] {
  const bodies: unknown[] = [];
  const match = (body: unknown) => {
    bodies.push(body);
    return false;
  };
  faults.add({ method, route, match, action: { kind: "delay", ms: 0 } });
  return bodies;
}

/** What our own login makes when it sends {@link APP}, to be made past the API. */
export function madeByUs(changes: ClientSeed = {}): ClientSeed {
  const { registeredRedirectUris, scopes, name } = APP;
  return {
    name,
    authorizedGrantType: "CODE",
    registeredRedirectUri: registeredRedirectUris,
    scope: scopes,
    createdBy: { id: DEFAULT_LOGIN.clientId },
    ...changes,
  };
}
