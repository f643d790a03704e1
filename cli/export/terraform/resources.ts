import { OAUTH_CLIENT_CREDENTIAL } from "../../../provider/model/integration-credential.ts";
import { UniqueNames, variableName } from "../identifiers.ts";
import type { LeftOut, PlannedClient, PlannedCredential, PlannedField, PlannedModule } from "../plan.ts";
import { managedAs } from "../selection.ts";
import { instanceAddress } from "./address.ts";
import { allFieldsOf, clientOf, credentialOf, idOf, secretsOfClients, textOf } from "./known-secrets.ts";
import { ModuleTree, resourceName } from "./modules.ts";
import type { TerraformInstance, TerraformState } from "./state.ts";

/** A secret for the stack configuration. */
export interface ConfigSecret {
  readonly key: string;
  readonly value: string;
}

/** What a Terraform state adds to an export. */
export interface TerraformParts {
  readonly clients: readonly PlannedClient[];
  readonly credentials: readonly PlannedCredential[];
  readonly modules: readonly PlannedModule[];
  readonly leftOut: readonly LeftOut[];
  /** The secrets that the program reads from the stack configuration. */
  readonly secrets: readonly ConfigSecret[];
}

/** What is known beside the state. */
export interface KnownOfStack {
  /** Names of the resources that the stack has already, by the id of their client or credential. */
  readonly managed: ReadonlyMap<string, string>;
  /** Ids of the clients whose secrets no longer work. They count as unknown. */
  readonly refused: ReadonlySet<string>;
}

/** The type of a credential's field that a client gives. */
type Clients = ReadonlyMap<string, PlannedClient & { readonly variable: string }>;

/** Names of the resources of a state, by client id. Those of the root module are as in Terraform. */
export function terraformNames(
  instances: readonly TerraformInstance[],
  taken: Iterable<string> = [],
): ReadonlyMap<TerraformInstance, string> {
  const names = new UniqueNames(taken);
  return new Map(instances.map((instance) => [instance, names.take(resourceName(instance))]));
}

/**
 * Puts clients into their modules, gives them their secrets, and adds the credentials.
 * @param planned the clients that are exported, with the names of {@link terraformNames}.
 * @param stack what is known beside the state.
 */
export function terraformParts(
  state: TerraformState,
  planned: readonly PlannedClient[],
  variables: UniqueNames,
  { managed, refused }: KnownOfStack,
): TerraformParts {
  const instanceOf = new Map(state.clients.filter(({ isDeposed }) => !isDeposed).map((found) => [idOf(found), found]));
  const credentials = state.credentials.filter(({ isDeposed }) => !isDeposed);
  const credentialNames = terraformNames(credentials, managed.values());
  const moduleNames = new UniqueNames([...planned.map(({ resource }) => resource), ...credentialNames.values()]);
  const modules = new ModuleTree(variables, moduleNames);
  const known = new Map([...secretsOfClients(state)].filter(([id]) => !refused.has(id)));
  const keys = new UniqueNames();
  const secrets: ConfigSecret[] = [];
  const keyFor = (key: string, value: string) => {
    const taken = keys.take(key.replaceAll(":", "-"));
    secrets.push({ key: taken, value });
    return taken;
  };
  const clients = planned.map((client) => {
    const instance = instanceOf.get(client.id);
    const module = instance && modules.of(instance.address.module);
    const secret = known.get(client.id);
    return {
      ...client,
      variable: variables.take(variableName(client.resource, "Client") || `client${client.id.slice(0, 8)}`),
      ...(module === undefined ? {} : { module }),
      ...(secret === undefined ? {} : { secretKey: keyFor(`${client.resource}-clientSecret`, secret) }),
    };
  });
  const byId: Clients = new Map(clients.map((client) => [client.id, client]));
  const made = madeWithClients(clients, instanceOf, credentials, known);
  const parts = [
    ...credentials.map((instance) => {
      const holder = managed.get(idOf(instance));
      if (holder !== undefined) return leftOut(instance, managedAs(holder));
      const resource = credentialNames.get(instance) ?? "";
      const fields = allFieldsOf(instance, known);
      if (fields !== undefined && refused.has(clientOf(instance))) return leftOut(instance, OUTDATED);
      return credentialPart(instance, resource, modules, fields && fieldsFor(fields, resource, byId, known, keyFor));
    }),
    ...made,
  ];
  const declared = parts.flatMap((part) => ("planned" in part ? [part.planned] : []));
  const used = new Set(
    declared.flatMap(({ fields }) => fields.flatMap(([, value]) => ("client" in value ? [value.client] : []))),
  );
  return {
    clients: clients.map(({ variable, ...client }) => (used.has(variable) ? { ...client, variable } : client)),
    credentials: declared,
    modules: modules.all(),
    leftOut: parts.flatMap((part) => ("leftOut" in part ? [part.leftOut] : [])),
    secrets,
  };
}

