import type { ApiOAuthClient } from "../../../provider/api/api-types.ts";
import { isErrorOf, NotFoundError } from "../../../provider/errors/index.ts";
import { isDisabled, isPendingDeletion } from "../../../provider/model/translate.ts";
import type { StoredClient } from "../../engine/stored-clients.ts";
import type { OpenedOrganization } from "../../organization/organizations.ts";
import { unmanagedClients } from "../../organization/unmanaged.ts";
import type { AuditedOrganization, AuditFinding, ManagingResource } from "../report/report.ts";
import { RULE_IDS, type RuleId, ruleOf } from "../settings/rules.ts";
import type { AuditSettings } from "../settings/settings.ts";
import { findBroadRoles } from "./broad-roles.ts";
import { judgeSecrets } from "./old-secrets.ts";
import { checked, type Hit, notDone, type RuleOutcome } from "./rule-outcome.ts";
import { judgeSettings } from "./setting-rules.ts";
import { findUnused, type UsageQuestion } from "./unused-clients.ts";

/** A client that a stack of the run owns. */
export interface ManagedClient extends Pick<StoredClient, "id" | "secretDate"> {
  readonly managedBy: ManagingResource;
}

/** What is known of the stacks of a run. */
export interface KnownStacks {
  /** `none`: none was given. `partly`: not all of them could be read, so any client could belong to one that was not. */
  readonly known: "none" | "partly" | "all";
  readonly names: ReadonlySet<string>;
  /** By id, in lower case. */
  readonly clients: ReadonlyMap<string, ManagedClient>;
}

/** How an organisation is audited. */
export interface OrganizationAudit {
  readonly settings: AuditSettings;
  readonly stacks: KnownStacks;
  /** Whether only the clients of the stacks are looked at. */
  readonly managedOnly: boolean;
  readonly usage: Omit<UsageQuestion, "days">;
}

/** What was found in one organisation. */
export interface OrganizationResult {
  readonly organization: AuditedOrganization;
  readonly findings: readonly AuditFinding[];
}

/** Checks every rule for the clients of one organisation. Those that Genesys Cloud support has locked are left out. */
export async function auditOrganization(
  listed: OpenedOrganization,
  { settings, stacks, managedOnly, usage }: OrganizationAudit,
): Promise<OrganizationResult> {
  const opened = { ...listed, clients: await wholeClients(listed) };
  const { organization, access } = opened;
  const clients = opened.clients
    .filter((client) => !isDisabled(client))
    .filter(({ id }) => !managedOnly || stacks.clients.has(id));
  const kept = clients.filter((client) => !isPendingDeletion(client));
  const active = kept.filter(({ state }) => state !== "inactive");
  const others = active.filter(({ id }) => !opened.logins.has(id));
  const isOn = (id: RuleId) => settings.rules.has(id);
  const unused = isOn("unused")
    ? findUnused(access.api, others, { ...usage, days: settings.unusedDays })
    : notDone("unused", "off");
  const broad = isOn("broad-role") ? findBroadRoles(access.probes, kept, settings) : notDone("broad-role", "off");
  const outcomes = [
    ...(await Promise.all([unused, broad])),
    ...judgeSettings(clients, settings),
    stacks.known === "none"
      ? notDone("old-secret", "needsStack")
      : judgeSecrets(active, stacks.clients, settings.secretDays, access.api.serverNow()),
    managedOnly ? notDone("unmanaged", "off") : judgeManagement(opened, stacks),
  ];
  return resultOf(organization, clients.length, outcomes, settings, stacks);
}

/**
 * The clients with all that a GET of each would tell. What the listing tells is not certain: the reader compares one client with its own GET, and reads all of them where the two differ. A client that
 * was deleted since the listing is left out.
 */
async function wholeClients({ clients, access }: OpenedOrganization): Promise<readonly ApiOAuthClient[]> {
  const read = async (id: string) => {
    try {
      return await access.reader.read(id, ["dateCreated"]);
    } catch (error) {
      if (isErrorOf(error, NotFoundError)) return undefined;
      throw error;
    }
  };
  return (await Promise.all(clients.map(({ id }) => read(id)))).filter((client) => client !== undefined);
}

function judgeManagement(opened: OpenedOrganization, { known, names, clients }: KnownStacks): RuleOutcome {
  if (known === "none") return notDone("unmanaged", "needsStack");
  if (known === "partly") return notDone("unmanaged", "notChecked", { reason: "not every stack could be read" });
  const { unmanaged } = unmanagedClients(opened, { ids: new Set(clients.keys()), stacks: names }, {});
  const byId = new Map(opened.clients.map((client) => [client.id, client]));
  const hits = unmanaged.flatMap(({ client: { id }, owner }): readonly Hit[] => {
    const client = byId.get(id);
    if (client === undefined) return [];
    if (owner === undefined) return [{ client, what: "None of the given stacks has it." }];
    const what = `It is marked as ${owner.resource} of ${owner.project}/${owner.stack}, but that stack does not have it.`;
    return [{ client, what, owner, todo: "Run pulumi up of that stack, which takes it over, or delete it." }];
  });
  return checked("unmanaged", opened.clients.length, hits);
}

function resultOf(
  organization: OpenedOrganization["organization"],
  clients: number,
  outcomes: readonly RuleOutcome[],
  settings: AuditSettings,
  stacks: KnownStacks,
): OrganizationResult {
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  const inOrder = RULE_IDS.map((id) => (settings.rules.has(id) && byId.get(id)) || notDone(id, "off"));
  const findings = inOrder.flatMap(({ id, hits }) =>
    [...hits].sort(byClient).map(({ client, what, todo, owner }): AuditFinding => {
      const managed = stacks.clients.get(client.id);
      return {
        rule: id,
        severity: ruleOf(id).severity,
        organization,
        client: { id: client.id, name: client.name ?? "" },
        what,
        todo: todo ?? ruleOf(id).todo,
        ...(managed === undefined ? {} : { managedBy: managed.managedBy }),
        ...(owner === undefined ? {} : { owner }),
      };
    }),
  );
  const rules = inOrder.map(({ hits, ...rule }) => ({ ...rule, findings: hits.length }));
  return { organization: { ...organization, clients, rules }, findings };
}

/** The same from run to run, whatever order the listing comes in. */
function byClient({ client: one }: Hit, { client: other }: Hit): number {
  const [first, second] = [one, other].map(({ id, name = "" }) => `${name} ${id}`);
  return first === second ? 0 : (first ?? "") < (second ?? "") ? -1 : 1;
}
