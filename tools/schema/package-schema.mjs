import { join } from "node:path";
import { readSettings } from "../../provider/config/settings.ts";
import {
  INTEGRATION_CREDENTIAL_SECRETS,
  INTEGRATION_CREDENTIAL_TYPE,
} from "../../provider/model/integration-credential.ts";
import { OAUTH_CLIENT_SECRETS, OAUTH_CLIENT_TYPE } from "../../provider/model/oauth-client.ts";
import { PLUGIN_PACKAGE, pluginToken } from "../../provider/model/plugin-tokens.ts";
import { readJson, root } from "../set-up/paths.mjs";
import { languages } from "./languages.mjs";
import { Sources } from "./sources.mjs";
import { TypeSpecs } from "./type-specs.mjs";

const PROGRAM = join(root, "provider", "index.ts");
const PROVIDER = join(root, "provider", "program", "plugin", "provider.ts");

/** The resources. Each has the type under which the dynamic face of this package keeps it in states, so that stacks can move. */
const RESOURCES = [
  { name: "OAuthClient", alias: OAUTH_CLIENT_TYPE, secrets: OAUTH_CLIENT_SECRETS },
  { name: "IntegrationCredential", alias: INTEGRATION_CREDENTIAL_TYPE, secrets: INTEGRATION_CREDENTIAL_SECRETS },
];

/** The Pulumi package schema. The exported interfaces, classes and functions with their TSDoc are its only source. */
export function packageSchema() {
  const { name, version, description, keywords, license, homepage, repository } = readJson(join(root, "package.json"));
  const sources = new Sources([PROGRAM, PROVIDER], join(root, "tsconfig.json"));
  const types = new TypeSpecs(sources, pluginToken);
  const program = sources.exportsOf(PROGRAM);
  const provider = providerSpec(sources, types);
  const resources = RESOURCES.map((kind) => [pluginToken(kind.name), resourceSpec(sources, types, program, kind)]);
  const functions = dataSources(program).map((symbol) => [
    pluginToken(symbol.name),
    functionSpec(sources, types, symbol),
  ]);
  return {
    name: PLUGIN_PACKAGE,
    displayName: "Genesys Cloud OAuth",
    version,
    description,
    keywords,
    license,
    homepage,
    repository: repository?.url ?? repository,
    language: languages(name),
    config: { variables: provider.inputProperties },
    provider,
    types: types.collected(),
    resources: Object.fromEntries(resources),
    functions: Object.fromEntries(functions),
  };
}

/** It names no variables of the environment to the generators, which would copy their values into the state. */
function providerSpec(sources, types) {
  const exported = sources.exportsOf(PROVIDER);
  const secrets = readSettings(() => undefined, {}).flatMap(({ key, isSecret }) => (isSecret ? [key] : []));
  const { properties } = types.properties(sources.membersOf(exported.get("ProviderArgs")), true, secrets);
  return { description: sources.descriptionOf(exported.get("Provider")), inputProperties: properties };
}

function resourceSpec(sources, types, program, { name, alias, secrets }) {
  const symbol = program.get(name);
  const inputs = types.properties(sources.membersOf(program.get(`${name}Args`)), true, secrets);
  const outputs = types.properties(sources.outputsOf(symbol), false, secrets);
  return {
    description: sources.descriptionOf(symbol),
    ...outputs,
    inputProperties: inputs.properties,
    requiredInputs: inputs.required,
    aliases: [{ type: alias }],
  };
}

/** The data sources: the functions that also have an Output form, which the generators of other languages add themselves. */
function dataSources(program) {
  const plain = [...program.values()].filter(({ name }) => program.has(`${name}Output`));
  return plain.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function functionSpec(sources, types, symbol) {
  const { args, result } = sources.signatureOf(symbol);
  return {
    description: sources.descriptionOf(symbol),
    inputs: { description: sources.descriptionOf(args), ...types.properties(sources.membersOf(args), true) },
    outputs: { description: sources.descriptionOf(result), ...types.properties(sources.membersOf(result), false) },
  };
}