const OUTDATED = "the secret that the state has for it no longer works, and adopting it would send that secret";
const INCOMPLETE =
  "the state does not have all fields of this credential, and adopting it without them would clear them";

function leftOut(instance: TerraformInstance, reason: string): CredentialPart {
  return { leftOut: { id: idOf(instance), label: instanceAddress(instance.address, instance.key), reason } };
}

type CredentialPart = { readonly planned: PlannedCredential } | { readonly leftOut: LeftOut };

function credentialPart(
  instance: TerraformInstance,
  resource: string,
  modules: ModuleTree,
  fields: PlannedCredential["fields"] | undefined,
): CredentialPart {
  if (fields === undefined) return leftOut(instance, INCOMPLETE);
  const { address, key } = instance;
  const id = textOf(instance.attributes.id) ?? "";
  const module = modules.of(address.module);
  const planned = { id, resource, ...credentialOf(instance), fields, comments: [instanceAddress(address, key)] };
  return { planned: { ...planned, ...(module === undefined ? {} : { module }) } };
}

/** Fields that are the id and the secret of an exported client come from it, so that its next secret reaches the credential. */
function fieldsFor(
  fields: Readonly<Record<string, string>>,
  resource: string,
  clients: Clients,
  secrets: ReadonlyMap<string, string>,
  keyFor: (key: string, value: string) => string,
): PlannedCredential["fields"] {
  const client = clients.get(fields.clientId?.toLowerCase() ?? "");
  return Object.entries(fields).map(([field, value]): [string, PlannedField] => {
    if (client !== undefined && field === "clientId") return [field, { client: client.variable, output: field }];
    if (client !== undefined && field === "clientSecret" && secrets.get(client.id) === value) {
      return [field, { client: client.variable, output: field }];
    }
    return [field, { configKey: keyFor(`${resource}-${field}`, value) }];
  });
}

/** Terraform's `integration_credential_name` makes a credential together with a client. It is no resource of its own there. */
function madeWithClients(
  clients: readonly (PlannedClient & { readonly variable: string })[],
  instanceOf: ReadonlyMap<string, TerraformInstance>,
  credentials: readonly TerraformInstance[],
  secrets: ReadonlyMap<string, string>,
): readonly CredentialPart[] {
  const own = new Set(credentials.map(({ attributes }) => textOf(attributes.id)));
  return clients.flatMap(({ id: clientId, resource, variable, module }): readonly CredentialPart[] => {
    const { integration_credential_id, integration_credential_name } = instanceOf.get(clientId)?.attributes ?? {};
    const id = textOf(integration_credential_id);
    const name = textOf(integration_credential_name);
    if (id === undefined || name === undefined || own.has(id)) return [];
    if (!secrets.has(clientId)) {
      const reason = `Terraform made this credential with ${resource}, whose secret the state does not have: declare it when you give the client a new secret`;
      return [{ leftOut: { id, label: JSON.stringify(name), reason } }];
    }
    const fields = (["clientId", "clientSecret"] as const).map((field): readonly [string, PlannedField] => [
      field,
      { client: variable, output: field },
    ]);
    const comments = [`Terraform made it together with ${resource}.`];
    const planned = { id, resource, name, type: OAUTH_CLIENT_CREDENTIAL, fields, comments };
    return [{ planned: { ...planned, ...(module === undefined ? {} : { module }) } }];
  });
}
