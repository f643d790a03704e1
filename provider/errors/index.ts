import { type ErrorFacts, GenesysError } from "./genesys-error.ts";

export { type ErrorFacts, GenesysError } from "./genesys-error.ts";

/**
 * Genesys Cloud refused the request. See `status`, `genesysCode` and `correlationId`.
 * @group Errors
 */
export class ApiError extends GenesysError {
  static override readonly errorName: string = "ApiError";
}

/**
 * The requested object does not exist (HTTP 404, or a lookup that found nothing).
 * @group Errors
 */
export class NotFoundError extends ApiError {
  static override readonly errorName: string = "NotFoundError";
}

/**
 * Genesys Cloud kept answering 429 for longer than the provider waits. The refused request changed nothing.
 * @group Errors
 */
export class RateLimitError extends ApiError {
  static override readonly errorName: string = "RateLimitError";
}

/**
 * The login was refused, or the token is no longer accepted.
 * @group Errors
 */
export class AuthenticationError extends GenesysError {
  static override readonly errorName: string = "AuthenticationError";
}

/**
 * The configuration is missing, malformed or contradictory. The error names the keys and variables. No request was sent.
 * @group Errors
 */
export class ConfigurationError extends GenesysError {
  static override readonly errorName: string = "ConfigurationError";
}

/**
 * An argument is malformed. No request was sent.
 * @group Errors
 */
export class InvalidInputError extends GenesysError {
  static override readonly errorName: string = "InvalidInputError";
}

/**
 * No usable answer arrived: time-out, broken connection, 5xx, or something other than the API's JSON.
 * A request that changes something may have been applied or not.
 * @group Errors
 */
export class NoAnswerError extends GenesysError {
  static override readonly errorName: string = "NoAnswerError";

  /** @hidden */
  constructor(summary: string, facts: ErrorFacts = {}) {
    super(summary, { mayHaveBeenApplied: true, ...facts });
  }
}

/**
 * The run was cancelled before the request was sent.
 * @group Errors
 */
export class CancelledError extends GenesysError {
  static override readonly errorName: string = "CancelledError";
}

/**
 * One of the provider's own guards refused the operation (wrong organisation, own login, disabled client).
 * @group Errors
 */
export class GuardError extends GenesysError {
  static override readonly errorName: string = "GuardError";
}

/**
 * Several objects match where exactly one was requested, or where only one may be used.
 * @group Errors
 */
export class AmbiguousError extends GenesysError {
  static override readonly errorName: string = "AmbiguousError";
}

/**
 * One part of the operation succeeded and a later one failed.
 *
 * Pulumi's dynamic provider host looks for `id`, `properties` and `reasons`. The engine keeps the resource with these
 * outputs, shows `reasons`, and finishes the job at the next `pulumi up`.
 * @group Errors
 */
export class PartialFailureError extends GenesysError {
  static override readonly errorName: string = "PartialFailureError";
  /** Id of the resource. The resource exists. */
  readonly id: string;
  /** What the engine shows. */
  readonly reasons: readonly string[];
  /** Complete outputs, including the newest secret. Hidden from inspection and JSON. */
  declare readonly properties: Readonly<Record<string, unknown>>;

  /** @hidden */
  constructor(id: string, properties: Readonly<Record<string, unknown>>, reason: string) {
    super(reason, { clientId: id });
    this.id = id;
    this.reasons = [reason];
    Object.defineProperty(this, "properties", { value: properties, enumerable: false });
  }
}

/** Error class as a value: constructors with any arguments. */
type ErrorClass<T extends GenesysError> = (abstract new (...args: never[]) => T) & { readonly errorName: string };

const API_ERRORS = ["NotFoundError", "RateLimitError"];
const SUBCLASSES: Readonly<Record<string, readonly string[]>> = {
  ApiError: API_ERRORS,
  GenesysError: [
    "ApiError",
    ...API_ERRORS,
    "AuthenticationError",
    "ConfigurationError",
    "InvalidInputError",
    "NoAnswerError",
    "CancelledError",
    "GuardError",
    "AmbiguousError",
    "PartialFailureError",
  ],
};

/**
 * Like `instanceof`, but it also works across two copies of this package in one process, whose classes differ but share their
 * names.
 * @group Errors
 */
export function isErrorOf<T extends GenesysError>(error: unknown, type: ErrorClass<T>): error is T {
  if (error instanceof type) return true;
  if (!(error instanceof Error)) return false;
  return error.name === type.errorName || (SUBCLASSES[type.errorName]?.includes(error.name) ?? false);
}
