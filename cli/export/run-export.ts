import type { ApiOAuthClient } from "../../provider/api/api-types.ts";
import { GenesysError, isErrorOf, NotFoundError } from "../../provider/errors/index.ts";
import { observedInputs } from "../../provider/model/translate.ts";
import { KnownSecrets } from "../engine/known-secrets.ts";
import type { StackArgument } from "../engine/stack-argument.ts";
import { Organizations } from "../organization/organizations.ts";
import { counted } from "../terminal/text.ts";
import { bulkFileText } from "./bulk-file.ts";
import { declarationOf } from "./declared-client.ts";
import { byText, resourceNames, UniqueNames } from "./identifiers.ts";
import { type OpenedExport, openExport } from "./open-organization.ts";
import type { ExportPlan, LeftOut, PlannedClient } from "./plan.ts";
import { leftOutLine, programText, RESERVED_VARIABLES } from "./program-text.ts";
import { findReferences, NO_REFERENCES } from "./references.ts";
import { isSelected, obstacleTo, type Selection } from "./selection.ts";
import { instanceAddress } from "./terraform/address.ts";
import { differencesFrom } from "./terraform/differences.ts";
import { idOf, textOf } from "./terraform/known-secrets.ts";
import { type ConfigSecret, terraformNames, terraformParts } from "./terraform/resources.ts";
import type { TerraformInstance, TerraformState } from "./terraform/state.ts";
import { stepsOutOfTerraform } from "./terraform/steps.ts";

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
  const secrets = new KnownSecrets(options.environment);
  const organizations = new Organizations();
  try {
    const opening = { organizations, secrets, environment: options.environment };
    const opened = await openExport(target, opening);
    const notes: string[] = [];
    const { plan, stored, hasFindings } = await planOf(opened, options, (text) => notes.push(text));
    secrets.remember(stored.map(({ value }) => value));
    notes.push(...(await secretNotes(stored, opened, options)));
    if (options.terraform !== undefined) notes.push(...stepsFor(options.terraform, plan));
    const summary = summaryOf(plan, opened, options);
    return {
      program: programText(plan, options.isForPlugin ? "plugin" : "dynamic"),
      bulkFile: options.isForPlugin ? bulkFileText(plan) : undefined,
      notes: secrets.hideIn([...summary, ...notes]),
      hasFindings: hasFindings || plan.clients.length + plan.credentials.length === 0,
    };
  } finally {
    organizations.close();
  }
}

/** A client that is to be exported, with the name of its resource. */
interface Candidate {
  readonly client: ApiOAuthClient;
  readonly resource: string;
  readonly instance?: TerraformInstance;
}

interface Planned {
  readonly plan: ExportPlan;
  readonly stored: readonly ConfigSecret[];
  readonly hasFindings: boolean;
}

async function planOf(opened: OpenedExport, options: ExportOptions, note: (text: string) => void): Promise<Planned> {
  const { terraform, onlyIds } = options;
  const { access, organization, logins } = opened.opened;
  const homeDivisionId = await homeDivisionOf(opened, note);
  const { candidates, missing } = candidatesOf(opened, options);
  const judged = await Promise.all(candidates.map((candidate) => judge(candidate, opened, homeDivisionId)));
  const clients = judged.flatMap((found) => ("resource" in found ? [found] : []));
  const own = clients.map((client) =>
    logins.has(client.id) ? withComment(client, "The client that this command is logged in as.") : client,
  );
  const variables = new UniqueNames(RESERVED_VARIABLES, "_");
  const parts = terraform === undefined ? undefined : terraformParts(terraform, own, variables);
  const declared = parts?.clients ?? own;
  const roles = declared.flatMap(({ declared: { roles = [] } }) => roles);
  const divisionIds = roles.flatMap(({ divisionId }) =>
    divisionId === undefined || divisionId === "*" ? [] : [divisionId],
  );
  const questions = { access, roleIds: roles.map(({ roleId }) => roleId), divisionIds, variables, note };
  const leftOut = [...judged.flatMap((found) => ("reason" in found ? [found] : [])), ...missing];
  const plan: ExportPlan = {
    organization,
    references: onlyIds ? NO_REFERENCES : await findReferences(questions),
    modules: parts?.modules ?? [],
    clients: declared,
    credentials: parts?.credentials ?? [],
    leftOut: [...leftOut, ...(parts?.leftOut ?? [])],
  };
  const differs = clients.some(({ comments }) => comments.some((comment) => comment.startsWith(DIFFERS)));
  return {
    plan,
    stored: parts?.secrets ?? [],
    hasFindings: terraform !== undefined && (plan.leftOut.length > 0 || differs),
  };
}

async function homeDivisionOf({ opened }: OpenedExport, note: (text: string) => void): Promise<string | undefined> {
  try {
    return (await opened.access.api.homeDivision()).id;
  } catch (error) {
    if (!(error instanceof GenesysError)) throw error;
    note(`Every role names its division, because the home division can't be read. ${error.message}`);
    return undefined;
  }
}

function candidatesOf(
  { opened: { clients }, managed }: OpenedExport,
  { selection, terraform }: ExportOptions,
): { readonly candidates: readonly Candidate[]; readonly missing: readonly LeftOut[] } {
  if (terraform !== undefined) return candidatesOfState(terraform, clients, managed, selection);
  // All clients take part in the naming, so that names do not depend on the filter.
  const names = resourceNames(
    clients.filter(({ id }) => !managed.has(id)),
    managed.values(),
  );
  const candidates = clients
    .filter((client) => isSelected(client, selection))
    .map((client) => ({ client, resource: names.get(client.id) ?? "" }))
    .sort(({ client: one }, { client: other }) => byText(one.name ?? "", other.name ?? "") || byText(one.id, other.id));
  return { candidates, missing: [] };
}

