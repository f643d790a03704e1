import type { ApiOperation, LoginOperation, OperationRequest } from "../transport/operation.ts";
import type { IsOn } from "./active-variants.ts";
import { isObject, type JsonObject, UUIDS } from "./models.ts";

/**
 * The request as the operation reads it. With a variant that writes answers in another way, the API also reads what it
 * writes: a client that sends back what it got is never refused for it.
 */
export function asRead(
  request: OperationRequest,
  { method, route }: ApiOperation | LoginOperation,
  isOn: IsOn,
): OperationRequest {
  let { param, header, body } = request;
  if (isOn("ids-upper-case")) {
    param = (name) => lowerIds(request.param(name));
    header = (name) => lowerIdOfLogin(request.header(name));
    body = changed(body, "roleIds", (ids) => (Array.isArray(ids) ? ids.map(lowerId) : ids));
    body = changed(body, "roleDivisions", (list) => (Array.isArray(list) ? list.map(lowerRoleDivision) : list));
  }
  if (isOn("grant-type-underscored")) {
    body = changed(body, "authorizedGrantType", (type) =>
      typeof type === "string" ? type.replaceAll("_", "-") : type,
    );
  }
  if (isOn("numbers-as-text")) body = changed(body, "accessTokenValiditySeconds", toNumber);
  if (isOn("lists-cleared-by-put") && method === "PUT" && route === "/api/v2/oauth/clients/{clientId}") {
    body = isObject(body) ? { registeredRedirectUri: [], scope: [], roleDivisions: [], ...body } : body;
  }
  // The methods of a request do not use `this`.
  return { ...request, param, header, body };
}

function changed(body: unknown, field: string, change: (value: unknown) => unknown): unknown {
  return isObject(body) && field in body ? { ...body, [field]: change(body[field]) } : body;
}

function lowerIds(text: string): string {
  return text.replaceAll(UUIDS, (id) => id.toLowerCase());
}

function lowerId(id: unknown): unknown {
  return typeof id === "string" ? lowerIds(id) : id;
}

function lowerRoleDivision(entry: unknown): unknown {
  if (!isObject(entry)) return entry;
  const ids: JsonObject = {};
  for (const field of ["roleId", "divisionId"]) if (field in entry) ids[field] = lowerId(entry[field]);
  return { ...entry, ...ids };
}

/** The secret behind the colon stays as it is. */
function lowerIdOfLogin(authorization: string | undefined): string | undefined {
  const encoded = /^Basic (\S+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return authorization;
  const [clientId = "", ...rest] = Buffer.from(encoded, "base64").toString().split(":");
  return `Basic ${Buffer.from([lowerIds(clientId), ...rest].join(":")).toString("base64")}`;
}

function toNumber(value: unknown): unknown {
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
}
