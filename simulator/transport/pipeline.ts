import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Caller, requirePermission } from "../access/access.ts";
import { toLoginErrorBody } from "../access/login-operation.ts";
import type { FaultAction, FaultAnswer } from "../controls/faults.ts";
import type { Answered, Draft } from "../variants/answers.ts";
import { asRead } from "../variants/requests.ts";
import type { World } from "../world.ts";
import type { Operation, OperationAnswer, OperationRequest } from "./operation.ts";
import { OperationError } from "./operation-error.ts";

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

interface Exchange {
  operation: Operation;
  request: OperationRequest;
  /** The correlation id. */
  contextId: string;
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

function draftOfError(
  operation: Pick<Operation, "kind">,
  error: OperationError,
  contextId: string,
  headers = {},
): Draft {
  const [body, model] =
    operation.kind === "login" ? [toLoginErrorBody(error)] : [error.toBody(contextId), "ErrorBody" as const];
  return { status: error.status, headers: { ...headers, ...error.details.headers }, body, model };
}

function answered({ operation: { kind, method }, request: { path, context } }: Exchange): Answered {
  return { kind, method, path, origin: new URL(context.req.url).origin };
}

/** Runs requests: faults, token, rate limit, permission, operation, faults again. */
export class Pipeline {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Handles a request that an operation matched. Throws only what a fault's function or the state file throws. */
  async handle(operation: Operation, request: OperationRequest): Promise<Handled> {
    const exchange: Exchange = { operation, request, contextId: randomUUID() };
    const { contextId } = exchange;
    const { method, route } = operation;
    const actions = this.#world.faults.take({ method, route, path: request.path, body: request.body });
    if (this.#world.options.latencyMs > 0) await sleep(this.#world.options.latencyMs);
    for (const action of actions) {
      if (action.kind === "delay") await sleep(action.ms);
      if (action.kind === "call") await action.before?.();
    }
    const last = actions.at(-1);
    const instead = last && this.#insteadOf(exchange, last);
    if (instead) {
      const tokenLogin = this.#world.access.identify(request.header("authorization"))?.caller.clientId;
      return { outcome: this.#stamped(instead, contextId), tokenLogin };
    }

    const { answer, tokenLogin } = await this.#apply(exchange);
    for (const action of actions) if (action.kind === "call") await action.after?.();
    const outcome = last ? this.#after(exchange, last, answer) : answer;
    return { outcome: this.#stamped(outcome, contextId), tokenLogin };
  }

  /** Answers what no operation matched. */
  unmatched(method: string, url: string): Outcome {
    const contextId = randomUUID();
    const { pathname: path, origin } = new URL(url);
    const error = new OperationError(404, "not.found", `The requested resource was not found: ${method} ${path}`);
    const draft = draftOfError({ kind: "api" }, error, contextId);
    return this.#stamped(this.#answer(draft, { kind: "api", method, path, origin }), contextId);
  }

  #answer(draft: Draft, request: Answered): Answer {
    const { status, headers, body, contentType } = this.#world.asAnswered(draft, request);
    if (body === undefined) return { kind: "answer", status, headers: { ...headers }, text: undefined };
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return { kind: "answer", status, headers: { ...headers, "Content-Type": contentType }, text };
  }

  /** Every answer carries its correlation id, the one of the ErrorBody's `contextId` [doc], and the date of the simulated clock. */
  #stamped(outcome: Outcome, contextId: string): Outcome {
    if (outcome.kind === "no-answer") return outcome;
    const date = new Date(this.#world.clock.now()).toUTCString();
    return { ...outcome, headers: { "inin-correlation-id": contextId, date, ...outcome.headers } };
  }

  async #apply(exchange: Exchange): Promise<Applied> {
    const { operation, request, contextId } = exchange;
    const headers: Record<string, string> = {};
    const { isOn } = this.#world.variants;
    let caller: Caller | undefined;
    let draft: Draft;
    try {
      let result: OperationAnswer;
      if (operation.kind === "login") {
        result = operation.handle(asRead(request, operation, isOn));
      } else {
        const authenticated = this.#world.access.authenticate(request.header("authorization"));
        caller = authenticated.caller;
        Object.assign(headers, this.#world.apiLimiter.take(this.#countedTogether(authenticated)));
        if (operation.permission !== undefined) requirePermission(caller, operation.permission);
        result = operation.handle(asRead(request, operation, isOn), caller);
      }
      // An answered change is on disk, also when the process is killed right after.
      await this.#world.persistence.flush();
      draft = { status: result.status ?? 200, headers, body: result.body, model: operation.answers };
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      draft = draftOfError(operation, error, contextId, headers);
    }
    return { answer: this.#answer(draft, answered(exchange)), tokenLogin: caller?.clientId };
  }

  /** The key under which the rate limit counts a request. */
  #countedTogether({ token, caller }: { token: string; caller: Caller }): string {
    const { rateLimit, organization } = this.#world.options;
    const keys = { token, client: caller.clientId, organization: organization.id };
    return rateLimit === false ? token : keys[rateLimit.per ?? "token"];
  }

  #fault(exchange: Exchange, fault: FaultAnswer): Answer {
    const { status, headers = {}, body } = fault;
    // A whole body leaves as the test wrote it, whatever the variants.
    if (typeof body === "string")
      return { kind: "answer", status, headers: { "Content-Type": "text/plain", ...headers }, text: body };
    if (body !== undefined) {
      return { kind: "answer", status, headers: { ...headers, "Content-Type": JSON_TYPE }, text: JSON.stringify(body) };
    }
    const code = fault.code ?? usualCodes[status] ?? "simulated.fault";
    const error = new OperationError(status, code, fault.message ?? `Simulated fault with status ${status}.`);
    return this.#answer(draftOfError(exchange.operation, error, exchange.contextId, headers), answered(exchange));
  }

  #insteadOf(exchange: Exchange, action: FaultAction): Outcome | undefined {
    switch (action.kind) {
      case "status":
        return this.#fault(exchange, action);
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

  #after(exchange: Exchange, action: FaultAction, answer: Answer): Outcome {
    switch (action.kind) {
      case "status-after":
        return this.#fault(exchange, action);
      case "reset-after":
        return { kind: "no-answer", destroy: true };
      case "hang-after":
        return { kind: "no-answer", destroy: false };
      case "html-after":
        return { kind: "answer", status: 200, headers: { "Content-Type": "text/html" }, text: HTML };
      case "truncated-json": {
        const text = answer.text ?? '{"id":"';
        const headers = { "Content-Type": JSON_TYPE, ...answer.headers };
        return { kind: "answer", status: 200, headers, text: text.slice(0, Math.floor(text.length / 2)) };
      }
      default:
        return answer;
    }
  }
}
