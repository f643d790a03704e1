import type { ApiOAuthClient } from "../../../provider/api/api-types.ts";
import { isLoopback } from "../../../provider/config/configuration.ts";
import { isPendingDeletion } from "../../../provider/model/translate.ts";
import { counted, day } from "../../terminal/text.ts";
import type { RuleId } from "../settings/rules.ts";
import type { AuditSettings } from "../settings/settings.ts";
import { checked, type RuleOutcome } from "./rule-outcome.ts";

/** What a rule says of one client; undefined if nothing. */
type Judge = (client: ApiOAuthClient, settings: AuditSettings) => string | undefined;

const DAY_SECONDS = 86_400;

/** The rules that need nothing but the listing. */
const JUDGES: Partial<Record<RuleId, Judge>> = {
  "http-redirect-uri": ({ registeredRedirectUri = [] }) => {
    const uris = registeredRedirectUri.filter(isUnencrypted);
    return uris.length === 0 ? undefined : `Logins return to ${uris.join(", ")} without encryption.`;
  },
  "token-grant": ({ authorizedGrantType }) =>
    authorizedGrantType === "TOKEN" ? "It uses the grant type TOKEN, which Genesys Cloud is retiring." : undefined,
  "long-validity": ({ accessTokenValiditySeconds: seconds = 0 }, { maxValiditySeconds }) =>
    seconds > maxValiditySeconds
      ? `Its tokens are valid for ${seconds} seconds (${inDays(seconds)}), and the limit is ${maxValiditySeconds}.`
      : undefined,
  "all-divisions": ({ roleDivisions = [] }) => {
    const roles = new Set(roleDivisions.flatMap(({ roleId, divisionId }) => (divisionId === "*" ? [roleId] : [])));
    return roles.size === 0 ? undefined : `It has ${counted(roles.size, "role")} in all divisions.`;
  },
  "no-redirect-uri": ({ authorizedGrantType, registeredRedirectUri = [] }) =>
    (authorizedGrantType === "CODE" || authorizedGrantType === "TOKEN") && registeredRedirectUri.length === 0
      ? `Its grant type is ${authorizedGrantType}, and it has no redirect URI.`
      : undefined,
  inactive: ({ state }) => (state === "inactive" ? "It is inactive." : undefined),
};

/**
 * Judges clients by their settings.
 * @param clients without those that Genesys Cloud support has locked.
 */
export function judgeSettings(clients: readonly ApiOAuthClient[], settings: AuditSettings): readonly RuleOutcome[] {
  const [deleted, kept] = [clients.filter(isPendingDeletion), clients.filter((client) => !isPendingDeletion(client))];
  const ofSettings = Object.entries(JUDGES).map(([id, judge]) => {
    const hits = kept.flatMap((client) => {
      const what = judge(client, settings);
      return what === undefined ? [] : [{ client, what }];
    });
    return checked(id as RuleId, kept.length, hits);
  });
  const pending = deleted.map((client) => ({
    client,
    what: `It was deleted, and is gone for good on ${day(client.dateToDelete ?? "")}.`,
  }));
  return [...ofSettings, checked("pending-deletion", clients.length, pending)];
}

function isUnencrypted(uri: string): boolean {
  const url = URL.parse(uri);
  return url?.protocol === "http:" && !isLoopback(url.hostname);
}

function inDays(seconds: number): string {
  return counted(Math.round((seconds / DAY_SECONDS) * 10) / 10, "day");
}
