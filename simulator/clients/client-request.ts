import { z } from "zod";
import { type ApiRoleDivision, type ClientState, GRANT_TYPES, type GrantType } from "../api-types.ts";
import { badRequest } from "../transport/operation-error.ts";

/** The settable part of a client, completed. */
export interface ClientBody {
  name: string;
  description?: string;
  authorizedGrantType: GrantType;
  accessTokenValiditySeconds: number;
  registeredRedirectUri: string[];
  scope: string[];
  roleDivisions: ApiRoleDivision[];
  state: ClientState;
  /** All other fields, also those that no SDK knows yet, e.g. the allowed IP addresses announced in 2026 [doc, point 5]. */
  extra: Record<string, unknown>;
}

/** How strictly a body is read; see the options of the same names. */
export interface ClientRequestRules {
  knownFieldsOnly: boolean;
  requiredExtraFields: readonly string[];
  /** Division of the deprecated `roleIds`. */
  homeDivisionId: string;
}

/** Token lifetime where a body does not say, in seconds [doc]. */
export const DEFAULT_VALIDITY_SECONDS = 86_400;

const strings = z.array(z.string()).nullish();

// Assumed: null counts as left out, as Java-based APIs do; limits that nobody has published are not checked.
const readFields = z.object({
  name: z.string().min(1),
  authorizedGrantType: z.enum(GRANT_TYPES),
  description: z.string().nullish(),
  // [doc]: up to 172800, and to 38880000 for SCIM use.
  accessTokenValiditySeconds: z.int().min(300).max(38_880_000).nullish(),
  registeredRedirectUri: strings,
  scope: strings,
  roleIds: strings,
  roleDivisions: z.array(z.looseObject({ roleId: z.string(), divisionId: z.string() })).nullish(),
  // [doc, point 9]: only Genesys support sets "disabled".
  state: z.enum(["active", "inactive"]).nullish(),
  dateToDelete: z.string().nullish(),
});

// What else a request has is stored as it was sent. A rule for such a field goes in between: readFields.extend({ … }).loose().
const requestSchema = readFields.loose();

// A client that puts back what it got sends these along. Assumed: the API ignores them, since Genesys's own examples send them back.
const readOnlyFields = new Set(["id", "secret", "dateCreated", "dateModified", "createdBy", "modifiedBy", "selfUri"]);

function parseRequest(raw: unknown): z.infer<typeof requestSchema> {
  const parsed = requestSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join(".") ?? "";
  const top = issue?.path[0];
  const absent = typeof top === "string" && (raw as Record<string, unknown>)[top] === undefined;
  if (top === undefined) throw badRequest("bad.request", "The request body must be a JSON object.");
  if (absent || (top === "name" && issue?.code === "too_small")) {
    throw badRequest("missing.required.field", `The field ${field} is required.`, field);
  }
  throw badRequest("invalid.value", `The field ${field} is not valid: ${issue?.message ?? "unknown reason"}.`, field);
}

function extraFieldsOf(raw: Record<string, unknown>, { knownFieldsOnly }: ClientRequestRules): Record<string, unknown> {
  const extra: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(raw)) {
    if (Object.hasOwn(readFields.shape, field)) continue;
    if (knownFieldsOnly && !Object.hasOwn(requestSchema.shape, field)) {
      throw badRequest("unknown.field", `Unrecognized field "${field}".`, field);
    }
    if (!readOnlyFields.has(field)) extra[field] = value;
  }
  return extra;
}

function rolesOf(
  request: z.infer<typeof requestSchema>,
  previous: ClientBody | undefined,
  homeDivisionId: string,
): ApiRoleDivision[] {
  if (request.roleDivisions) {
    return request.roleDivisions.map(({ roleId, divisionId }) => ({ roleId, divisionId }));
  }
  // Assumed: the deprecated roleIds counts only where roleDivisions is absent, and grants in the home division.
  if (request.roleIds && !previous) return request.roleIds.map((roleId) => ({ roleId, divisionId: homeDivisionId }));
  return previous?.roleDivisions ?? [];
}

/**
 * Reads the body of POST (without `previous`) or PUT (with it).
 *
 * PUT replaces: a scalar left out is cleared or defaulted, also unknown fields; a list left out is silently kept;
 * explicit `[]` and `""` clear [peer, point 4].
 *
 * @throws OperationError 400 that names the field
 */
export function readClientRequest(raw: unknown, rules: ClientRequestRules, previous?: ClientBody): ClientBody {
  const request = parseRequest(raw);
  const extra = extraFieldsOf(request, rules);
  if (!previous) {
    for (const field of rules.requiredExtraFields) {
      if (extra[field] === undefined) {
        throw badRequest("missing.required.field", `The field ${field} is required.`, field);
      }
    }
  }
  const body: ClientBody = {
    name: request.name,
    authorizedGrantType: request.authorizedGrantType,
    ...(request.description ? { description: request.description } : {}),
    accessTokenValiditySeconds: request.accessTokenValiditySeconds ?? DEFAULT_VALIDITY_SECONDS,
    registeredRedirectUri: [...(request.registeredRedirectUri ?? previous?.registeredRedirectUri ?? [])],
    scope: [...(request.scope ?? previous?.scope ?? [])],
    roleDivisions: rolesOf(request, previous, rules.homeDivisionId),
    state: request.state ?? "active",
    extra,
  };
  if (body.authorizedGrantType === "CLIENT-CREDENTIALS") {
    if (body.roleDivisions.length === 0) {
      throw badRequest("roles.required", "Client credentials clients must have at least one role.", "roleDivisions");
    }
    if (body.scope.length > 0) {
      throw badRequest("scope.not.allowed", "Scopes are not allowed for client credentials clients.", "scope");
    }
  }
  return body;
}
