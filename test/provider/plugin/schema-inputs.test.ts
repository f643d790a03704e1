import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkCredential } from "../../../provider/model/check-credential.ts";
import { checkInputs, type InputFailure } from "../../../provider/model/check-inputs.ts";
import type { IntegrationCredentialInputs } from "../../../provider/model/integration-credential.ts";
import { pluginToken } from "../../../provider/model/plugin-tokens.ts";
import { INPUT_SAMPLES } from "../../support/input-samples.ts";

type Values = Readonly<Record<string, unknown>>;
interface Resource {
  readonly inputProperties: Readonly<Record<string, { readonly type?: string }>>;
  readonly requiredInputs: readonly string[];
}
const path = new URL("../../../provider/plugin/schema.json", import.meta.url);
const { resources } = JSON.parse(readFileSync(path, "utf8")) as { resources: Readonly<Record<string, Resource>> };

const sampled: Values = Object.fromEntries(
  Object.entries(INPUT_SAMPLES).map(([property, { first }]) => [property, first]),
);
const clientInputs: Values = { ...sampled, secretVersion: "1", importedClientSecret: "a-known-secret" };
const { roles, scopes, ...others } = clientInputs;

const credentialInputs = {
  name: "Data actions",
  type: "pureCloudOAuthClient",
  fields: { clientId: "a-client", clientSecret: "a-secret" },
} satisfies Record<Exclude<keyof IntegrationCredentialInputs, "importId" | "resourceKind">, unknown>;

interface Case {
  readonly name: string;
  readonly all: Values;
  /** Inputs that fit together. Between them, they have every input. */
  readonly samples: readonly Values[];
  check(news: Values): { readonly failures: readonly InputFailure[] };
}
const cases: readonly Case[] = [
  {
    name: "OAuthClient",
    all: clientInputs,
    samples: [
      { ...others, scopes },
      { ...others, authorizedGrantType: "CLIENT-CREDENTIALS", roles },
    ],
    // A secret that is known beforehand belongs to a client that is adopted.
    check: (news) => checkInputs({ ...news, importId: "a-client" }),
  },
  { name: "IntegrationCredential", all: credentialInputs, samples: [credentialInputs], check: checkCredential },
];

describe.each(cases)("the inputs of $name in the schema", ({ name, all, samples, check }) => {
  const { inputProperties = {}, requiredInputs = [] } = resources[pluginToken(name)] ?? {};
  const without = (sample: Values, property: string) =>
    Object.fromEntries(Object.entries(sample).filter(([key]) => key !== property));

  it("are those that a program can write", () => {
    expect(Object.keys(inputProperties).sort()).toEqual(Object.keys(all).sort());
  });

  it("are accepted by the check, each with a value of its type", () => {
    expect(samples.map((sample) => check(sample).failures)).toEqual(samples.map(() => []));
    expect(Object.keys(Object.assign({}, ...samples)).sort()).toEqual(Object.keys(inputProperties).sort());
    const types = Object.entries(inputProperties).map(([property, { type }]) => [property, type]);
    expect(types).toEqual(Object.keys(inputProperties).map((property) => [property, schemaTypeOf(all[property])]));
  });

  it("are required if the check always requires them", () => {
    const required = Object.keys(inputProperties).filter((property) =>
      samples.every((sample) => check(without(sample, property)).failures.length > 0),
    );
    expect([...requiredInputs].sort()).toEqual(required.sort());
  });
});

function schemaTypeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "number" ? "integer" : typeof value;
}
