import type { AnswerChange } from "./answer-facts.ts";
import type { Variant } from "./catalogue.ts";
import { fieldsOf, type JsonObject, type ModelName, UUIDS } from "./models.ts";

const HOUR_MS = 3_600_000;

/** Variants that write values in another way, in the order in which they are applied. */
export const VALUE_CHANGES: Partial<Record<Variant, AnswerChange>> = {
  "dates-move": (object, model, { answers }) =>
    ofFields(object, model, (value, field) =>
      field === "dateModified" || field === "modifiedDate" ? onDate(value, (at) => isoOf(at + answers * 1000)) : value,
    ),
  "dates-without-milliseconds": (object, model) => ofDates(object, model, (at) => isoOf(at).replace(/\.\d+Z$/, "Z")),
  "dates-with-offset": (object, model) =>
    ofFields(object, model, (value, field) => {
      if (!isDateField(field)) return value;
      const hasMilliseconds = typeof value === "string" && value.includes(".");
      return onDate(value, (at) => isoOf(at + HOUR_MS).replace(hasMilliseconds ? "Z" : /\.\d+Z$/, "+01:00"));
    }),
  "grant-type-underscored": (object, model) =>
    ofFields(object, model, (value, field) =>
      field === "authorizedGrantType" && typeof value === "string" ? value.replaceAll("-", "_") : value,
    ),
  "numbers-as-text": (object, model) =>
    ofFields(object, model, (value) => (typeof value === "number" ? String(value) : value)),
  "ids-upper-case": (object, model) =>
    ofFields(object, model, (value, field) => (isIdField(field) ? inUpperCase(value) : value)),
  "lists-reordered": (object, model, { answersOfPath }) =>
    ofFields(object, model, (value, field) =>
      REORDERED.has(field) && Array.isArray(value) ? rotated(value, answersOfPath) : value,
    ),
};

const REORDERED: ReadonlySet<string> = new Set([
  ...["registeredRedirectUri", "scope", "roleIds", "roleDivisions", "roles"],
]);

/** Changes only what the model has: what a user wrote into a field that no SDK knows stays. */
function ofFields(
  object: JsonObject,
  model: ModelName,
  change: (value: unknown, field: string) => unknown,
): JsonObject {
  const present = fieldsOf(model).filter((field) => field in object);
  return { ...object, ...Object.fromEntries(present.map((field) => [field, change(object[field], field)])) };
}

function ofDates(object: JsonObject, model: ModelName, write: (at: number) => string): JsonObject {
  return ofFields(object, model, (value, field) => (isDateField(field) ? onDate(value, write) : value));
}

function isDateField(field: string): boolean {
  return field.startsWith("date") || field.endsWith("Date");
}

/** A seed can hold a text that is no date. */
function onDate(value: unknown, write: (at: number) => string): unknown {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? value : write(at);
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}

// The correlation id is also in a header, and redirect URIs are what a user wrote.
const NO_IDS: ReadonlySet<string> = new Set(["contextId", "registeredRedirectUri"]);

function isIdField(field: string): boolean {
  return !NO_IDS.has(field) && (field === "roles" || /^id$|Ids?$|Uri$/.test(field));
}

function inUpperCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inUpperCase);
  return typeof value === "string" ? value.replaceAll(UUIDS, (id) => id.toUpperCase()) : value;
}

function rotated(list: readonly unknown[], by: number): unknown[] {
  const shift = by % Math.max(list.length, 1);
  return [...list.slice(shift), ...list.slice(0, shift)];
}
