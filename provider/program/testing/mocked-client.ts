import type * as pulumi from "@pulumi/pulumi";
import type { OAuthClientInfo } from "../../data-sources/clients.ts";
import { checkInputs } from "../../model/check-inputs.ts";
import { leavesDivisionOut, withHomeDivision } from "../../model/home-division.ts";
import { OAUTH_CLIENT_SECRETS, type OAuthClientInputs } from "../../model/oauth-client.ts";
import { plannedCreation } from "../../model/plan.ts";
import { keepsSlots, slotsOf } from "../../model/rotation-slots.ts";
import { UNKNOWN } from "../../model/unknown.ts";
import { MADE_UP_BELONGING, MADE_UP_DATE, madeUpId, madeUpSecret } from "./made-up.ts";
import { type Declared, isRead, mocked, refuse } from "./mocked-resource.ts";

/** What a client is created in. */
export interface Surroundings {
  readonly homeDivisionId: string;
  /** An existing client. @throws NotFoundError if there is none. */
  readonly clientOf: (id: string) => Promise<OAuthClientInfo>;
}

/** The outputs that an OAuthClient has after its creation. @throws Error if `check` refuses the inputs. */
export async function mockedClient(
  declared: Declared,
  surroundings: Surroundings,
): Promise<pulumi.runtime.MockResourceResult> {
  if (isRead(declared)) return readClient(declared, surroundings);
  const inputs = checkedInputs(declared, surroundings.homeDivisionId);
  const adopted = inputs.importId ?? declared.id;
  const clientId = adopted ?? madeUpId("client", declared.name);
  const created = { clientSecret: madeUpSecret(declared.name), secretDate: MADE_UP_DATE };
  const told: Readonly<Record<string, unknown>> = {
    ...(adopted === undefined ? created : { clientSecret: inputs.importedClientSecret ?? "", secretDate: undefined }),
    clientId,
    dateCreated: MADE_UP_DATE,
    dateModified: MADE_UP_DATE,
    createdBy: madeUpId("user", "unit-test"),
    modifiedBy: madeUpId("user", "unit-test"),
    selfUri: `/api/v2/oauth/clients/${clientId}`,
  };
  const planned = Object.entries(plannedCreation(inputs, MADE_UP_BELONGING));
  const state = Object.fromEntries(
    planned.map(([key, value]) => [key, value === UNKNOWN && key in told ? told[key] : value]),
  );
  const outputs = { ...state, ...slots(inputs, clientId, String(told.clientSecret)) };
  return mocked(declared, clientId, outputs, OAUTH_CLIENT_SECRETS);
}

function checkedInputs(declared: Declared, homeDivisionId: string): OAuthClientInputs {
  const { values } = declared;
  // The engine reads a client that it imports before it checks the inputs.
  const isExisting = declared.id !== undefined;
  const { inputs, failures } = checkInputs(values, isExisting);
  refuse(declared, failures);
  return leavesDivisionOut(values) ? checkInputs(withHomeDivision(values, homeDivisionId), isExisting).inputs : inputs;
}

/** What the first client of a RotatingOAuthClient keeps of both. */
function slots(inputs: OAuthClientInputs, clientId: string, clientSecret: string): object {
  if (!keepsSlots(inputs)) return {};
  const retirement = inputs.retirePrevious === true ? { retired: true, declaredState: inputs.state } : {};
  return { ...slotsOf({ clientId, clientSecret }, inputs.secondClientId ?? "", {}), ...retirement };
}

async function readClient(declared: Declared, { clientOf }: Surroundings): Promise<pulumi.runtime.MockResourceResult> {
  const { id = "" } = declared;
  const client = await clientOf(id);
  return mocked(declared, id, { ...client, clientSecret: "", ...MADE_UP_BELONGING }, OAUTH_CLIENT_SECRETS);
}
