import { createHash } from "node:crypto";
import { type AnswerChange, without } from "./answer-facts.ts";
import type { Variant } from "./catalogue.ts";
import { fieldsOf, isObject, type JsonObject } from "./models.ts";
import { UNKNOWN_FIELDS } from "./stored.ts";

const AUTHORS = ["createdBy", "modifiedBy"];
const ROLES_AND_SCOPES = ["scope", "roleIds", "roleDivisions"];

/** Variants that take fields away or put other things in them, in the order in which they are applied. */
export const FIELD_CHANGES: Partial<Record<Variant, AnswerChange>> = {
  "created-by-user": (object, _, { isClient }) => ({
    ...object,
    ...Object.fromEntries(
      AUTHORS.flatMap((field) => (field in object ? [[field, asUser(object[field], isClient)]] : [])),
    ),
  }),
  "created-by-missing": (object) => without(object, ...AUTHORS),
  "token-without-client": (object, model) => (model === "TokenInfo" ? without(object, "OAuthClient") : object),
  "no-date-created": (object) => without(object, "dateCreated", "createdDate"),
  "listing-without-grant-type": ofEntries((entry) => without(entry, "authorizedGrantType")),
  "listing-without-roles-and-scopes": ofEntries((entry) => without(entry, ...ROLES_AND_SCOPES)),
  "listing-names-only": ofEntries(({ id, name }) => ({ id, name })),
  "role-divisions-echo-names": (object, model, { nameOf }) => {
    if (model !== "RoleDivision") return object;
    const { roleId, divisionId } = object;
    return { ...object, roleName: nameOf(String(roleId)), divisionName: nameOf(String(divisionId)) ?? "All divisions" };
  },
  // Those of a client are stored with it, so that a PUT can lose them.
  "unknown-fields": (object, model) => (model === "OAuthClient" ? object : { ...object, ...UNKNOWN_FIELDS }),
};

/** Variants about what is empty. They come after all others. */
export const ABSENCE_CHANGES: Partial<Record<Variant, AnswerChange>> = {
  "empty-lists-absent": (object, model) => {
    const empty = fieldsOf(model).filter((field) => Array.isArray(object[field]) && object[field].length === 0);
    return empty.length > 0 ? without(object, ...empty) : object;
  },
  "null-for-absent": (object, model) => {
    const absent = fieldsOf(model).filter((field) => object[field] === undefined);
    return { ...object, ...Object.fromEntries(absent.map((field) => [field, null])) };
  },
};

function ofEntries(change: (entry: JsonObject) => JsonObject): AnswerChange {
  return (object, model) => {
    if (model !== "OAuthClientEntityListing" || !Array.isArray(object.entities)) return object;
    return { ...object, entities: object.entities.filter(isObject).map(change) };
  };
}

function asUser(author: unknown, isClient: (id: string) => boolean): unknown {
  if (!isObject(author) || typeof author.id !== "string" || !isClient(author.id)) return author;
  const id = userOf(author.id);
  return { id, selfUri: `/api/v2/users/${id}` };
}

/** The user who owns a client: always the same one, whose id nobody can guess from the client's. */
function userOf(clientId: string): string {
  const hex = createHash("sha256").update(clientId).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
