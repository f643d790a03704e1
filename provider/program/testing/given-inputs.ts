import * as pulumi from "@pulumi/pulumi";
import { MARK } from "../../model/secret-mark.ts";
import { UNKNOWN } from "../../model/unknown.ts";

type Values = Readonly<Record<string, unknown>>;

/** The inputs that the SDK hands to mocks, as a provider would get them. */
export interface GivenInputs {
  /** Plain values, with `UNKNOWN` for what the preview does not know. */
  readonly values: Values;
  /** Names of the inputs that the program marked as secrets. */
  readonly secrets: readonly string[];
}

/** Reads the inputs of a resource, without those that the package adds for the engine. */
export function givenInputs(inputs: Values): GivenInputs {
  const { __provider, resourceKind, ...given } = inputs;
  return {
    values: plainObject(given),
    secrets: Object.keys(given).filter((key) => isMarked(given[key])),
  };
}

function plain(value: unknown): unknown {
  if (pulumi.isUnknown(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return isMarked(value) ? plain(value.value) : plainObject(value);
}

function plainObject(value: Values): Values {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/** The SDK leaves its marks in the inputs of mocks. */
function isMarked(value: unknown): boolean {
  return isObject(value) && MARK in value;
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null;
}
