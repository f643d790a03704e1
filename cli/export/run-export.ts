import { GenesysError } from "../../provider/errors/index.ts";
import { KnownSecrets } from "../engine/known-secrets.ts";
import type { StackArgument } from "../engine/stack-argument.ts";
import { Organizations } from "../organization/organizations.ts";
import { bulkFileText } from "./bulk-file.ts";
import { candidatesOf, candidatesOfState, hasSelectedName, type Judged, judge } from "./candidates.ts";
import { UniqueNames } from "./identifiers.ts";
import { notesOnDifferences, notesOnRefused, notesOnSecrets, stepsAfter, summaryOf } from "./notes.ts";
import { type OpenedExport, openExport } from "./open-organization.ts";
import type { ExportPlan, PlannedClient } from "./plan.ts";
import { ADDITION } from "./program-head.ts";
import { programText, RESERVED_VARIABLES } from "./program-text.ts";
import { findReferences, NO_REFERENCES } from "./references.ts";
import type { Selection } from "./selection.ts";
import { secretsOfClients } from "./terraform/known-secrets.ts";
import { refusedSecrets } from "./terraform/refused-secrets.ts";
import { type ConfigSecret, terraformParts } from "./terraform/resources.ts";
import type { TerraformState } from "./terraform/state.ts";

/** What to export. */
export interface ExportOptions {
  readonly selection: Selection;
  /** Whether roles and divisions stand with their ids, without any look-up. */
  readonly onlyIds: boolean;
  /** Whether the stack is one of the plugin. */
  readonly isForPlugin: boolean;
  /** Only what this state has, with the names that it has there. */
  readonly terraform: TerraformState | undefined;
  /** Whether the secrets of the Terraform state go into the configuration of the stack. */
  readonly setsSecrets: boolean;
  /** Stack configuration comes before it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What an export says. No part of it holds a secret. */
export interface ExportResult {
  /** The program; for the plugin, the one for after the import. */
  readonly program: string;
  /** The file for `pulumi import`; undefined for the dynamic face. */
  readonly bulkFile: string | undefined;
  /** What the reader should know, paragraph by paragraph. */
  readonly notes: readonly string[];
  /** Whether anything needs a look. */
  readonly hasFindings: boolean;
}

/**
 * Exports the clients of an organisation as a program. It writes nothing to Genesys Cloud, and nothing to a stack but the secrets
 * that it is asked to.
 * @throws GenesysError, EngineFailure
 */
export async function runExport(target: StackArgument | undefined, options: ExportOptions): Promise<ExportResult> {
  const { environment, isForPlugin, setsSecrets, terraform } = options;
  const secrets = new KnownSecrets(environment);
  const organizations = new Organizations();
  try {
    const opened = await openExport(target, { organizations, secrets, environment });
    const notes: string[] = [];
    const { plan, stored, judged, refused } = await planOf(opened, options, (text) => notes.push(text));
    secrets.remember(stored.map(({ value }) => value));
    const { stack, configuration } = opened;
    const areStored = setsSecrets && stack !== undefined;
    if (areStored) for (const { key, value } of stored) await stack.setSecret(key, value);
    const differences = [...notesOnDifferences(judged), ...notesOnRefused(refused)];
    notes.push(...differences, ...notesOnSecrets(stored, areStored));
    if (plan.isAddition) notes.unshift(ADDITION);
    if (configuration.marksOwnership) notes.push(MARKS);
    if (terraform !== undefined) notes.push(...stepsAfter(terraform, plan));
    return {
      program: programText(plan, isForPlugin ? "plugin" : "dynamic"),
      bulkFile: isForPlugin ? bulkFileText(plan) : undefined,
      notes: secrets.hideIn([...summaryOf(plan), ...notes]),
      hasFindings:
        plan.clients.length + plan.credentials.length === 0 ||
        (terraform !== undefined && plan.leftOut.length + differences.length > 0),
    };
  } finally {
    organizations.close();
  }
}

const REFUSED = "The secret that Terraform's state has no longer works.";
const MARKS =
  "The setting ownershipMark is on: `pulumi up` writes the mark to the end of each description, and changes nothing else.";

interface Planned {
  readonly plan: ExportPlan;
  /** What the program reads from the configuration of the stack. */
  readonly stored: readonly ConfigSecret[];
  readonly judged: readonly Judged[];
  /** The clients whose secrets in the Terraform state no longer work. */
  readonly refused: readonly PlannedClient[];
}

async function planOf(opened: OpenedExport, options: ExportOptions, note: (text: string) => void): Promise<Planned> {
  const { terraform, onlyIds, selection } = options;
  const { access, organization } = opened.opened;
  const homeDivisionId = await homeDivisionOf(opened, note);
  const { candidates, missing } =
    terraform === undefined ? candidatesOf(opened, selection) : candidatesOfState(terraform, opened, selection);
  const judging = { ...opened, selection, homeDivisionId };
  const judged = (await Promise.all(candidates.map((candidate) => judge(candidate, judging)))).flat();
  const found = judged.flatMap((one) => ("planned" in one ? [one.planned] : []));
  const refused = terraform && (await refusedSecrets(access.api, found, secretsOfClients(terraform)));
  const clients = found.map((client) => (refused?.has(client.id) ? withComment(client, REFUSED) : client));
  const variables = new UniqueNames(RESERVED_VARIABLES, "_");
  const parts =
    terraform &&
    terraformParts(selectedOf(terraform, selection), clients, variables, {
      managed: opened.managed,
      refused: refused ?? new Set(),
    });
  const plan: ExportPlan = {
    organization,
    references: onlyIds ? NO_REFERENCES : await findReferences({ access, variables, note, ...idsIn(clients) }),
    modules: parts?.modules ?? [],
    clients: parts?.clients ?? clients,
    credentials: parts?.credentials ?? [],
    isAddition: opened.managed.size > 0,
    leftOut: [
      ...judged.flatMap((one) => ("leftOut" in one ? [one.leftOut] : [])),
      ...missing,
      ...(parts?.leftOut ?? []),
    ],
  };
  return { plan, stored: parts?.secrets ?? [], judged, refused: found.filter(({ id }) => refused?.has(id)) };
}

function withComment(client: PlannedClient, comment: string): PlannedClient {
  return { ...client, comments: [...client.comments, comment] };
}

function selectedOf(terraform: TerraformState, selection: Selection): TerraformState {
  return { ...terraform, credentials: terraform.credentials.filter((found) => hasSelectedName(found, selection)) };
}

function idsIn(clients: ExportPlan["clients"]) {
  const roles = clients.flatMap(({ declared }) => declared.roles ?? []);
  return {
    roleIds: roles.map(({ roleId }) => roleId),
    divisionIds: roles.flatMap(({ divisionId = "*" }) => (divisionId === "*" ? [] : [divisionId])),
  };
}

async function homeDivisionOf({ opened }: OpenedExport, note: (text: string) => void): Promise<string | undefined> {
  try {
    return (await opened.access.api.homeDivision()).id.toLowerCase();
  } catch (error) {
    if (!(error instanceof GenesysError)) throw error;
    note(`Every role names its division, because the home division can't be read. ${error.message}`);
    return undefined;
  }
}
