import fc from "fast-check";
import type { RandomFault } from "./sequence-steps.ts";

/** One thing that happens to a RotatingOAuthClient. */
export type RotationStep =
  | { readonly kind: "rotate"; readonly value: string; readonly fault?: RandomFault | undefined }
  | { readonly kind: "describe"; readonly text: string; readonly fault?: RandomFault | undefined }
  | { readonly kind: "retire"; readonly on: boolean; readonly fault?: RandomFault | undefined }
  | { readonly kind: "delete by hand"; readonly slot: "current" | "previous" }
  | { readonly kind: "make active by hand" }
  | { readonly kind: "refresh"; readonly fault?: RandomFault | undefined }
  | { readonly kind: "leave the component and come back" }
  | { readonly kind: "lose the state and adopt"; readonly knowsSecret: boolean };

const calls = fc.record({
  method: fc.constantFrom(undefined, "GET" as const, "POST" as const, "POST" as const, "PUT" as const),
  skip: fc.nat({ max: 2 }),
});

const effects = fc.record({
  times: fc.constantFrom(1, 2, Number.POSITIVE_INFINITY),
  action: fc.constantFrom<RandomFault["action"]>(
    { kind: "status", status: 500 },
    { kind: "status", status: 403 },
    { kind: "status-after", status: 502 },
    { kind: "reset-before" },
    { kind: "reset-after" },
    { kind: "truncated-json" },
    { kind: "html-after" },
    { kind: "killed", applied: true },
    { kind: "killed", applied: false },
  ),
});

const fault = fc.option(
  fc.tuple(calls, effects).map(([where, what]): RandomFault => ({ ...where, ...what })),
  { nil: undefined, freq: 2 },
);

/** Few values, so that the same one and earlier ones are common. */
const rotate = fc.record({ kind: fc.constant("rotate" as const), value: fc.constantFrom("1", "2", "3", "a"), fault });

const step: fc.Arbitrary<RotationStep> = fc.oneof(
  { weight: 16, arbitrary: rotate },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("describe" as const), text: fc.constantFrom("one", "two"), fault }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("retire" as const), on: fc.boolean(), fault }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("delete by hand" as const),
      slot: fc.constantFrom("previous" as const, "previous" as const, "current" as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant<RotationStep>({ kind: "make active by hand" }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("refresh" as const), fault }) },
  { weight: 1, arbitrary: fc.constant<RotationStep>({ kind: "leave the component and come back" }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("lose the state and adopt" as const), knowsSecret: fc.boolean() }),
  },
);

/** A life of a RotatingOAuthClient. */
export const history: fc.Arbitrary<RotationStep[]> = fc.array(step, { minLength: 8, maxLength: 24, size: "max" });
