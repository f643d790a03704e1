import { createHash } from "node:crypto";

/** Origin of the API in outputs. Names below `.invalid` never resolve. */
export const MADE_UP_API_URL = "https://api.unit-test.invalid";

/** Time of every made-up event. */
export const MADE_UP_DATE = "2026-01-01T00:00:00.000Z";

/** What every resource of the mocks belongs to. */
export const MADE_UP_BELONGING = { organizationId: madeUpId("organization", "unit-test"), apiUrl: MADE_UP_API_URL };

/** A UUID that begins with `00000000-`: the same one for the same kind and name in every run. */
export function madeUpId(kind: string, name: string): string {
  const hex = createHash("sha256").update(`${kind}\n${name}`).digest("hex");
  return `00000000-${hex.slice(0, 4)}-4${hex.slice(4, 7)}-8${hex.slice(7, 10)}-${hex.slice(10, 22)}`;
}

/** A secret that nobody takes for a real one. */
export function madeUpSecret(resourceName: string): string {
  return `unit-test-secret-of-${resourceName}`;
}
