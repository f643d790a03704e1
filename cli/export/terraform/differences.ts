import { changedProperties } from "../../../provider/model/changes.ts";
import { type ClientFieldName, canonicalValue, eachField } from "../../../provider/model/client-fields.ts";
import type { OAuthClientInputs } from "../../../provider/model/oauth-client.ts";
import { textOf } from "./known-secrets.ts";
import type { TerraformInstance } from "./state.ts";

/**
 * The properties in which a client differs from what the state of Terraform says about it.
 * @param observed the client as it is.
 */
export function differencesFrom(
  { attributes }: TerraformInstance,
  observed: OAuthClientInputs,
  homeDivisionId: string | undefined,
): readonly string[] {
  const grantType = textOf(attributes.authorized_grant_type);
  const roles = listOf(attributes.roles).flatMap((role) => roleOf(role, homeDivisionId));
  const { ownershipMark: _, ...live } = observed;
  const told: Partial<Record<ClientFieldName, unknown>> = {
    name: textOf(attributes.name),
    // Terraform also takes the name without its hyphen.
    authorizedGrantType: grantType === "SAML2BEARER" ? "SAML2-BEARER" : grantType,
    description: textOf(attributes.description),
    accessTokenValiditySeconds: numberOf(attributes.access_token_validity_seconds),
    registeredRedirectUris: textsOf(attributes.registered_redirect_uris),
    scopes: textsOf(attributes.scopes),
    roles,
    state: textOf(attributes.state),
  };
  // Of a field that Terraform does not know, its state says nothing.
  const inputs = eachField((property, field) => canonicalValue({ ...live, ...told }[property], field));
  return changedProperties(inputs as unknown as OAuthClientInputs, live);
}

function roleOf(role: unknown, homeDivisionId: string | undefined) {
  if (typeof role !== "object" || role === null) return [];
  const [roleId, divisionId] = ["role_id", "division_id"].map((name) => textOf(Reflect.get(role, name)));
  return roleId === undefined ? [] : [{ roleId, divisionId: divisionId ?? homeDivisionId ?? "" }];
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((element) => typeof element === "string");
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
