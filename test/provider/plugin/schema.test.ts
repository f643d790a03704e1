import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../../provider/config/settings.ts";
import * as program from "../../../provider/index.ts";
import {
  INTEGRATION_CREDENTIAL_SECRETS,
  INTEGRATION_CREDENTIAL_TYPE,
} from "../../../provider/model/integration-credential.ts";
import { GRANT_TYPES, OAUTH_CLIENT_SECRETS, OAUTH_CLIENT_TYPE } from "../../../provider/model/oauth-client.ts";
import { PLUGIN_PACKAGE, pluginToken } from "../../../provider/model/plugin-tokens.ts";

interface Property {
  readonly type?: string;
  readonly description?: string;
  readonly secret?: boolean;
  readonly defaultInfo?: unknown;
}
type Properties = Readonly<Record<string, Property>>;
interface ObjectType {
  readonly properties?: Properties;
  readonly required?: readonly string[];
}
interface ResourceType extends ObjectType {
  readonly inputProperties: Properties;
  readonly requiredInputs?: readonly string[];
  readonly aliases?: unknown;
}
interface Schema {
  readonly name: string;
  readonly version: string;
  readonly config: { readonly variables: Properties };
  readonly provider: ResourceType;
  readonly types: Readonly<Record<string, ObjectType & { readonly enum?: readonly { readonly value: string }[] }>>;
  readonly resources: Readonly<Record<string, ResourceType>>;
  readonly functions: Readonly<Record<string, { readonly inputs: ObjectType; readonly outputs: ObjectType }>>;
}

const textOf = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const text = textOf("../../../provider/plugin/schema.json");
const schema = JSON.parse(text) as Schema;

const resource = (name: string): ResourceType => {
  const found = schema.resources[pluginToken(name)];
  if (found === undefined) throw new Error(`the schema has no resource ${name}`);
  return found;
};
const secretsOf = (...properties: (Properties | undefined)[]) => {
  const entries = properties.flatMap((list) => Object.entries(list ?? {}));
  return [...new Set(entries.filter(([, { secret }]) => secret === true).map(([name]) => name))].sort();
};
/** Everything that has properties. */
const objects: readonly ObjectType[] = [
  ...Object.values(schema.types),
  ...[schema.provider, ...Object.values(schema.resources)].flatMap((type) => [
    type,
    { properties: type.inputProperties, required: type.requiredInputs ?? [] },
  ]),
  ...Object.values(schema.functions).flatMap(({ inputs, outputs }) => [inputs, outputs]),
];

describe("the package schema", () => {
  it("conforms to Pulumi's metaschema", () => {
    const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
    ajv.validate(JSON.parse(textOf("pulumi-metaschema.json")), schema);
    expect(ajv.errors ?? []).toEqual([]);
  });

  it("bears the name of the plugin and the version of the package", () => {
    const { version } = JSON.parse(textOf("../../../package.json")) as { version: string };
    expect({ name: schema.name, version: schema.version }).toEqual({ name: PLUGIN_PACKAGE, version });
  });

  it("describes every type that it refers to, and no other", () => {
    const referred = [...text.matchAll(/"#\/types\/([^"]+)"/g)].map(([, token]) => token);
    expect([...new Set(referred)].sort()).toEqual(Object.keys(schema.types).sort());
  });

  it("requires only properties that it has", () => {
    const missing = objects.flatMap(({ properties = {}, required = [] }) =>
      required.filter((name) => !Object.hasOwn(properties, name)),
    );
    expect(missing).toEqual([]);
  });

  it("describes every property in words that hold in every language", () => {
    const properties = objects.flatMap((type) => Object.entries(type.properties ?? {}));
    expect(properties.length).toBeGreaterThan(100);
    expect(properties.filter(([, { description = "" }]) => description.trim() === "")).toEqual([]);
    expect(text).not.toMatch(/\{@|@(?:throws|example|group|remarks)|\bdynamic providers?\b.*asks|Output form/);
  });

  it("names the grant types", () => {
    const { enum: values = [] } = schema.types[pluginToken("GrantType")] ?? {};
    expect(values.map(({ value }) => value)).toEqual(GRANT_TYPES);
  });
});

describe("the provider of the schema", () => {
  const settings = readSettings(() => undefined, {});

  it("takes every setting, in its arguments and in the stack configuration, and needs none", () => {
    const keys = settings.map(({ key }) => key).sort();
    expect(Object.keys(schema.provider.inputProperties).sort()).toEqual(keys);
    expect(schema.config.variables).toEqual(schema.provider.inputProperties);
    expect(schema.provider.requiredInputs).toBeUndefined();
  });

  it("marks the secret settings, and lets no generator copy the environment into states", () => {
    const secret = settings.filter(({ isSecret }) => isSecret).map(({ key }) => key);
    expect(secretsOf(schema.provider.inputProperties)).toEqual(secret.sort());
    const copied = Object.values(schema.provider.inputProperties).filter(
      ({ defaultInfo }) => defaultInfo !== undefined,
    );
    expect(copied).toEqual([]);
  });
});

describe("the resources of the schema", () => {
  it.each([
    ["OAuthClient", OAUTH_CLIENT_TYPE, OAUTH_CLIENT_SECRETS],
    ["IntegrationCredential", INTEGRATION_CREDENTIAL_TYPE, INTEGRATION_CREDENTIAL_SECRETS],
  ] as const)("%s has the type of the dynamic face as an alias, and marks its secrets", (name, alias, secrets) => {
    const { inputProperties, properties, aliases } = resource(name);
    expect(aliases).toEqual([{ type: alias }]);
    const known = (secret: string) => Object.hasOwn({ ...inputProperties, ...properties }, secret);
    expect(secretsOf(inputProperties, properties)).toEqual(secrets.filter(known).sort());
    expect(secretsOf(inputProperties, properties)).not.toEqual([]);
  });
});

describe("the functions of the schema", () => {
  it("are the data sources that programs can call", () => {
    const outputForms = Object.keys(program).filter((name) => /^get\w+Output$/.test(name));
    const names = outputForms.map((name) => pluginToken(name.slice(0, -"Output".length)));
    expect(names).toHaveLength(10);
    expect(Object.keys(schema.functions).sort()).toEqual(names.sort());
  });
});
