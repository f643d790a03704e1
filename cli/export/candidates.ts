import type { ApiOAuthClient } from "../../provider/api/api-types.ts";
import { isErrorOf, NotFoundError } from "../../provider/errors/index.ts";
import { observedInputs } from "../../provider/model/translate.ts";
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
  | { readonly planned: PlannedClient; readonly differsFromTerraform: boolean }
  | { readonly leftOut: LeftOut };

/** The clients of the organisation that pass the filters, by name. */
export function candidatesOf({ opened: { clients }, managed }: OpenedExport, selection: Selection): Candidates {
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

/** The clients of a Terraform state that pass the filters, in its order. */
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
      missing.push({ id, name: instanceAddress(instance.address, instance.key), reason });
    };
    const client = byId.get(id);
    if (instance.isDeposed) leave("Terraform has replaced it, and has yet to delete it");
    else if (client === undefined) leave("it does not exist in this organisation");
    else if (seen.has(id)) leave("the state has this client twice");
    else if (isSelected(client, selection)) candidates.push({ client, instance, resource: names.get(instance) ?? "" });
    if (!instance.isDeposed) seen.add(id);
  }
  return { candidates, missing };
}

/** Whether an object of a Terraform state has a name that the filter takes. */
export function hasSelectedName({ attributes }: TerraformInstance, { name }: Selection): boolean {
  return name === undefined || name.test(textOf(attributes.name) ?? "");
}

/** Finds out whether a client can be adopted, and how the program declares it. @throws GenesysError */
export async function judge(
  { client: listed, resource, instance }: Candidate,
  { opened, managed }: OpenedExport,
  homeDivisionId: string | undefined,
): Promise<Judged> {
  const { id, name = "" } = listed;
  const left = (reason: string): Judged => ({ leftOut: { id, name, reason } });
  const obstacle = obstacleTo(listed, managed);
  if (obstacle !== undefined) return left(obstacle);
  const live = await readOf(id, opened.access);
  if (live === undefined) return left("it was deleted meanwhile");
  const newObstacle = obstacleTo(live, managed);
  if (newObstacle !== undefined) return left(newObstacle);
  const declaration = declarationOf(live, homeDivisionId);
  if ("refusal" in declaration) return left(declaration.refusal);
  const differences = instance === undefined ? [] : differencesFrom(instance, observedInputs(live, {}), homeDivisionId);
  const comments = [
    ...(instance === undefined ? [] : commentsOf(instance, differences)),
    ...(opened.logins.has(id) ? ["The client that this command is logged in as."] : []),
  ];
  return {
    planned: { id, resource, declared: declaration.declared, comments },
    differsFromTerraform: differences.length > 0,
  };
}

function commentsOf(instance: TerraformInstance, differences: readonly string[]): readonly string[] {
  const file = textOf(instance.attributes.directory_client_secret);
  return [
    instanceAddress(instance.address, instance.key),
    ...(differences.length === 0
      ? []
      : [`Terraform's state differs in ${differences.join(", ")}. What Genesys Cloud has stands here.`]),
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
