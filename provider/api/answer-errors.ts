import { DOCTOR_CHECKS_LOGIN } from "../errors/doctor.ts";
import {
  ApiError,
  AuthenticationError,
  type GenesysError,
  NoAnswerError,
  NotFoundError,
  RateLimitError,
} from "../errors/index.ts";
import { isObject } from "./client-shape.ts";
import { isRefusedCertificate, mayHaveBeenApplied } from "./retry-policy.ts";
import { CANCELLED, type ExchangeFailure, MALFORMED } from "./transport.ts";

/** What an error needs to know of the call that failed. */
export interface CallFacts {
  /** In words, after "Cannot": `read OAuth client …`. */
  readonly operation: string;
  readonly clientId?: string;
  /** Permission that the operation needs, e.g. `oauth:client:edit`. */
  readonly permission?: string;
  /** What to do about an answer of this status, where the usual next step does not fit. */
  readonly remedies?: Readonly<Record<number, string>>;
}

/**
 * Turns a failed exchange into the error that users see.
 * @param clean removes secrets from text that came from outside.
 * @param isInDoubt whether an earlier attempt of the same exchange may have been applied.
 */
export function errorOfFailure(
  failure: ExchangeFailure,
  call: CallFacts,
  clean: (text: string) => string,
  isInDoubt: boolean,
): GenesysError {
  const { status } = failure;
  const doubt = { mayHaveBeenApplied: isInDoubt || mayHaveBeenApplied(failure) };
  if (status === undefined || isUnusable(failure)) return noAnswer(failure, call, clean, doubt);
  const answer = errorBodyOf(failure.body);
  const code = text(answer.code);
  const correlationId = failure.correlationId ?? text(answer.contextId);
  const facts = {
    ...doubt,
    operation: call.operation,
    status,
    ...(call.clientId === undefined ? {} : { clientId: call.clientId }),
    ...(code === undefined ? {} : { genesysCode: clean(code) }),
    ...(correlationId === undefined ? {} : { correlationId: clean(correlationId) }),
    nextStep: call.remedies?.[status] ?? nextStep(status, code, text(answer.message), call),
  };
  // Cleaned first: a secret cut in two is no longer recognised.
  const summary = shortened(clean(text(answer.message) ?? `Genesys Cloud answered ${status} without a message`));
  if (status === 401) return new AuthenticationError(summary, facts);
  if (status === 404) return new NotFoundError(summary, facts);
  if (status === 429) return new RateLimitError(summary, facts);
  return status >= 500 ? new NoAnswerError(summary, facts) : new ApiError(summary, facts);
}

/** What to do about an answer of this status. Every error has a next step. */
function nextStep(status: number, code: string | undefined, message: string | undefined, call: CallFacts): string {
  switch (status) {
    case 400:
      return namesField(`${code} ${message}`)
        ? "Correct the field; one that this version does not manage can be set through extraProperties."
        : "Correct what the message names, then run it again.";
    case 401:
      return `Check the login (genesyscloud:oauthClientId and …Secret), or get a new access token. ${DOCTOR_CHECKS_LOGIN}`;
    case 403:
      return call.permission === undefined
        ? "Give the role of the OAuth client that you log in with the missing permission."
        : `The OAuth client that you log in with needs a role with the permission ${call.permission}${isGrant(call.permission) ? ", and must itself hold every role that it grants" : ""}.`;
    case 404:
      return call.clientId === undefined
        ? "Check the id or the name, and that genesyscloud:region (or genesyscloud:apiUrl) leads to the Genesys Cloud API."
        : "Check the id, the region and the organisation.";
    case 429:
      return "Wait a minute and run it again, or lower genesyscloud:requestsPerMinute or genesyscloud:maxTokens.";
    default:
      return "Run it again; if it lasts, give Genesys support the correlation id.";
  }
}

/** Genesys Cloud lets a caller only grant roles that it holds. */
function isGrant(permission: string): boolean {
  return permission === "oauth:client:add" || permission === "oauth:client:edit";
}

function namesField(text: string): boolean {
  return /(unknown|unrecogni[sz]ed|missing|required|invalid).*(field|property)|field.*(required|missing)/i.test(text);
}

