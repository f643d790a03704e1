import { OAUTH_CLIENT_CREDENTIAL, OAUTH_CLIENT_FIELDS } from "../../../provider/model/integration-credential.ts";
import type { TerraformInstance, TerraformState } from "./state.ts";

/** The secrets of clients that a state has, by client id. */
export function secretsOfClients({ clients, credentials }: TerraformState): ReadonlyMap<string, string> {
  const current = clients.filter(({ isDeposed }) => !isDeposed);
  const ids = new Set(current.map(idOf));
  const secrets = new Map<string, string>();
  for (const credential of credentials) {
    const { clientId, clientSecret } = fieldsOf(credential);
    const id = clientId?.toLowerCase();
    if (!credential.isDeposed && id !== undefined && ids.has(id) && clientSecret) secrets.set(id, clientSecret);
  }
  // expose_client_secret = true puts the secret here. It comes from the creation of this very client.
  for (const client of current) {
    const secret = textOf(client.attributes.client_secret);
    if (secret !== undefined) secrets.set(idOf(client), secret);
  }
  return secrets;
}

/** Id of an object, in lower case. */
export function idOf({ attributes }: TerraformInstance): string {
  return textOf(attributes.id)?.toLowerCase() ?? "";
}

/** Id of the client whose secret a credential has; empty for other types of credentials. */
export function clientOf(instance: TerraformInstance): string {
  const isOfClient = credentialOf(instance).type === OAUTH_CLIENT_CREDENTIAL;
  return isOfClient ? (fieldsOf(instance).clientId?.toLowerCase() ?? "") : "";
}

/** Name and type of a credential. */
export function credentialOf({ attributes }: TerraformInstance): { readonly name: string; readonly type: string } {
  return {
    name: textOf(attributes.name) ?? "",
    type: textOf(attributes.credential_type_name) ?? OAUTH_CLIENT_CREDENTIAL,
  };
}

/**
 * All fields of a credential, in clear; undefined where the state does not have all of them. Terraform's provider can find out the secret of
 * a client when it makes a credential, and the state then does not have it. What is missing would be lost with an adoption.
 * @param secrets of clients, by client id.
 */
export function allFieldsOf(
  instance: TerraformInstance,
  secrets: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> | undefined {
  const fields = fieldsOf(instance);
  const isOfClient = credentialOf(instance).type === OAUTH_CLIENT_CREDENTIAL;
  const clientSecret = secrets.get(clientOf(instance));
  const all = { ...fields, ...(fields.clientSecret || clientSecret === undefined ? {} : { clientSecret }) };
  const names = [...Object.keys(instance.attributes.fields ?? {}), ...(isOfClient ? OAUTH_CLIENT_FIELDS : [])];
  return names.length > 0 && names.every((name) => Object.hasOwn(all, name)) ? all : undefined;
}

/** The fields of a credential that the state has, in clear. */
export function fieldsOf({ attributes }: TerraformInstance): Readonly<Record<string, string>> {
  const { fields } = attributes;
  if (typeof fields !== "object" || fields === null) return {};
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === "string" && value !== ""));
}

/** A text that is there. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
