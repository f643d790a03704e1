import type { Context } from "hono";
import type { Caller } from "../access/access.ts";
import type { ModelName } from "../variants/models.ts";

/** A request that passed token, rate limit and permission. */
export interface OperationRequest {
  /** Path parameters by name. */
  param(name: string): string;
  query: URLSearchParams;
  /** Path without the query. */
  path: string;
  /** Parsed JSON, the fields of a form, or undefined. */
  body: unknown;
  header(name: string): string | undefined;
  /** For content negotiation by hono's helpers. */
  context: Context;
}

/** What an operation answers when it does not throw an OperationError. */
export interface OperationAnswer {
  /** HTTP status; default 200. */
  status?: number;
  /** JSON; left out for an empty answer. */
  body?: unknown;
}

/** One operation of the API, with what must hold before its handler runs. */
export interface ApiOperation {
  kind: "api";
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** Template as in the documentation, e.g. `/api/v2/oauth/clients/{clientId}`. */
  route: string;
  /** Permission that the caller needs; undefined for none. */
  permission?: string;
  /** The SDK's model of what it answers; undefined for an empty answer. */
  answers: ModelName | undefined;
  handle(request: OperationRequest, caller: Caller): OperationAnswer;
}

/** The login: no token, and errors in the words of RFC 6749. */
export interface LoginOperation {
  kind: "login";
  method: "POST";
  route: "/oauth/token";
  answers: ModelName;
  handle(request: OperationRequest): OperationAnswer;
}

/** Any operation of the simulator. */
export type Operation = ApiOperation | LoginOperation;