function candidatesOfState(
  { clients: instances }: TerraformState,
  clients: readonly ApiOAuthClient[],
  managed: ReadonlyMap<string, string>,
  selection: Selection,
) {
  const byId = new Map(clients.map((client) => [client.id, client]));
  const names = terraformNames(
    instances.filter(({ isDeposed }) => !isDeposed),
    managed.values(),
  );
  const missing: LeftOut[] = [];
  const candidates: Candidate[] = [];
  const seen = new Set<string>();
  for (const instance of instances) {
    const id = idOf(instance);
    const leave = (reason: string) =>
      missing.push({ id, name: instanceAddress(instance.address, instance.key), reason });
    const client = byId.get(id);
    if (instance.isDeposed) leave("Terraform has replaced it, and has yet to delete it");
    else if (client === undefined) leave("it does not exist in this organisation");
    else if (seen.has(id)) leave("the state has this client twice");
    else if (isSelected(client, selection)) candidates.push({ client, instance, resource: names.get(instance) ?? "" });
    seen.add(id);
  }
  return { candidates, missing };
}

const DIFFERS = "Terraform's state differs in";

async function judge(
  { client: listed, resource, instance }: Candidate,
  { opened, managed }: OpenedExport,
  homeDivisionId: string | undefined,
): Promise<PlannedClient | LeftOut> {
  const { id, name = "" } = listed;
  const left = (reason: string): LeftOut => ({ id, name, reason });
  const obstacle = obstacleTo(listed, managed);
  if (obstacle !== undefined) return left(obstacle);
  const live = await readOf(id, opened.access);
  if (live === undefined) return left("it was deleted meanwhile");
  const newObstacle = obstacleTo(live, managed);
  if (newObstacle !== undefined) return left(newObstacle);
  const declaration = declarationOf(live, homeDivisionId);
  if ("refusal" in declaration) return left(declaration.refusal);
  const comments = instance === undefined ? [] : commentsOf(instance, live, homeDivisionId);
  return { id, resource, declared: declaration.declared, comments };
}

function commentsOf(instance: TerraformInstance, live: ApiOAuthClient, homeDivisionId: string | undefined) {
  const differences = differencesFrom(instance, observedInputs(live, {}), homeDivisionId);
  const file = textOf(instance.attributes.directory_client_secret);
  return [
    instanceAddress(instance.address, instance.key),
    ...(differences.length === 0 ? [] : [`${DIFFERS} ${differences.join(", ")}. What Genesys Cloud has stands here.`]),
    ...(file === undefined
      ? []
      : ["Terraform wrote its secret to a file (directory_client_secret). Delete that file."]),
  ];
}

/** What the listing tells is not certain: the reader compares it with a GET. */
async function readOf(id: string, { reader }: OpenedExport["opened"]["access"]): Promise<ApiOAuthClient | undefined> {
  try {
    return await reader.read(id, ["dateCreated"]);
  } catch (error) {
    if (isErrorOf(error, NotFoundError)) return undefined;
    throw error;
  }
}

function withComment(client: PlannedClient, comment: string): PlannedClient {
  return { ...client, comments: [...client.comments, comment] };
}

async function secretNotes(
  stored: readonly ConfigSecret[],
  { stack }: OpenedExport,
  { setsSecrets }: ExportOptions,
): Promise<readonly string[]> {
  if (stored.length === 0) return [];
  const keys = stored.map(({ key }) => `- ${key}`).join("\n");
  if (!setsSecrets || stack === undefined) {
    return [
      `The Terraform state has ${counted(stored.length, "secret")} that the program reads from the stack configuration:\n${keys}\n` +
        "Run the same command with --set-secrets, in the folder of the project, to put them there, encrypted.",
    ];
  }
  for (const { key, value } of stored) await stack.setSecret(key, value);
  return [
    `${counted(stored.length, "secret")} of the Terraform state went into the configuration of the stack:\n${keys}`,
  ];
}

function stepsFor({ clients, credentials }: TerraformState, plan: ExportPlan): readonly string[] {
  const exported = new Set([...plan.clients, ...plan.credentials].map(({ id }) => id.toLowerCase()));
  const steps = stepsOutOfTerraform(
    [...clients, ...credentials].filter((found) => !found.isDeposed && exported.has(idOf(found))),
  );
  return steps === "" ? [] : [steps.trimEnd()];
}

function summaryOf(
  { organization, clients, credentials, leftOut }: ExportPlan,
  { configuration }: OpenedExport,
  { isForPlugin }: ExportOptions,
): readonly string[] {
  const credentialCount =
    credentials.length === 0 ? "" : ` and ${counted(credentials.length, "integration credential")}`;
  const exported = `${counted(clients.length, "client")}${credentialCount} of ${JSON.stringify(organization.name)} exported.`;
  const left = leftOut.map((entry) => `\n- ${leftOutLine(entry)}`).join("");
  return [
    exported,
    ...(left === "" ? [] : [`Not exported:${left}`]),
    ...(configuration.marksOwnership && !isForPlugin
      ? [
          "The setting ownershipMark is on: the adoption writes the mark to the end of each description, and nothing else.",
        ]
      : []),
  ];
}
