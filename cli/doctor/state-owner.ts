import { requireOrganizationOf, requireSameHost } from "../../provider/lifecycle/guards.ts";
import type { Identity } from "../../provider/lifecycle/session.ts";
import { belongingsOf } from "../engine/deployment.ts";
import { counted } from "../terminal/text.ts";
import { explained, green, neutral, red } from "./checks.ts";
import type { Check } from "./report.ts";

const [ID, TITLE] = ["stateOwner", "State of the stack"] as const;

/**
 * Whether the OAuth clients of a stack's state belong where the configuration leads: the guard that every operation has.
 * @param identity undefined where the login failed: then the host alone is compared.
 */
export function checkStateOwner(
  state: unknown,
  apiUrl: string,
  identity: Pick<Identity, "organizationId" | "organizationName"> | undefined,
): Check {
  const clients = belongingsOf(state);
  if (clients.length === 0) return neutral(ID, TITLE, "has no OAuth clients yet: nothing to compare");
  try {
    for (const client of clients) {
      requireSameHost(apiUrl, client);
      if (identity !== undefined) requireOrganizationOf(identity, client);
    }
  } catch (error) {
    const { text, todo } = explained(error);
    return red(ID, TITLE, text, todo);
  }
  const all = counted(clients.length, "OAuth client");
  if (identity === undefined)
    return neutral(ID, TITLE, `${all} of this host; the organisation is not checked: no login`);
  return green(ID, TITLE, `${all} of this organisation`);
}

/** The check where there is no state to look at. */
export function uncheckedStateOwner(text: string): Check {
  return neutral(ID, TITLE, text);
}
