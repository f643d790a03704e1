import type { ClientFields, EmptiableField } from "./client-fields.ts";

/**
 * How an application obtains tokens with the client. Genesys is retiring `TOKEN` (implicit grant).
 * @group Resource
 */
export type GrantType = "CODE" | "TOKEN" | "SAML2-BEARER" | "PASSWORD" | "CLIENT-CREDENTIALS";

/**
 * Whether the secret in the stack still works. `unknown` if the login host could not tell.
 * @group Resource
 */
export type SecretStatus = "valid" | "invalid" | "unknown";

/** Type token of the resource in the engine's states. FROZEN. */
export const OAUTH_CLIENT_TYPE = "pulumi-nodejs:dynamic/genesyscloud:OAuthClient";

/** The properties that are secrets, whatever a program says. The slots of a rotation hold credentials. */
export const OAUTH_CLIENT_SECRETS = ["clientSecret", "importedClientSecret", "current", "previous"] as const;

/** The grant types of Genesys Cloud. */
export const GRANT_TYPES = [
  "CODE",
  "TOKEN",
  "SAML2-BEARER",
  "PASSWORD",
  "CLIENT-CREDENTIALS",
] as const satisfies readonly GrantType[];

/**
 * Any JSON value.
 * @group Resource
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * A role granted to a CLIENT-CREDENTIALS client within a division.
 * @group Resource
 */
export interface RoleAssignment {
  /** Id of the role. The client that you log in with must hold this role itself. */
  readonly roleId: string;
  /** Id of the division, or `*` for all divisions. */
  readonly divisionId: string;
}

/**
 * What an application needs to log in.
 * @group Resource
 */
export interface ClientCredential {
  /** Id of the client. */
  readonly clientId: string;
  /** Empty if it is not known: the client was adopted without its secret, or the answer to its regeneration was lost. */
  readonly clientSecret: string;
}

/** A credential of a RotatingOAuthClient, as the first client keeps it. */
export interface RotationSlot {
  readonly clientId: string;
  /** Empty if it is not known. Absent if it is the one that the second client's own resource has. */
  readonly clientSecret?: string;
}

/** Lifetime of a token in seconds if the program sets none. It is the default of Genesys Cloud. */
export const DEFAULT_VALIDITY_SECONDS = 86_400;
/** Range of `accessTokenValiditySeconds`; more than 172,800 is meant for SCIM integrations only. */
export const VALIDITY_SECONDS = { min: 300, max: 38_880_000, maxBeyondScim: 172_800 } as const;

/**
 * The canonical inputs. `check` returns them, the state keeps them and `read` finds them in the same form, so that the
 * engine's own comparison names exactly the properties that differ. Defaults are filled in. Sets are sorted and have no
 * duplicates. Empty values are absent.
 */
export interface OAuthClientInputs extends ClientFields {
  readonly secretVersion?: string;
  readonly extraProperties?: Readonly<Record<string, Json>>;
  readonly allowSelf?: boolean;
  readonly verifySecret?: boolean;
  /** Id of the existing client that this resource adopted (`opts.import`). */
  readonly importId?: string;
  readonly importedClientSecret?: string;
  /**
   * Project, stack and name of the resource, if the setting ownershipMark is on. Kept at the end of the client's description,
   * where no other property shows it.
   */
  readonly ownershipMark?: string;
  /** Which of the two clients of a RotatingOAuthClient this is. The first keeps the slots, and has the inputs below. */
  readonly rotationSlot?: "first" | "second";
  /** A new value makes the other slot the current one. */
  readonly rotation?: string;
  /** Whether the slot that is not current is inactive. The second client has it too: it then leaves its state to the first. */
  readonly retirePrevious?: boolean;
  readonly secondClientId?: string;
}

/** The outputs, as the engine keeps them in the state. Plain JSON. */
export interface OAuthClientState
  extends Omit<OAuthClientInputs, EmptiableField>,
    Required<Pick<ClientFields, EmptiableField>> {
  readonly clientId: string;
  /** Empty if it is unknown, because the client was adopted without its secret. */
  readonly clientSecret: string;
  readonly dateCreated?: string;
  readonly dateModified?: string;
  readonly createdBy?: string;
  readonly modifiedBy?: string;
  readonly dateToDelete?: string;
  readonly selfUri?: string;
  readonly organizationId: string;
  readonly apiUrl: string;
  /** When we generated the secret. Absent if somebody else did, or an earlier version of this package. */
  readonly secretDate?: string;
  /** What the last check found. Present only with `verifySecret`. */
  readonly secretStatus?: SecretStatus;
  /** Present while a new secret is still due. The next update generates it, whatever else changes. */
  readonly secretPending?: true;
  /** Present while nobody knows whether the client exists. Then `clientId` is empty. */
  readonly creationInDoubt?: CreationInDoubt;
  /** Present while Genesys Cloud keeps a value in another form than it was asked for. */
  readonly alteredValues?: AlteredValues;
  /** Of the first client of a RotatingOAuthClient: the credential to use. */
  readonly current?: RotationSlot;
  /** The other credential. The next rotation regenerates its secret. */
  readonly previous?: RotationSlot;
  /** ISO 8601 time at which a rotation generated the second client's secret. Absent if that still has its first one. */
  readonly secondSecretDate?: string;
  /** Present while the client of the previous credential is inactive because the program retired it. */
  readonly retired?: true;
  /** What the program says about `state`, while one of the two clients is in another state by rotation. */
  readonly declaredState?: string;
}

/** What is known of a creation whose answer nobody waited for, because the run was cancelled. */
export type CreationInDoubt = {
  /** ISO 8601 time of the server at which the request was sent. */
  readonly sentAt: string;
  /** Ids of the clients with such a name that were there before. */
  readonly before: readonly string[];
  /** Id under which the API recorded other creations of that run. Absent if there was none. */
  readonly creatorId?: string;
};

/** The properties that Genesys Cloud keeps in its own form: what was asked for, and what it made of it. */
export type AlteredValues = {
  readonly [K in keyof OAuthClientInputs]?: {
    readonly asked?: OAuthClientInputs[K];
    readonly got?: OAuthClientInputs[K];
  };
};
