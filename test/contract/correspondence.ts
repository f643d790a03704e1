import { expect } from "vitest";
import { readSdkModels } from "../simulator/sdk-models.ts";

const models = readSdkModels();

/** How a type of ours tells a model of the SDK. Every field of either side must be in it, or the comparison fails. */
export interface Correspondence {
  /** Name of the SDK's model. */
  readonly model: string;
  /** Our field → path of the field in the SDK's answer. */
  readonly fields: Readonly<Record<string, string>>;
  /** Fields of the SDK's model that we leave out, with the reason. */
  readonly leftOut: Readonly<Record<string, string>>;
}

/**
 * Compares one answer of ours with the SDK's, field by field, in both directions.
 * @returns how many fields were equal and not empty.
 */
export function compareFields(ours: object, theirs: unknown, { model, fields, leftOut }: Correspondence): number {
  const known = [...Object.values(fields).map((path) => path.split(".", 1)[0] ?? ""), ...Object.keys(leftOut)];
  expect([...(models.get(model)?.keys() ?? ["no such model"])].filter((field) => !known.includes(field))).toEqual([]);
  expect(Object.keys(ours).filter((field) => !(field in fields))).toEqual([]);
  let compared = 0;
  for (const [field, path] of Object.entries(fields)) {
    const [mine, other] = [comparable(valueAt(ours, field)), comparable(valueAt(theirs, path))];
    expect({ [field]: mine }).toEqual({ [field]: other });
    if (other !== undefined) compared += 1;
  }
  return compared;
}

/** Compares lists of answers, in order. */
export function compareLists(ours: readonly object[], theirs: unknown, correspondence: Correspondence): number {
  if (!Array.isArray(theirs)) throw new Error("The SDK's answer is no list.");
  expect(ours).toHaveLength(theirs.length);
  return ours.reduce((sum, item, index) => sum + compareFields(item, theirs[index], correspondence), 0);
}

function valueAt(value: unknown, path: string): unknown {
  let inner = value;
  for (const key of path.split(".")) inner = isObject(inner) ? Reflect.get(inner, key) : undefined;
  return inner;
}

/** The order of a client's lists means nothing, and what is empty may be left out. */
function comparable(value: unknown): unknown {
  if (value === "" || (Array.isArray(value) && value.length === 0)) return undefined;
  return Array.isArray(value) ? value.map(textOf).sort() : value;
}

function textOf(item: unknown): string {
  return JSON.stringify(isObject(item) ? Object.entries(item).sort() : item);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
