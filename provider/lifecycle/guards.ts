import type { ApiOAuthClient } from "../api/api-types.ts";
import { GuardError } from "../errors/index.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { isDisabled } from "../model/translate.ts";
import type { Identity, Session } from "./session.ts";

/**
 * Stops unless the credentials in use belong to the organisation and API host that the state comes from: under a wrong login
 * every client would look deleted.
 */
export async function requireSameOrganization(
  session: Session,
  state: Partial<Pick<OAuthClientState, "organizationId" | "apiUrl" | "clientId">>,
): Promise<Identity> {
  const { apiUrl } = session.api;
  const facts = state.clientId === undefined ? {} : { clientId: state.clientId };
  // Compared first: on another host the login itself would fail, with a message that leads astray.
  if (state.apiUrl !== undefined && state.apiUrl !== apiUrl) {
    throw new GuardError(
      `The state belongs to ${state.apiUrl}, but the configuration leads to ${apiUrl}. Nothing was read or changed`,
      {
        ...facts,
        nextStep: "Correct genesyscloud:region (or genesyscloud:apiUrl), or select the stack that belongs to it.",
      },
    );
  }
  const identity = await session.identity();
  if (state.organizationId && identity.organizationId && state.organizationId !== identity.organizationId) {
    throw new GuardError(
      `The state belongs to organisation ${state.organizationId}, but the login belongs to organisation ` +
        `${identity.organizationId} (${identity.organizationName}). Nothing was read or changed`,
      { ...facts, nextStep: "Log in to the organisation of this stack, or select the stack of this organisation." },
    );
  }
  return identity;
}

/** Stops a change of the very client that we are logged in as, unless the program allows it. */
export function requireNotSelf(
  identity: Identity,
  clientId: string,
  change: string,
  { allowSelf }: Pick<OAuthClientInputs, "allowSelf">,
  nextStep = "Log in as another client for this change, or set allowSelf: true on the resource and keep another way in.",
): void {
  if (allowSelf || identity.clientId?.toLowerCase() !== clientId.toLowerCase()) return;
  throw new GuardError(
    `OAuth client ${clientId} is the one that this provider is logged in as: to ${change} would lock it out of Genesys Cloud`,
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
