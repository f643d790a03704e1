import { isDeepStrictEqual } from "node:util";
import type { Json } from "../../../provider/model/oauth-client.ts";
import { day, visible } from "../../terminal/text.ts";
import type { ResourceFinding } from "./report.ts";

/** A finding in words. Each entry of a list is one line. */
export interface Description {
  /** `changed scopes`, `deleted`, … */
  readonly what: string;
  readonly expected: readonly string[];
  readonly actual: readonly string[];
}

/** Longer values are cut in reports for people. The JSON report has the full values. */
const MAX_CHARACTERS = 300;

/** Sets up to this size are shown completely. Of larger sets, only the differences are shown. */
const MAX_WHOLE_ITEMS = 6;

/** Puts a finding about a resource into words, safe for a terminal. */
export function describeFinding(finding: ResourceFinding): Description {
  switch (finding.kind) {
    case "changed":
      if (finding.property === undefined)
        return { what: "changed", expected: ["as in the state"], actual: ["different"] };
      return { what: `changed ${visible(finding.property)}`, ...sides(finding.expected, finding.actual) };
    case "deleted":
      return { what: "deleted", expected: ["exists"], actual: ["gone"] };
    case "pendingDeletion":
      return {
        what: "pending deletion",
        expected: ["exists"],
        actual: [`gone for good on ${day(finding.dateToDelete)}`],
      };
    case "disabled":
      return { what: "disabled", expected: ["usable"], actual: ["locked by Genesys Cloud support"] };
    case "secretInvalid":
      return {
        what: "secret invalid",
        expected: ["secret that works"],
        actual: ["refused: change secretVersion, or the rotation of a RotatingOAuthClient"],
      };
    case "secretUnknown":
      return {
        what: "secret unknown",
        expected: ["secret in the stack"],
        actual: ["none: set or change secretVersion"],
      };
  }
}

function sides(expected: Json | undefined, actual: Json | undefined): Omit<Description, "what"> {
  if (isList(expected ?? actual) && isList(actual ?? expected)) return listSides(asList(expected), asList(actual));
  if (isRecord(expected) && isRecord(actual)) return recordSides(expected, actual);
  return { expected: [shown(expected)], actual: [shown(actual)] };
}

function listSides(expected: readonly Json[], actual: readonly Json[]): Omit<Description, "what"> {
  const onlyIn = (list: readonly Json[], other: readonly Json[]) =>
    list.filter((item) => !other.some((candidate) => isDeepStrictEqual(item, candidate)));
  const missing = onlyIn(expected, actual);
  const added = onlyIn(actual, expected);
  const whole = Math.max(expected.length, actual.length) <= MAX_WHOLE_ITEMS || missing.length + added.length === 0;
  if (whole) return { expected: items(expected), actual: items(actual) };
  return {
    expected: [...items(missing, "+ "), `and ${expected.length - missing.length} in both`],
    actual: [...items(added, "+ "), `and ${actual.length - added.length} in both`],
  };
}

function items(list: readonly Json[], prefix = ""): readonly string[] {
  return list.length === 0 && prefix === "" ? ["none"] : list.map((item) => `${prefix}${shown(item)}`);
}

function recordSides(expected: JsonRecord, actual: JsonRecord): Omit<Description, "what"> {
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
  const different = keys.filter((key) => !isDeepStrictEqual(expected[key], actual[key])).sort();
  const entry = (side: JsonRecord) => different.map((key) => `${visible(key)}: ${shown(side[key])}`);
  return { expected: entry(expected), actual: entry(actual) };
}

type JsonRecord = { readonly [key: string]: Json };

function shown(value: Json | undefined): string {
  if (value === undefined) return "none";
  const text = typeof value === "string" ? value : isRecord(value) ? flat(value) : JSON.stringify(value);
  const safe = visible(text);
  if (safe === "") return '""';
  if (safe.length <= MAX_CHARACTERS) return safe;
  return `${safe.slice(0, MAX_CHARACTERS).toWellFormed()}… (${safe.length - MAX_CHARACTERS} more characters)`;
}

/** `roleId 1, divisionId 2`: easier on the eye than JSON, and it wraps. */
function flat(record: JsonRecord): string {
  return Object.entries(record)
    .map(([key, value]) => `${key} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}

function isList(value: Json | undefined): boolean {
  return Array.isArray(value);
}

function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
