import type { ApiOAuthClient } from "../api/api-types.ts";
import { GuardError } from "../errors/index.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { isDisabled } from "../model/translate.ts";
import type { Identity, Session } from "./session.ts";

/** Where a state belongs, as far as it knows. */
type Known = Partial<Pick<OAuthClientState, "organizationId" | "apiUrl" | "clientId">>;

/**
 * Stops unless the credentials in use belong to the organisation and API host that the state comes from. With a wrong login, every
 * client would look deleted.
 */
export async function requireSameOrganization(session: Session, state: Known): Promise<Identity> {
  // The host comes first: on another host, the login itself would fail with a misleading message.
  requireSameHost(session.api.apiUrl, state);
  const identity = await session.identity();
  requireOrganizationOf(identity, state);
  return identity;
}

/** Stops unless the configuration leads to the API host that the state comes from. */
export function requireSameHost(apiUrl: string, state: Known): void {
  if (state.apiUrl !== undefined && state.apiUrl !== apiUrl) {
    throw new GuardError(
      `The state belongs to ${state.apiUrl}, but the configuration leads to ${apiUrl}. Nothing was read or changed`,
      {
        ...factsOf(state),
        nextStep: "Correct genesyscloud:region (or genesyscloud:apiUrl), or select the stack that belongs to it.",
      },
    );
  }
}

/** Stops unless the login belongs to the organisation that the state comes from. */
export function requireOrganizationOf(
  identity: Pick<Identity, "organizationId" | "organizationName">,
  state: Known,
): void {
  if (state.organizationId && identity.organizationId && state.organizationId !== identity.organizationId) {
    throw new GuardError(
      `The state belongs to organisation ${state.organizationId}, but the login belongs to organisation ` +
        `${identity.organizationId} (${identity.organizationName}). Nothing was changed`,
      {
        ...factsOf(state),
        nextStep: "Log in to the organisation of this stack, or select the stack of this organisation.",
      },
    );
  }
}

/**
 * Stops a change of the client that we are logged in as, unless the program allows it.
 * @param change the verb that goes before the client, such as `delete`.
 */
export function requireNotSelf(
  identity: Identity,
  clientId: string,
  change: string,
  { allowSelf }: Pick<OAuthClientInputs, "allowSelf">,
  nextStep = "Log in as another client for this change, or set allowSelf: true on the resource if you have another way to log in.",
): void {
  if (allowSelf || identity.clientId?.toLowerCase() !== clientId.toLowerCase()) return;
  throw new GuardError(
    `Cannot ${change} OAuth client ${clientId}: the provider is logged in as this client, and the change would lock it out of Genesys Cloud`,
    { clientId, nextStep },
  );
}

/** Stops a change of a client that Genesys Cloud support has locked. */
export function requireNotDisabled(live: ApiOAuthClient): void {
  if (!isDisabled(live)) return;
  throw new GuardError(`OAuth client ${live.id} (${live.name}) is disabled by Genesys Cloud and can't be changed`, {
    clientId: live.id,
    nextStep: "Ask Genesys Cloud Customer Care to enable it, or remove it from the stack with `pulumi state delete`.",
  });
}

function factsOf({ clientId }: Known): { readonly clientId?: string } {
  return clientId === undefined ? {} : { clientId };
}
