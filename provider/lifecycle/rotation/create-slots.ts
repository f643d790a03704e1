import { isErrorOf, PartialFailureError } from "../../errors/index.ts";
import type { OAuthClientInputs, OAuthClientState } from "../../model/oauth-client.ts";
import { slotsOf } from "../../model/rotation-slots.ts";
import { isInDoubt } from "../creation-in-doubt.ts";
import type { Session } from "../session.ts";
import { setClientState } from "./slot-clients.ts";

/**
 * Creates the first client of a RotatingOAuthClient, and with it the slots. If it takes the place of a first client that is
 * gone, the second client stays current.
 * @param create creates the client itself, or adopts it.
 */
export async function createFirstClient(
  session: Session,
  inputs: OAuthClientInputs,
  create: (inputs: OAuthClientInputs) => Promise<OAuthClientState>,
): Promise<OAuthClientState> {
  const { importId, ...fresh } = inputs;
  const { secondClientId = "" } = inputs;
  const kept = session.slotsOfReplaced.get(secondClientId);
  const withSlots = (state: OAuthClientState): OAuthClientState => {
    const { clientId, clientSecret } = state;
    const slots = slotsOf({ clientId, clientSecret }, secondClientId, kept ?? {});
    return { ...state, ...slots, ...(importId === undefined ? {} : { importId }) };
  };
  // The client that is gone may have been adopted. The option is kept in the state, but that client can't be adopted again.
  const created = await createKeeping(() => create(kept === undefined ? inputs : fresh), withSlots);
  if (inputs.retirePrevious !== true || created.previous === undefined) return created;
  // Nobody has been given the previous credential as the current one yet.
  try {
    await setClientState(session, created.previous.clientId, "inactive");
    const isOwn = created.previous.clientId === created.clientId;
    return { ...created, ...(isOwn ? { state: "inactive" } : {}), retired: true, declaredState: inputs.state };
  } catch (error) {
    const { retirePrevious, ...rest } = created;
    const reason = error instanceof Error ? error.message : String(error);
    throw new PartialFailureError(
      created.clientId,
      rest,
      `The client was created, but client ${created.previous.clientId}, which is not in use, is still active; the next \`pulumi up\` makes it inactive. ${reason}`,
    );
  }
}

/** Notes the slots of a first client that is gone, for the replacement that this process creates. */
export function noteSlots(session: Session, { current, previous, secondClientId }: OAuthClientState): void {
  if (current === undefined || previous === undefined || secondClientId === undefined) return;
  session.slotsOfReplaced.set(secondClientId, { current, previous });
}

async function createKeeping(
  create: () => Promise<OAuthClientState>,
  withSlots: (state: OAuthClientState) => OAuthClientState,
): Promise<OAuthClientState> {
  try {
    return withSlots(await create());
  } catch (error) {
    if (!isErrorOf(error, PartialFailureError) || isInDoubt(error.properties)) throw error;
    throw new PartialFailureError(
      error.id,
      { ...withSlots(error.properties as unknown as OAuthClientState) },
      error.reasons[0] ?? error.message,
    );
  }
}
