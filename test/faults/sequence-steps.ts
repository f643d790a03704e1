import fc from "fast-check";
import type { FaultAction, SimClient } from "../../simulator/index.ts";
import { DIVISION_IDS, ROLE_IDS } from "../../simulator/index.ts";
import { ROLE } from "../harness/sample-clients.ts";
import type { Program } from "./engine-model.ts";

export type Args = Program[string];

/** A fault that strikes some call of a run, whichever it is, or some call on clients of one method. */
export interface RandomFault {
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | undefined;
  readonly skip: number;
  readonly times: number;
  readonly action: FaultAction | { readonly kind: "killed"; readonly applied: boolean };
}

/** One thing that happens; `which` chooses a resource among those that there are. */
export type Step =
  | { readonly kind: "declare"; readonly which: number; readonly args: Args }
  | { readonly kind: "change"; readonly which: number; readonly args: Args }
  | { readonly kind: "copy"; readonly from: number; readonly to: number; readonly move: boolean }
  | { readonly kind: "remove"; readonly which: number }
  | { readonly kind: "revert" }
  | { readonly kind: "adopt"; readonly args: Args }
  | { readonly kind: "edit"; readonly which: number; readonly patch: Partial<SimClient> }
  | { readonly kind: "delete by hand"; readonly which: number; readonly pending: boolean }
  | { readonly kind: "rotate by hand"; readonly which: number }
  | { readonly kind: "time passes"; readonly days: number }
  | { readonly kind: "run"; readonly operation: "up" | "refresh"; readonly fault: RandomFault | undefined };

const sometimes = <T>(value: T) => fc.option(fc.constant(value), { nil: undefined });

/** Few values each, so that equal clients are common. Everything that `check` must bring into one form occurs. */
const common = {
  name: fc.constantFrom("One", "Two"),
  description: fc.constantFrom(undefined, "", "ours"),
  accessTokenValiditySeconds: fc.constantFrom(undefined, 86_400, 600),
  state: fc.constantFrom(undefined, "active", "inactive"),
  secretVersion: fc.constantFrom(undefined, 1, "1", 2, "3"),
  extraProperties: fc.constantFrom(
    undefined,
    {},
    { allowedIps: ["10.0.0.0/8", "::1/128"] },
    { allowedIps: [], team: "a" },
  ),
};

const app = fc.record({
  ...common,
  authorizedGrantType: fc.constant("CODE"),
  registeredRedirectUris: fc.constantFrom(undefined, ["https://b.example.com/", "https://a.example.com/"]),
  scopes: fc.constantFrom(undefined, [], ["users", "analytics:readonly", "users"]),
});

const service = fc.record({
  ...common,
  authorizedGrantType: fc.constant("CLIENT-CREDENTIALS"),
  roles: fc.constantFrom([ROLE], [{ roleId: ROLE_IDS.supervisor, divisionId: "*" }, ROLE]),
});

const args: fc.Arbitrary<Args> = fc
  .oneof(app, service)
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));

const secretVersion = fc.record({ secretVersion: common.secretVersion });
const description = fc.record({ description: common.description });

const patch: fc.Arbitrary<Partial<SimClient>> = fc.constantFrom<Partial<SimClient>>(
  { name: "Renamed by hand" },
  { description: "by hand" },
  { accessTokenValiditySeconds: 3_600 },
  { registeredRedirectUri: ["https://elsewhere.example.com/"] },
  { roleDivisions: [{ roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.sales }] },
  { state: "inactive" },
  { state: "active" },
  { state: "disabled" },
  { allowedIps: ["0.0.0.0/0"] } as Partial<SimClient>,
);

const struck = fc.oneof(
  fc.record({ method: fc.constant(undefined), skip: fc.nat({ max: 9 }) }),
  fc.record({
    method: fc.constantFrom("GET" as const, "POST" as const, "POST" as const, "PUT" as const, "DELETE" as const),
    skip: fc.nat({ max: 1 }),
  }),
);

const effect = fc.record({
  times: fc.constantFrom(1, 2, Number.POSITIVE_INFINITY),
  action: fc.constantFrom<RandomFault["action"]>(
    { kind: "status", status: 500 },
    { kind: "status", status: 429 },
    { kind: "status", status: 401 },
    { kind: "status", status: 403 },
    { kind: "status-after", status: 502 },
    { kind: "reset-before" },
    { kind: "reset-after" },
    { kind: "hang-after" },
    { kind: "truncated-json" },
    { kind: "html" },
    { kind: "html-after" },
    { kind: "killed", applied: true },
    { kind: "killed", applied: false },
  ),
});

const fault: fc.Arbitrary<RandomFault> = fc.tuple(struck, effect).map(([where, what]) => ({ ...where, ...what }));

const which = fc.nat({ max: 9 });

const run: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("run" as const),
  operation: fc.constantFrom("up" as const, "up" as const, "refresh" as const),
  fault: fc.option(fault, { nil: undefined, freq: 5 }),
});

const change: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("declare" as const), which, args }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("change" as const),
      which,
      args: fc.oneof(secretVersion, secretVersion, description, fc.record({ extraProperties: common.extraProperties })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("copy" as const), from: which, to: which, move: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove" as const), which }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("revert" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("adopt" as const), args }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("edit" as const), which, patch }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete by hand" as const), which, pending: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rotate by hand" as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("time passes" as const), days: fc.constantFrom(2, 40) }) },
);

/** Changes, each followed by a run more often than not. */
export const sequence: fc.Arbitrary<Step[]> = fc
  .array(fc.tuple(change, sometimes(true), run), { minLength: 1, maxLength: 6, size: "max" })
  .map((parts) => parts.flatMap(([first, alone, second]) => (alone ? [first] : [first, second])));
