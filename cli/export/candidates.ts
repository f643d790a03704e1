import type { ApiOAuthClient } from "../../provider/api/api-types.ts";
import { isErrorOf, NotFoundError } from "../../provider/errors/index.ts";
import { observedInputs } from "../../provider/model/translate.ts";
import { visible } from "../terminal/text.ts";
import { declarationOf } from "./declared-client.ts";
import { byText, resourceNames } from "./identifiers.ts";
import type { OpenedExport } from "./open-organization.ts";
import type { LeftOut, PlannedClient } from "./plan.ts";
import { isSelected, obstacleTo, type Selection } from "./selection.ts";
import { instanceAddress } from "./terraform/address.ts";
import { differencesFrom } from "./terraform/differences.ts";
import { idOf, textOf } from "./terraform/known-secrets.ts";
import { terraformNames } from "./terraform/resources.ts";
import type { TerraformInstance, TerraformState } from "./terraform/state.ts";

/** A client that is to be exported, with the name of its resource. */
export interface Candidate {
  readonly client: ApiOAuthClient;
  readonly resource: string;
  /** What Terraform knows of it. */
  readonly instance?: TerraformInstance;
}

/** The clients that are to be exported, in order, and what is missing. */
export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly missing: readonly LeftOut[];
}

/** A client as the program declares it, or why it does not. */
export type Judged =
  | {
      readonly planned: PlannedClient /** Properties that a Terraform state has otherwise. */;
      readonly differences: readonly string[];
    }
  | { readonly leftOut: LeftOut };

/** What judging a client needs. */
export interface Judging extends Pick<OpenedExport, "opened" | "managed"> {
  readonly selection: Selection;
  /** Undefined if it is not known. */
  readonly homeDivisionId: string | undefined;
}

/** The clients of the organisation that may pass the filters, by name. */
export function candidatesOf({ opened: { clients }, managed }: OpenedExport, selection: Selection): Candidates {
  // All clients take part in the naming, so that names do not depend on the filter.
  const names = resourceNames(
    clients.filter(({ id }) => !managed.has(id)),
    managed.values(),
  );
  const candidates = clients
    .filter(({ name }) => name === undefined || selection.name?.test(name) !== false)
    .map((client) => ({ client, resource: names.get(client.id) ?? "" }))
    .sort(({ client: one }, { client: other }) => byText(one.name ?? "", other.name ?? "") || byText(one.id, other.id));
  return { candidates, missing: [] };
}

/** The clients of a Terraform state, in its order. */
export function candidatesOfState(
  { clients: instances }: TerraformState,
  { opened: { clients }, managed }: OpenedExport,
  selection: Selection,
): Candidates {
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
    const leave = (reason: string) => {
      if (!hasSelectedName(instance, selection)) return;
      missing.push({ id, label: instanceAddress(instance.address, instance.key), reason });
    };
    const client = byId.get(id);
    if (instance.isDeposed) leave("Terraform has replaced it, and has yet to delete it");
    else if (client === undefined) leave("it does not exist in this organisation");
    else if (seen.has(id)) leave("the state has this client twice");
    else candidates.push({ client, instance, resource: names.get(instance) ?? "" });
    if (!instance.isDeposed) seen.add(id);
  }
  return { candidates, missing };
}

/** Whether an object of a Terraform state has a name that the filter takes. */
export function hasSelectedName({ attributes }: TerraformInstance, { name }: Selection): boolean {
  return name === undefined || name.test(textOf(attributes.name) ?? "");
}

/**
 * Finds out whether a client can be adopted, and how the program declares it.
 * @returns nothing for a client that does not pass the filters.
 * @throws GenesysError
 */
export async function judge(candidate: Candidate, judging: Judging): Promise<readonly Judged[]> {
  const { client: listed, resource, instance } = candidate;
  const { opened, managed, selection, homeDivisionId } = judging;
  const live = await readOf(listed.id, opened.access);
  // The listing does not tell everything that filters look at.
  if (!isSelected(live ?? listed, selection)) return [];
  const { id, name = "" } = live ?? listed;
  const left = (reason: string): readonly Judged[] => [{ leftOut: { id, label: JSON.stringify(name), reason } }];
  const obstacle = obstacleTo(live ?? listed, managed);
  if (obstacle !== undefined) return left(obstacle);
  if (live === undefined) return left("it was deleted meanwhile");
  const declaration = declarationOf(live, homeDivisionId);
  if ("refusal" in declaration) return left(declaration.refusal);
  const differences = instance === undefined ? [] : differencesFrom(instance, observedInputs(live, {}), homeDivisionId);
  const comments = [
    ...(instance === undefined ? [] : commentsOf(instance, differences)),
    ...(opened.logins.has(id) ? ["The client that this command is logged in as."] : []),
  ];
  return [{ planned: { id, resource, declared: declaration.declared, comments }, differences }];
}

function commentsOf(instance: TerraformInstance, differences: readonly string[]): readonly string[] {
  const folder = textOf(instance.attributes.directory_client_secret);
  return [
    instanceAddress(instance.address, instance.key),
    ...(differences.length === 0 ? [] : [`Terraform's state has another ${differences.join(", ")}.`]),
    ...(folder === undefined
      ? []
      : [`Terraform wrote its secret to the file ${visible(`${folder}/${idOf(instance)}`)}.`]),
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
