import { MARK, SECRET_MARK } from "../../provider/model/secret-mark.ts";

/** Replaces a value that the stack keeps secret. */
export const SECRET = "[secret]";

/** Whether the engine has marked the value as secret. */
export function isMarkedSecret(value: object): value is { readonly plaintext?: unknown } {
  return Reflect.get(value, MARK) === SECRET_MARK;
}

/** A value of an export that shows secrets: there they are objects that hold their JSON. */
export function inClear(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !isMarkedSecret(value)) return value;
  return typeof value.plaintext === "string" ? JSON.parse(value.plaintext) : undefined;
}

/** A value marked as secret, in clear. An import encrypts it. */
export function markedSecret(value: unknown): Readonly<Record<string, string>> {
  return { [MARK]: SECRET_MARK, plaintext: JSON.stringify(value) };
}