/** One attempt got no answer, and before the next one the login failed. */
export function interruptedInDoubt(reason: GenesysError, { operation, clientId }: CallFacts): NoAnswerError {
  return new NoAnswerError(`it got no answer, and could not be repeated. ${reason.message}`, {
    operation,
    ...(clientId === undefined ? {} : { clientId }),
  });
}

function noAnswer(
  failure: ExchangeFailure,
  call: CallFacts,
  clean: (text: string) => string,
  doubt: { readonly mayHaveBeenApplied: boolean },
): NoAnswerError {
  return new NoAnswerError(unusableSummary(failure), {
    operation: call.operation,
    ...(call.clientId === undefined ? {} : { clientId: call.clientId }),
    ...(failure.status === undefined ? {} : { status: failure.status }),
    ...(failure.correlationId === undefined ? {} : { correlationId: clean(failure.correlationId) }),
    nextStep: stepAfterNoAnswer(failure, "the region or genesyscloud:apiUrl"),
    ...doubt,
  });
}

/** What to do where there is no usable answer. @param hosts the settings that lead to the host. */
export function stepAfterNoAnswer(failure: ExchangeFailure, hosts: string): string {
  if (failure.networkCode === CANCELLED) return "Run it again.";
  return `${todoAfter(failure, hosts)} ${DOCTOR_CHECKS_LOGIN}`;
}

function todoAfter(failure: ExchangeFailure, hosts: string): string {
  if (!isRefusedCertificate(failure)) return `Check ${hosts} and the network, then run it again.`;
  switch (failure.networkCode) {
    case "HOSTNAME_MISMATCH":
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return `The certificate is of another host: check ${hosts}.`;
    case "CERT_HAS_EXPIRED":
    case "CERT_NOT_YET_VALID":
      return "Check the clock of this machine. If it is right, the owner of the host has to renew the certificate.";
    case "CERT_REVOKED":
      return "The owner of the host has to exchange the certificate.";
    default:
      return "Put the certificate of your company's proxy or gateway (PEM) into a file, and name it in NODE_EXTRA_CA_CERTS.";
  }
}

/** Why there is no usable answer, in words. */
export function unusableSummary(failure: ExchangeFailure): string {
  const { networkCode, timeoutPhase, status, proxyStatus } = failure;
  if (proxyStatus !== undefined) {
    return `the proxy refused the connection with HTTP ${proxyStatus}; check HTTPS_PROXY, its user and password`;
  }
  if (networkCode === CANCELLED) return "the run was cancelled before the answer came";
  if (timeoutPhase !== undefined) return `no answer within the time limit (${timeoutPhase})`;
  if (networkCode === MALFORMED) return "the answer is not the JSON of the Genesys Cloud API";
  if (status !== undefined) return "no usable answer";
  if (isRefusedCertificate(failure)) {
    return `the certificate of the host can't be verified, so nothing was sent (${networkCode})`;
  }
  return `no connection to Genesys Cloud (${networkCode ?? "unknown network error"})`;
}

/** A redirect, or a good status with something other than the API's JSON. */
function isUnusable({ status, networkCode }: ExchangeFailure): boolean {
  return networkCode === MALFORMED || status === undefined || status < 400;
}

interface ErrorBody {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly contextId?: unknown;
}

/** Genesys's ErrorBody, or what other forms of an error tell: OAuth's (RFC 6749), JSON:API's, plain text. Not a page of something in between. */
function errorBodyOf(body: unknown): ErrorBody {
  if (typeof body === "string") return body.trimStart().startsWith("<") ? {} : { message: body.trim() };
  if (!isObject(body)) return {};
  if (body.message !== undefined) return body;
  const first: unknown = Array.isArray(body.errors) ? body.errors[0] : undefined;
  if (isObject(first)) return { ...body, message: first.detail ?? first.title ?? first.message, code: first.code };
  return { ...body, message: body.error_description ?? body.description, code: body.code ?? body.error };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function shortened(message: string): string {
  return message.length > 500 ? `${message.slice(0, 500)}…` : message;
}
