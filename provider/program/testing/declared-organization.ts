import type { OAuthAuthorization } from "../../data-sources/authorizations.ts";
import type { OAuthClientInfo } from "../../data-sources/clients.ts";
import type { OAuthClientUsageRow } from "../../data-sources/usage.ts";

/**
 * Something with a name, as a unit test declares it. A text is its name; its id is made from it.
 * @group Testing
 */
export type DeclaredEntity = string | { readonly id: string; readonly name: string };

/**
 * A scope, as a unit test declares it. A text is its id.
 * @group Testing
 */
export type DeclaredScope = string | { readonly id: string; readonly description: string };

/**
 * An existing OAuth client, as a unit test declares it. Without `clientId`, the id is made from the name. Other values that are left out are
 * those of an active CODE client.
 * @group Testing
 */
export type DeclaredClient = Partial<OAuthClientInfo> & Pick<OAuthClientInfo, "name">;

/**
 * An authorization, as a unit test declares it.
 * @group Testing
 */
export type DeclaredAuthorization = Partial<OAuthAuthorization> & Pick<OAuthAuthorization, "clientId">;

/**
 * What the data sources of a unit test find.
 *
 * A list that is left out does not limit what can be looked up: every name and every id is found, with made-up values. A list that is declared
 * is all there is, so that a wrong name fails as it would in Genesys Cloud. What the program creates is in none of the lists.
 * @group Testing
 */
export interface DeclaredOrganization {
  /** Roles, for `getAuthorizationRole`. */
  readonly roles?: readonly DeclaredEntity[];
  /** Divisions beside the home division, for `getAuthorizationDivision`. */
  readonly divisions?: readonly DeclaredEntity[];
  /** The home division. Default: one named Home. */
  readonly homeDivision?: DeclaredEntity;
  /** Scopes, for `getOAuthScope` and `getOAuthScopes`, which lists none if they are left out. */
  readonly scopes?: readonly DeclaredScope[];
  /** Clients, for `getOAuthClient`, `OAuthClient.get` and `getOAuthClients`, which lists none if they are left out. */
  readonly clients?: readonly DeclaredClient[];
  /** Authorizations, for `getOAuthAuthorization` and `getOAuthAuthorizations`, which lists none if they are left out. */
  readonly authorizations?: readonly DeclaredAuthorization[];
  /** Rows of the usage of the clients that they name, whatever is asked. Default: none, which means that no client was used. */
  readonly usage?: readonly OAuthClientUsageRow[];
}
