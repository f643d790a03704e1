/** An error answer that replaces the answer of the operation. */
export interface FaultAnswer {
  /** HTTP status, e.g. 503. */
  status: number;
  /** `code` of the `ErrorBody`. Default: the usual code of the status, e.g. `service.unavailable`. */
  code?: string;
  /** `message` of the `ErrorBody`. The default names the status. */
  message?: string;
  /** Extra headers, e.g. `{"Retry-After": "3"}`. */
  headers?: Record<string, string>;
  /** Replaces the whole `ErrorBody`. An object is sent as JSON, a string as text. */
  body?: unknown;
}

/** What a fault does. "Applied" means that the operation changed the simulator's state. */
export type FaultAction =
  /** Not applied; answers an error. */
  | ({ kind: "status" } & FaultAnswer)
  /** Applied, then answers an error. */
  | ({ kind: "status-after" } & FaultAnswer)
  /** Not applied; destroys the socket. */
  | { kind: "reset-before" }
  /** Applied, then destroys the socket without an answer. */
  | { kind: "reset-after" }
  /** Not applied; never answers. */
  | { kind: "hang-before" }
  /** Applied, then never answers. */
  | { kind: "hang-after" }
  /** Applied, then answers 200 with a body that is cut off. The connection ends properly. */
  | { kind: "truncated-json" }
  /** Not applied; answers 200 `text/html`, like the page of a proxy. */
  | { kind: "html" }
  /** Applied, then answers 200 `text/html`. */
  | { kind: "html-after" }
  /** Waits `ms` milliseconds, then proceeds. A later fault may strike too. */
  | { kind: "delay"; ms: number }
  /** Runs functions of a test before and after the operation. A later fault may strike too. */
  | { kind: "call"; before?: () => void | Promise<void>; after?: () => void | Promise<void> };

/** When a fault strikes, and what it does. */
export interface FaultRule {
  /** HTTP method. Default: any. */
  method?: string;
  /** Route template such as `/api/v2/oauth/clients/{clientId}`, or a regular expression for the path. Default: any. */
  route?: string | RegExp;
  /** Number of matching requests to let through first. Default 0. */
  skip?: number;
  /** How often the fault strikes. Default 1; `Infinity` is allowed. */
  times?: number;
  /** Selects requests by their body: parsed JSON, or the fields of the login form. `undefined` if there is no body. */
  match?: (body: unknown) => boolean;
  action: FaultAction;
}

/** A fault that has been added. */
export interface FaultHandle {
  /** How often the fault has struck. */
  readonly hits: number;
  /** Removes the fault. Later requests no longer see it. */
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

/** Faults to inject, including on the login route. The oldest matching fault strikes first. */
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
