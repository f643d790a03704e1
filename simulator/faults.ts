/** An error answer in the place of the operation's own. */
export interface FaultAnswer {
  /** HTTP status, e.g. 503. */
  status: number;
  /** `code` of the `ErrorBody`; default the usual one of the status, e.g. `service.unavailable`. */
  code?: string;
  /** `message` of the `ErrorBody`; default names the status. */
  message?: string;
  /** Extra headers, e.g. `{"Retry-After": "3"}`. */
  headers?: Record<string, string>;
  /** Replaces the whole `ErrorBody`; an object is sent as JSON, a string as text. */
  body?: unknown;
}

/** What a fault does. "Applied" means that the operation changed the simulator's state. */
export type FaultAction =
  /** Answers an error, not applied. */
  | ({ kind: "status" } & FaultAnswer)
  /** Applied, then answers an error. */
  | ({ kind: "status-after" } & FaultAnswer)
  /** Destroys the socket, not applied. */
  | { kind: "reset-before" }
  /** Applied, then destroys the socket without an answer. */
  | { kind: "reset-after" }
  /** Never answers, not applied. */
  | { kind: "hang-before" }
  /** Applied, then never answers. */
  | { kind: "hang-after" }
  /** Applied, then answers 200 with a body cut in the middle; the connection ends properly. */
  | { kind: "truncated-json" }
  /** Answers 200 `text/html`, as a proxy's page would; not applied. */
  | { kind: "html" }
  /** Applied, then answers 200 `text/html`. */
  | { kind: "html-after" }
  /** Waits `ms` milliseconds, then proceeds; a later fault may apply too. */
  | { kind: "delay"; ms: number }
  /** Runs functions of a test around the operation, then proceeds; a later fault may apply too. */
  | { kind: "call"; before?: () => void | Promise<void>; after?: () => void | Promise<void> };

/** When a fault strikes, and what it does. */
export interface FaultRule {
  /** HTTP method; default any. */
  method?: string;
  /** Route template such as `/api/v2/oauth/clients/{clientId}`, or a regular expression on the path; default any. */
  route?: string | RegExp;
  /** Matching requests to let through first; default 0. */
  skip?: number;
  /** How often it strikes; default 1, `Infinity` allowed. */
  times?: number;
  /** Narrows by body (parsed JSON, or the fields of the login form); `undefined` when there is none. */
  match?: (body: unknown) => boolean;
  action: FaultAction;
}

/** A fault that was added. */
export interface FaultHandle {
  /** How often it struck. */
  readonly hits: number;
  /** Takes it away; a later request no longer sees it. */
  remove(): void;
}

/** The part of a request that fault rules look at. */
export interface FaultTarget {
  method: string;
  /** Route template. */
  route: string;
  /** Path without the query. */
  path: string;
  body: unknown;
}

/** Faults to inject, on the login route too. The oldest matching fault strikes first. */
export interface Faults {
  add(rule: FaultRule): FaultHandle;
  clear(): void;
}

class ArmedFault implements FaultHandle {
  hits = 0;
  readonly rule: FaultRule;
  readonly remove: () => void;
  #toSkip: number;

  constructor(rule: FaultRule, remove: (fault: ArmedFault) => void) {
    this.rule = rule;
    this.remove = () => remove(this);
    this.#toSkip = rule.skip ?? 0;
  }

  strikes(target: FaultTarget): boolean {
    const { method, route, match, times = 1 } = this.rule;
    if (this.hits >= times) return false;
    if (method !== undefined && method.toUpperCase() !== target.method) return false;
    if (typeof route === "string" && route !== target.route) return false;
    // A regular expression with the g flag keeps a position between calls; search() does not.
    if (route instanceof RegExp && target.path.search(route) < 0) return false;
    if (match !== undefined && !match(target.body)) return false;
    if (this.#toSkip > 0) {
      this.#toSkip -= 1;
      return false;
    }
    this.hits += 1;
    return true;
  }
}

/** Builds the registry, with the `take` that only the pipeline uses. */
export function createFaults(): Faults & { take(target: FaultTarget): FaultAction[] } {
  const armed = new Set<ArmedFault>();
  return {
    add(rule) {
      const fault = new ArmedFault(rule, (gone) => armed.delete(gone));
      armed.add(fault);
      return fault;
    },
    clear: () => armed.clear(),
    /** The actions for one request: any number that proceed, then at most one that answers. */
    take(target) {
      const actions: FaultAction[] = [];
      for (const fault of armed) {
        if (!fault.strikes(target)) continue;
        actions.push(fault.rule.action);
        if (fault.rule.action.kind !== "delay" && fault.rule.action.kind !== "call") break;
      }
      return actions;
    },
  };
}
