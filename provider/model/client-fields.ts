import type { ZodType } from "zod";
import { canonicalRoles, canonicalStrings, canonicalText } from "./canonical.ts";
import type { InputRules } from "./input-rules.ts";
import { DEFAULT_VALIDITY_SECONDS, type RoleAssignment, VALIDITY_SECONDS } from "./oauth-client.ts";

/** The properties that Genesys Cloud stores in a field of its own, in their canonical form. */
export interface ClientFields {
  readonly name: string;
  readonly authorizedGrantType: string;
  readonly description?: string;
  readonly accessTokenValiditySeconds: number;
  readonly registeredRedirectUris?: readonly string[];
  readonly scopes?: readonly string[];
  readonly roles?: readonly RoleAssignment[];
  readonly state: string;
}

/** How a property is stored in Genesys Cloud, and what a program may write. */
interface ClientField {
  /** Name of the field in the API. */
  readonly apiField: string;
  /** The value where neither the program nor an answer has one. */
  readonly absent?: string | number | boolean;
  /** What clears the field. The outputs have it if there is no value. */
  readonly empty?: "" | readonly [];
  /** Brings a value of the program or of an answer into its canonical form, and what is empty to undefined. Default: it is canonical as it is. */
  readonly canonical?: (value: never) => unknown;
  /** What a program may write. The rules are passed in, because only the check needs zod, which takes time to load. */
  readonly rule: (rules: InputRules) => ZodType;
}

const TEXT = { empty: "", canonical: canonicalText } as const;
const SET_OF_TEXTS = { empty: [], canonical: canonicalStrings } as const;

/**
 * The one description of these properties. The check, requests, comparisons, what is read, previews, outputs and the export follow from it.
 * `extraProperties` and `ownershipMark` are stored in another way.
 */
export const CLIENT_FIELDS = {
  name: {
    apiField: "name",
    absent: "",
    rule: ({ filledText }) => filledText("write the name that the client shows in Genesys Cloud"),
  },
  authorizedGrantType: { apiField: "authorizedGrantType", absent: "", rule: ({ grantType }) => grantType() },
  description: { apiField: "description", ...TEXT, rule: ({ description }) => description().optional() },
  accessTokenValiditySeconds: {
    apiField: "accessTokenValiditySeconds",
    absent: DEFAULT_VALIDITY_SECONDS,
    rule: ({ wholeNumber }) => wholeNumber(VALIDITY_SECONDS, "seconds", "3600 for one hour").optional(),
  },
  registeredRedirectUris: {
    apiField: "registeredRedirectUri",
    ...SET_OF_TEXTS,
    rule: ({ list, absoluteUri }) => list(absoluteUri(), "write the redirect URIs as a list of strings").optional(),
  },
  scopes: {
    apiField: "scope",
    ...SET_OF_TEXTS,
    rule: ({ list, filledText }) =>
      list(
        filledText("write a scope id such as analytics:readonly (getOAuthScopes lists them)"),
        "write the scope ids as a list of strings",
      ).optional(),
  },
  roles: {
    apiField: "roleDivisions",
    empty: [],
    canonical: canonicalRoles,
    rule: ({ list, role }) => list(role(), "write the roles as a list of { roleId }").optional(),
  },
  state: { apiField: "state", absent: "active", rule: ({ choice }) => choice("active", "inactive").optional() },
} as const satisfies Readonly<Record<keyof ClientFields, ClientField>>;

/** Name of a property that Genesys Cloud stores in a field of its own. */
export type ClientFieldName = keyof ClientFields;

/** The description as a list, in the order of the properties. */
export const CLIENT_FIELD_LIST = Object.entries(CLIENT_FIELDS) as readonly (readonly [ClientFieldName, ClientField])[];

/** An object with all these properties, each made from its description. */
export function eachField<T>(
  make: (property: ClientFieldName, field: ClientField) => T,
): Readonly<Record<ClientFieldName, T>> {
  return Object.fromEntries(
    CLIENT_FIELD_LIST.map(([property, field]) => [property, make(property, field)]),
  ) as Readonly<Record<ClientFieldName, T>>;
}

/** The canonical form of a value of a program, of an answer or of the state. */
export function canonicalValue(value: unknown, { absent, canonical }: ClientField): unknown {
  return (canonical === undefined ? value : canonical(value as never)) ?? absent;
}

/** The fields that can be empty. Their outputs are never absent. */
export type EmptiableField = {
  [K in keyof typeof CLIENT_FIELDS]: (typeof CLIENT_FIELDS)[K] extends { readonly empty: unknown } ? K : never;
}[keyof typeof CLIENT_FIELDS];

/** The inputs in the form of outputs. */
export function withEmptyValues<T extends ClientFields>(inputs: T): T & Required<Pick<ClientFields, EmptiableField>> {
  return { ...inputs, ...eachField((property, { empty }) => inputs[property] ?? empty) } as T &
    Required<Pick<ClientFields, EmptiableField>>;
}
