import { type ErrorFacts, GenesysError } from "./genesys-error.ts";

export { type ErrorFacts, GenesysError } from "./genesys-error.ts";

/**
 * Genesys Cloud answered and refused: see `status`, `genesysCode` and `correlationId`.
 * @group Errors
 */
export class ApiError extends GenesysError {
  static override readonly errorName: string = "ApiError";
}

/**
 * The thing asked for does not exist (HTTP 404, or a lookup that found nothing).
 * @group Errors
 */
export class NotFoundError extends ApiError {
  static override readonly errorName: string = "NotFoundError";
}

/**
 * Genesys Cloud kept answering 429 for longer than we wait. Nothing was changed by the refused request.
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
 * The configuration is missing, malformed or contradictory. Names the keys and variables. No request was sent.
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
 * Whether a request that changes something was applied is then unknown.
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
 * The operation was refused by one of our own guards (wrong organisation, own login, disabled client).
 * @group Errors
 */
export class GuardError extends GenesysError {
  static override readonly errorName: string = "GuardError";
}

/**
 * Several things match where one was asked for, or where exactly one may be taken.
 * @group Errors
 */
export class AmbiguousError extends GenesysError {
  static override readonly errorName: string = "AmbiguousError";
}

/**
 * One part of the operation succeeded and a later one failed.
 *
 * `id`, `properties` and `reasons` are what Pulumi's dynamic provider host looks for: the engine keeps the resource
 * with these outputs, shows `reasons`, and finishes the job at the next `pulumi up`.
 * @group Errors
 */
export class PartialFailureError extends GenesysError {
  static override readonly errorName: string = "PartialFailureError";
  /** Id of the resource, which exists. */
  readonly id: string;
  /** What the engine shows. */
  readonly reasons: readonly string[];
  /** Complete outputs, the newest secret included: hidden from inspection and JSON. */
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
    "GuardError",
    "AmbiguousError",
    "PartialFailureError",
  ],
};

/**
 * `instanceof` that also holds across two copies of this package in one process, where classes differ but names agree.
 * @group Errors
 */
export function isErrorOf<T extends GenesysError>(error: unknown, type: ErrorClass<T>): error is T {
  if (error instanceof type) return true;
  if (!(error instanceof Error)) return false;
  return error.name === type.errorName || (SUBCLASSES[type.errorName]?.includes(error.name) ?? false);
}
