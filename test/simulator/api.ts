import { DEFAULT_LOGIN, type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.ts";

/** An answer, read to its end. */
export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON; an empty object for an answer that is empty or no JSON. */
  body: Record<string, unknown>;
  text: string;
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: /^[[{]/.test(text) ? JSON.parse(text) : {} };
}

/** A simulator with one session on it; `await using` closes it. */
export interface Session extends AsyncDisposable {
  simulator: Simulator;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Creates a client through the API. */
  create(body?: Record<string, unknown>): Promise<Record<string, unknown> & { id: string; secret: string }>;
}

export const CLIENTS = "/api/v2/oauth/clients";

/** Starts a simulator and opens a session; without `clientId` as the first login. */
export async function startSession(options?: SimulatorOptions, clientId?: string): Promise<Session> {
  const simulator = await startSimulator(options);
  return sessionOn(simulator, simulator.issueToken(clientId));
}

/** A session with a token of its own on a simulator that runs. */
export function sessionOn(simulator: Simulator, token: string): Session {
  const call: Session["call"] = async (method, path, body, headers = {}) =>
    read(
      await fetch(simulator.url + path, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  return {
    simulator,
    call,
    async create(body = {}) {
      const answer = await call("POST", CLIENTS, { name: "a client", authorizedGrantType: "CODE", ...body });
      if (answer.status >= 300) throw new Error(`create answered ${answer.status}: ${answer.text}`);
      return answer.body as Record<string, unknown> & { id: string; secret: string };
    },
    [Symbol.asyncDispose]: () => simulator.close(),
  };
}

/** Logs in as a program does. */
export async function logIn(
  { url }: Simulator,
  { clientId, clientSecret }: { clientId: string; clientSecret: string } = DEFAULT_LOGIN,
  form: Record<string, string> = { grant_type: "client_credentials" },
): Promise<Answer> {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const headers = { authorization: `Basic ${basic}` };
  return read(await fetch(`${url}/oauth/token`, { method: "POST", headers, body: new URLSearchParams(form) }));
}

/** Entities of a listing answer. */
export function entitiesOf({ body }: Answer): Record<string, unknown>[] {
  if (!Array.isArray(body.entities)) throw new Error("The answer is no listing.");
  return body.entities;
}
