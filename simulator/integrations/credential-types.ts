import type { ApiCredentialType } from "../api-types.ts";

/** Types that Genesys's own documentation shows, with the fields that a credential of the type must have [peer]. */
const REQUIRED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  pureCloudOAuthClient: ["clientId", "clientSecret"],
  basicAuth: ["userName", "password"],
  userDefinedOAuth: [],
  userDefined: [],
};

/** The types of credentials that the organisation has. */
export const CREDENTIAL_TYPES: readonly ApiCredentialType[] = Object.entries(REQUIRED_FIELDS).map(
  ([name, required]) => ({
    id: name,
    name,
    properties: {
      type: "object",
      properties: Object.fromEntries(required.map((field) => [field, { type: "string", title: field }])),
    },
    displayOrder: [...required],
    required: [...required],
  }),
);

/** The type of a name; undefined where the organisation has none. */
export function credentialTypeOf(name: string): ApiCredentialType | undefined {
  return CREDENTIAL_TYPES.find((type) => type.name === name);
}
