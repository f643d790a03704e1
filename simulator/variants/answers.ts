import type { IsOn } from "./active-variants.ts";
import type { AnswerChange, AnswerFacts } from "./answer-facts.ts";
import { isVariant, type Variant } from "./catalogue.ts";
import { ABSENCE_CHANGES, FIELD_CHANGES } from "./fields.ts";
import { LISTING_CHANGES } from "./listings.ts";
import { isObject, type ModelName, mapObjects } from "./models.ts";
import { VALUE_CHANGES } from "./values.ts";

/** An answer that is about to leave. */
export interface Draft {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; undefined for an empty answer. */
  readonly body: unknown;
  /** Model of the body; undefined for a body that follows no model of the SDK. */
  readonly model: ModelName | undefined;
}

/** The request that is answered. */
export interface Answered {
  readonly kind: "api" | "login";
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** Where the request went, e.g. `http://127.0.0.1:49152`. */
  readonly origin: string;
}

/** What leaves: a body that is a text is sent as it is, everything else as JSON. */
export interface Leaving {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** `Content-Type` of the body. */
  readonly contentType: string;
}

// What an answer holds comes first, then how it is written, then what it leaves out.
const BODY_CHANGES: readonly (readonly [Variant, AnswerChange])[] = [
  FIELD_CHANGES,
  LISTING_CHANGES,
  VALUE_CHANGES,
  ABSENCE_CHANGES,
].flatMap((changes) =>
  Object.entries(changes).flatMap(([name, change]) => (isVariant(name) ? [[name, change] as const] : [])),
);

/** Makes answers differ as the variants that are on want it. Without a variant they leave as they are, as JSON. */
export type AsAnswered = (draft: Draft, request: Answered) => Leaving;

/** Builds the border that every answer of an operation passes last. */
export function createAsAnswered(isOn: IsOn, lookUps: Pick<AnswerFacts, "isClient" | "nameOf">): AsAnswered {
  let answers = 0;
  const answersByPath = new Map<string, number>();
  return (draft, request) => {
    const { kind, method, path, origin } = request;
    const key = `${method} ${path}`;
    const answersOfPath = (answersByPath.get(key) ?? 0) + 1;
    answersByPath.set(key, answersOfPath);
    answers += 1;
    const varied = bodyOf(draft, isOn, { answers, answersOfPath, origin, ...lookUps });
    const { status, body } = asFramed({ ...draft, body: varied }, request, isOn);
    return {
      status,
      headers: isOn("retry-after-missing") ? withoutRetryAfter(draft.headers) : draft.headers,
      body,
      contentType: contentTypeOf(kind, status, body, isOn),
    };
  };
}

function bodyOf({ body, model }: Draft, isOn: IsOn, facts: AnswerFacts): unknown {
  if (model === undefined) return body;
  const changes = BODY_CHANGES.filter(([variant]) => isOn(variant));
  return changes.reduce((changed, [, change]) => mapObjects(model, changed, (...at) => change(...at, facts)), body);
}

/** The login follows RFC 6749, which defines its statuses, its errors and its content type. */
function asFramed(
  { status, body }: Draft,
  { kind, method, path }: Answered,
  isOn: IsOn,
): Pick<Leaving, "status" | "body"> {
  if (kind === "login") return { status, body };
  if (status >= 400) return { status, body: errorBodyOf(status, body, isOn) };
  const hasNewBody = method === "DELETE" && body === undefined && isOn("delete-answers-body");
  return {
    status: isOn("other-success-statuses") ? otherStatus(method, status) : hasNewBody ? 200 : status,
    body: hasNewBody ? { id: path.split("/").at(-1), deleted: true } : body,
  };
}

function otherStatus(method: string, status: number): number {
  return { POST: 201, PUT: 202, DELETE: 200 }[method] ?? status;
}

function errorBodyOf(status: number, body: unknown, isOn: IsOn): unknown {
  const { code, message } = isObject(body) ? body : {};
  if (isOn("error-body-text")) return String(message);
  if (isOn("error-body-json-api")) return { errors: [{ status: String(status), title: code, detail: message }] };
  if (isOn("error-body-oauth")) return { error: code, error_description: message };
  return body;
}

function contentTypeOf(kind: Answered["kind"], status: number, body: unknown, isOn: IsOn): string {
  if (kind === "api" && isOn("other-content-type"))
    return status >= 400 ? "application/problem+json" : "text/plain; charset=utf-8";
  return typeof body === "string" ? "text/plain; charset=utf-8" : "application/json";
}

function withoutRetryAfter(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "retry-after"));
}
