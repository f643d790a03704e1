import { inspect } from "node:util";

/**
 * What every error of this package can tell in addition to its message. All of it is safe to print.
 * @group Errors
 */
export interface ErrorFacts {
  /** What was being done, in words, e.g. `create OAuth client "Reporting"`. */
  readonly operation?: string;
  /** Id of the OAuth client concerned. */
  readonly clientId?: string;
  /** HTTP status of the answer. */
  readonly status?: number;
  /** Error code of Genesys Cloud, e.g. `cannot.delete.client`. */
  readonly genesysCode?: string;
  /** Id with which Genesys support can find the request (`inin-correlation-id`). */
  readonly correlationId?: string;
  /** What to do next. */
  readonly nextStep?: string;
  /** Whether the request may have been applied although the operation failed. Default false; true for NoAnswerError. */
  readonly mayHaveBeenApplied?: boolean;
}

/**
 * The base of every error that this package throws.
 *
 * It holds plain facts only. It never holds a request, a header, a body, a token or a secret, not even as `cause`, so an
 * error can be printed, inspected or serialised anywhere.
 * @group Errors
 */
export class GenesysError extends Error {
  /** Value of `name`. Unlike the class, it survives minification and a second copy of this package. */
  static readonly errorName: string = "GenesysError";

  /** What was being done, in words. */
  readonly operation?: string;
  /** Id of the OAuth client concerned. */
  readonly clientId?: string;
  /** HTTP status of the answer. */
  readonly status?: number;
  /** Error code of Genesys Cloud. */
  readonly genesysCode?: string;
  /** Id with which Genesys support can find the request. */
  readonly correlationId?: string;
  /** What to do next. */
  readonly nextStep?: string;
  /** Whether the request may have been applied although the operation failed. True if one of its attempts got no answer. */
  declare readonly mayHaveBeenApplied: boolean;

  /** @hidden */
  constructor(summary: string, facts: ErrorFacts = {}) {
    super(composeMessage(summary, facts));
    Object.assign(this, { mayHaveBeenApplied: false, ...facts });
    this.name = new.target.errorName;
    Error.captureStackTrace(this, new.target);
  }

  /** The facts as plain JSON. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message, ...this.facts() };
  }

  /** @internal */
  [inspect.custom](): string {
    return this.stack ?? `${this.name}: ${this.message}`;
  }

  private facts(): ErrorFacts {
    const { operation, clientId, status, genesysCode, correlationId, nextStep } = this;
    return Object.fromEntries(
      Object.entries({ operation, clientId, status, genesysCode, correlationId, nextStep }).filter(
        ([, value]) => value !== undefined,
      ),
    );
  }
}

function composeMessage(summary: string, facts: ErrorFacts): string {
  const identifiers = [
    facts.status === undefined ? undefined : `HTTP ${facts.status}`,
    facts.genesysCode === undefined ? undefined : `code ${facts.genesysCode}`,
    facts.correlationId === undefined ? undefined : `correlation id ${facts.correlationId}`,
  ].filter((part) => part !== undefined);
  const what = facts.operation === undefined ? summary : `Cannot ${facts.operation}: ${summary}`;
  const tail = identifiers.length === 0 ? "" : ` (${identifiers.join(", ")})`;
  // The next step gets a line of its own: Pulumi shows the first line of an error while it works, and all lines at the end.
  return [endSentence(`${what.replace(/[.\s]+$/, "")}${tail}`), facts.nextStep].filter(Boolean).join("\n");
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
