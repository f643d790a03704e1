import type { ApiErrorBody } from "../api-types.ts";

/** What an {@link OperationError} adds to status, code and message. */
export interface OperationErrorDetails {
  /** Placeholders of the message, as the real API repeats them in `messageParams`. */
  messageParams?: Record<string, string>;
  entityId?: string;
  entityName?: string;
  /** Extra answer headers, e.g. `Retry-After`. */
  headers?: Record<string, string>;
}

/** A refusal by the simulated API; the pipeline turns it into an `ErrorBody` answer. */
export class OperationError extends Error {
  override readonly name = "OperationError";
  readonly status: number;
  readonly code: string;
  readonly details: OperationErrorDetails;

  constructor(status: number, code: string, message: string, details: OperationErrorDetails = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** The answer's body; `contextId` is the correlation id of the request. */
  toBody(contextId: string): ApiErrorBody {
    const { messageParams = {}, entityId, entityName } = this.details;
    return {
      message: this.message,
      code: this.code,
      status: this.status,
      messageParams,
      contextId,
      ...(entityId === undefined ? {} : { entityId }),
      ...(entityName === undefined ? {} : { entityName }),
      details: [],
      errors: [],
    };
  }
}

/** 404 for an entity that is not there, or not visible yet. */
export function notFound(entityName: string, entityId: string): OperationError {
  return new OperationError(404, "not.found", "The requested resource was not found.", {
    entityId,
    entityName,
    messageParams: { entityId, entityName },
  });
}

/** 400 for a body, path or query value. Assumed: the real codes per field are not published, only the shape is. */
export function badRequest(code: string, message: string, field?: string): OperationError {
  return new OperationError(400, code, message, field === undefined ? {} : { messageParams: { field } });
}

/** 403 that names the permission, in the real API's words [forum]. */
export function missingPermission(permission: string): OperationError {
  const message = `Unable to perform the requested action. You are missing the following permission(s): ${permission}`;
  return new OperationError(403, "missing.any.permissions", message, { messageParams: { permissions: permission } });
}

/** 401 for a token that is missing, unknown, revoked or expired. */
export function badCredentials(): OperationError {
  return new OperationError(401, "bad.credentials", "Invalid login credentials.");
}

/** 429 with `Retry-After`; also after the wait a next one may come [doc, point 6]. */
export function tooManyRequests(limitName: string, limit: number, retryAfterSeconds: number): OperationError {
  const message = `Rate limit exceeded the maximum. Retry the request in [${retryAfterSeconds}] seconds`;
  return new OperationError(429, "too.many.requests.retry.after", message, {
    messageParams: { limitName, limit: String(limit), retryAfter: String(retryAfterSeconds) },
    headers: { "Retry-After": String(retryAfterSeconds) },
  });
}
