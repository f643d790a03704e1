import struct, { type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";
import { MARK, SECRET_MARK } from "../model/secret-mark.ts";

type Struct = struct.Struct;

/** A resource's inputs or outputs, or the settings of a provider, on plain JSON. */
export interface Properties {
  readonly values: Readonly<Record<string, unknown>>;
  /** The properties that are secret, or have a secret somewhere inside. */
  readonly secrets: ReadonlySet<string>;
}

/** No properties at all. An unset message is undefined, and means that. */
export const NO_PROPERTIES: Properties = { values: {}, secrets: new Set() };

/**
 * What the engine sent: secrets without their wrapping, which properties they stood in, and unknown values as `UNKNOWN`. A null is
 * the same as no property.
 */
export function decodeProperties(struct: Struct | undefined): Properties {
  if (struct === undefined) return NO_PROPERTIES;
  const secrets = new Set<string>();
  const entries = Object.entries(struct.toJavaScript()).flatMap(([key, wrapped]) => {
    const value = unwrapped(wrapped, () => secrets.add(key));
    return value === null ? [] : [[key, value]];
  });
  return { values: Object.fromEntries(entries), secrets };
}

/** What the engine is to keep. Each secret property is wrapped as a whole. */
export function encodeProperties(values: object, secrets: ReadonlySet<string>): Struct {
  // The stubs throw at undefined.
  const plain = JSON.parse(JSON.stringify(values)) as Record<string, unknown>;
  const entries = Object.entries(plain).map(([key, value]) => [
    key,
    secrets.has(key) ? { [MARK]: SECRET_MARK, value } : value,
  ]);
  return struct.Struct.fromJavaScript(Object.fromEntries(entries) as Record<string, JavaScriptValue>);
}

function unwrapped(value: unknown, onSecret: () => void): unknown {
  if (Array.isArray(value)) return value.map((element) => unwrapped(element, onSecret));
  if (typeof value !== "object" || value === null) return value;
  if (MARK in value && value[MARK] === SECRET_MARK && "value" in value) {
    onSecret();
    return unwrapped(value.value, onSecret);
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrapped(inner, onSecret)]));
}
