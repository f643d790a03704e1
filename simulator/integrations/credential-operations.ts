import { z } from "zod";
import type { ApiCredential, ApiCredentialInfo } from "../api-types.ts";
import type { ApiOperation } from "../transport/operation.ts";
import { badRequest } from "../transport/operation-error.ts";
import type { ApiListing } from "../transport/paging.ts";
import type { World } from "../world.ts";
import type { CredentialBody, CredentialRecord } from "./credential-store.ts";
import { CREDENTIAL_TYPES, credentialTypeOf } from "./credential-types.ts";

const CREDENTIALS = "/api/v2/integrations/credentials";
const MAX_PAGE_SIZE = 200;

const requestSchema = z.looseObject({
  name: z.string().min(1),
  type: z.looseObject({ name: z.string().min(1) }),
  credentialFields: z.record(z.string(), z.string()).nullish(),
});

/**
 * Reads the body of POST or PUT. Fields that are left out are cleared [peer: its update overwrites the secret with an empty text].
 *
 * @throws OperationError 400. Assumed: the real codes are not published.
 */
function readRequest(raw: unknown): CredentialBody {
  const parsed = requestSchema.safeParse(raw);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join(".") ?? "";
    throw badRequest("invalid.value", `The field ${field} is missing or not valid.`, field);
  }
  const { name, type, credentialFields } = parsed.data;
  const known = credentialTypeOf(type.name);
  if (!known) throw badRequest("invalid.credential.type", `The credential type ${type.name} does not exist.`, "type");
  const fields = { ...credentialFields };
  const missing = known.required.find((field) => fields[field] === undefined);
  if (missing !== undefined) {
    throw badRequest("missing.required.field", `The credential field ${missing} is required.`, "credentialFields");
  }
  return { name, type: type.name, fields };
}

/** [doc]: GET answers a Credential with its sensitive fields left out. It has no dates. */
function viewOf({ id, name, type }: CredentialRecord): ApiCredential {
  return { id, name, type: { id: type, name: type }, selfUri: `${CREDENTIALS}/${id}` };
}

/** [doc]: POST, PUT and the listings answer a CredentialInfo. */
function infoOf(record: CredentialRecord): ApiCredentialInfo {
  const [createdDate, modifiedDate] = [record.createdDate, record.modifiedDate].map((at) => new Date(at).toISOString());
  return { ...viewOf(record), ...(createdDate && modifiedDate ? { createdDate, modifiedDate } : {}) };
}

/** The page after or before the entry that the cursor names. */
function cursorPage(all: readonly CredentialRecord[], path: string, query: URLSearchParams, defaultPageSize: number) {
  const pageSize = Number(query.get("pageSize") ?? defaultPageSize);
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
    throw badRequest("invalid.value", `pageSize must be a whole number from 1 to ${MAX_PAGE_SIZE}.`, "pageSize");
  }
  const indexOf = (cursor: string): number => {
    const index = all.findIndex(({ id }) => id === cursor.toLowerCase());
    if (index < 0) throw badRequest("invalid.value", "The cursor is not valid.", "after");
    return index;
  };
  const [after, before] = [query.get("after"), query.get("before")];
  const start = after !== null ? indexOf(after) + 1 : before !== null ? Math.max(0, indexOf(before) - pageSize) : 0;
  const entities = all.slice(start, start + pageSize);
  const uriOf = (cursor: Record<string, string | undefined>): string => {
    const known = Object.entries({ ...cursor, pageSize: query.get("pageSize") }).filter(([, value]) => value != null);
    const text = new URLSearchParams(known as [string, string][]).toString();
    return text === "" ? path : `${path}?${text}`;
  };
  return {
    entities: entities.map(infoOf),
    selfUri: uriOf({ after: all[start - 1]?.id }),
    ...(start + pageSize < all.length ? { nextUri: uriOf({ after: entities.at(-1)?.id }) } : {}),
    ...(start > 0 ? { previousUri: uriOf({ before: entities[0]?.id }) } : {}),
  };
}

/** Integration credentials: list, create, get, update, delete, and their types. No answer shows a field. */
export function credentialOperations(world: World): ApiOperation[] {
  const { credentials, options, cutPage } = world;
  const page = (path: string, query: URLSearchParams): ApiListing<ApiCredentialInfo> => {
    const cut = cutPage(credentials.visible(), {
      path,
      query,
      defaultPageSize: options.pageSize,
      honourPageSize: true,
      maxPageSize: MAX_PAGE_SIZE,
    });
    return { ...cut, entities: cut.entities.map(infoOf) };
  };
  const one = `${CREDENTIALS}/{credentialId}`;
  return [
    {
      kind: "api",
      method: "GET",
      route: CREDENTIALS,
      permission: "integrations:integration:view",
      answers: "CredentialInfoListing",
      handle: ({ path, query }) => ({ body: page(path, query) }),
    },
    {
      kind: "api",
      method: "GET",
      route: `${CREDENTIALS}/listing`,
      permission: "integrations:integration:view",
      answers: "CredentialInfoCursorListing",
      // [doc]: pages are found by a cursor. Assumed: its text means nothing to the caller; here it is the id of an entry.
      handle: ({ path, query }) => ({ body: cursorPage(credentials.visible(), path, query, options.pageSize) }),
    },
    {
      kind: "api",
      method: "GET",
      route: `${CREDENTIALS}/types`,
      permission: "integrations:integration:view",
      answers: "CredentialType",
      handle: () => ({ body: CREDENTIAL_TYPES }),
    },
    {
      kind: "api",
      method: "POST",
      route: CREDENTIALS,
      permission: "integrations:integration:add",
      answers: "CredentialInfo",
      handle: ({ body }) => ({ body: infoOf(credentials.create(readRequest(body))) }),
    },
    {
      kind: "api",
      method: "GET",
      route: one,
      permission: "integrations:integration:view",
      answers: "Credential",
      handle: ({ param }) => ({ body: viewOf(credentials.requireVisible(param("credentialId"))) }),
    },
    {
      kind: "api",
      method: "PUT",
      route: one,
      permission: "integrations:integration:edit",
      answers: "CredentialInfo",
      handle({ param, body }) {
        const record = credentials.require(param("credentialId"));
        const request = readRequest(body);
        // Assumed: nothing documents that the type of a credential can change.
        if (request.type !== record.type) {
          throw badRequest("invalid.credential.type", "The type of a credential cannot be changed.", "type");
        }
        credentials.update(record, request);
        return { body: infoOf(record) };
      },
    },
    {
      kind: "api",
      method: "DELETE",
      route: one,
      permission: "integrations:integration:delete",
      answers: undefined,
      handle({ param }) {
        credentials.remove(credentials.require(param("credentialId")).id);
        return { status: 204 };
      },
    },
  ];
}
