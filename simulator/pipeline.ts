import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Caller, requirePermission } from "./access.ts";
import type { FaultAction, FaultAnswer } from "./faults.ts";
import type { Operation, OperationAnswer, OperationRequest } from "./operation.ts";
import { OperationError } from "./operation-error.ts";
import { toLoginErrorBody } from "./operations/login.ts";
import type { World } from "./world.ts";

/** What leaves the simulator. `no-answer` means that the socket is destroyed, or left hanging. */
export type Outcome =
  | { kind: "answer"; status: number; headers: Record<string, string>; text: string | undefined }
  | { kind: "no-answer"; destroy: boolean };

/** An outcome and whose token the request carried. */
export interface Handled {
  outcome: Outcome;
  tokenLogin: string | undefined;
}

type Answer = Extract<Outcome, { kind: "answer" }>;

interface Applied {
  answer: Answer;
  tokenLogin: string | undefined;
}

const JSON_TYPE = "application/json";
// Assumed for 5xx: gateways in front of the API answer in many ways.
const usualCodes: Record<number, string> = {
  400: "bad.request",
  401: "bad.credentials",
  403: "missing.any.permissions",
  404: "not.found",
  409: "conflict",
  429: "too.many.requests.retry.after",
  500: "internal.server.error",
  502: "bad.gateway",
  503: "service.unavailable",
  504: "gateway.timeout",
};
const HTML = "<!doctype html><html><head><title>Sign in</title></head><body>Please sign in to continue.</body></html>";

function answerJson(status: number, body: unknown, headers: Record<string, string>): Answer {
  if (body === undefined) return { kind: "answer", status, headers, text: undefined };
  return { kind: "answer", status, headers: { ...headers, "Content-Type": JSON_TYPE }, text: JSON.stringify(body) };
}

function answerError(operation: Operation | undefined, error: OperationError, contextId: string, headers = {}): Answer {
  const body = operation?.kind === "login" ? toLoginErrorBody(error) : error.toBody(contextId);
  return answerJson(error.status, body, { ...headers, ...error.details.headers });
}

function answerFault(operation: Operation, fault: FaultAnswer, contextId: string): Answer {
  const { status, headers = {}, body } = fault;
  if (typeof body === "string")
    return { kind: "answer", status, headers: { "Content-Type": "text/plain", ...headers }, text: body };
  if (body !== undefined) return answerJson(status, body, headers);
  const code = fault.code ?? usualCodes[status] ?? "simulated.fault";
  const error = new OperationError(status, code, fault.message ?? `Simulated fault with status ${status}.`);
  return answerError(operation, error, contextId, headers);
}

/** Runs requests: faults, token, rate limit, permission, operation, faults again. */
export class Pipeline {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Handles a request that an operation matched. Throws only what a fault's function or the state file throws. */
  async handle(operation: Operation, request: OperationRequest): Promise<Handled> {
    const contextId = randomUUID();
    const { method, route } = operation;
    const actions = this.#world.faults.take({ method, route, path: request.path, body: request.body });
    if (this.#world.options.latencyMs > 0) await sleep(this.#world.options.latencyMs);
    for (const action of actions) {
      if (action.kind === "delay") await sleep(action.ms);
      if (action.kind === "call") await action.before?.();
    }
    const last = actions.at(-1);
    const instead = last && this.#insteadOf(operation, last, contextId);
    if (instead) {
      const tokenLogin = this.#world.access.identify(request.header("authorization"))?.caller.clientId;
      return { outcome: this.#stamped(instead, contextId), tokenLogin };
    }

    const { answer, tokenLogin } = await this.#apply(operation, request, contextId);
    for (const action of actions) if (action.kind === "call") await action.after?.();
    const outcome = last ? this.#after(operation, last, answer, contextId) : answer;
    return { outcome: this.#stamped(outcome, contextId), tokenLogin };
  }

  /** Answers what no operation matched. */
  unmatched(method: string, path: string): Outcome {
    const contextId = randomUUID();
    const error = new OperationError(404, "not.found", `The requested resource was not found: ${method} ${path}`);
    return this.#stamped(answerError(undefined, error, contextId), contextId);
  }

  /** Every answer carries its correlation id, the one of the ErrorBody's `contextId` [doc], and the date of the simulated clock. */
  #stamped(outcome: Outcome, contextId: string): Outcome {
    if (outcome.kind === "no-answer") return outcome;
    const date = new Date(this.#world.clock.now()).toUTCString();
    return { ...outcome, headers: { "inin-correlation-id": contextId, date, ...outcome.headers } };
  }

  async #apply(operation: Operation, request: OperationRequest, contextId: string): Promise<Applied> {
    const headers: Record<string, string> = {};
    let caller: Caller | undefined;
    try {
      let result: OperationAnswer;
      if (operation.kind === "login") {
        result = operation.handle(request);
      } else {
        const authenticated = this.#world.access.authenticate(request.header("authorization"));
        caller = authenticated.caller;
        Object.assign(headers, this.#world.apiLimiter.take(authenticated.token));
        if (operation.permission !== undefined) requirePermission(caller, operation.permission);
        result = operation.handle(request, caller);
      }
      // An answered change is on disk, also when the process is killed right after.
      await this.#world.persistence.flush();
      return { answer: answerJson(result.status ?? 200, result.body, headers), tokenLogin: caller?.clientId };
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      return { answer: answerError(operation, error, contextId, headers), tokenLogin: caller?.clientId };
    }
  }

  #insteadOf(operation: Operation, action: FaultAction, contextId: string): Outcome | undefined {
    switch (action.kind) {
      case "status":
        return answerFault(operation, action, contextId);
      case "reset-before":
        return { kind: "no-answer", destroy: true };
      case "hang-before":
        return { kind: "no-answer", destroy: false };
      case "html":
        return { kind: "answer", status: 200, headers: { "Content-Type": "text/html" }, text: HTML };
      default:
        return undefined;
    }
  }

  #after(operation: Operation, action: FaultAction, answer: Answer, contextId: string): Outcome {
    switch (action.kind) {
      case "status-after":
        return answerFault(operation, action, contextId);
      case "reset-after":
        return { kind: "no-answer", destroy: true };
      case "hang-after":
        return { kind: "no-answer", destroy: false };
      case "html-after":
        return { kind: "answer", status: 200, headers: { "Content-Type": "text/html" }, text: HTML };
      case "truncated-json": {
        const text = answer.text ?? '{"id":"';
        const headers = { ...answer.headers, "Content-Type": JSON_TYPE };
        return { kind: "answer", status: 200, headers, text: text.slice(0, Math.floor(text.length / 2)) };
      }
      default:
        return answer;
    }
  }
}
