import { counted, visible } from "../terminal/text.ts";
import type { Judged } from "./candidates.ts";
import type { ExportPlan, LeftOut, PlannedClient } from "./plan.ts";
import { idOf } from "./terraform/known-secrets.ts";
import type { ConfigSecret } from "./terraform/resources.ts";
import type { TerraformState } from "./terraform/state.ts";
import { stepsOutOfTerraform } from "./terraform/steps.ts";

/** What is left out, in one line without anything that a terminal or an editor would act on. */
export function leftOutLine({ id, label, reason }: LeftOut): string {
  return `${visible(label)} (${visible(id)}): ${visible(reason)}.`;
}

/** What was exported, and what was not. */
export function summaryOf({ organization, clients, credentials, leftOut }: ExportPlan): readonly string[] {
  const more = credentials.length === 0 ? "" : ` and ${counted(credentials.length, "integration credential")}`;
  const summary = `${counted(clients.length, "client")}${more} of ${visible(JSON.stringify(organization.name))} exported.`;
  const lines = leftOut.map((entry) => `\n- ${leftOutLine(entry)}`);
  return [summary, ...(lines.length === 0 ? [] : [`Not exported:${lines.join("")}`])];
}

/** The clients that somebody has changed since Terraform looked at them. */
export function notesOnDifferences(judged: readonly Judged[]): readonly string[] {
  const lines = judged.flatMap((one) =>
    "planned" in one && one.differences.length > 0
      ? [`\n- ${one.planned.resource}: ${one.differences.join(", ")}`]
      : [],
  );
  if (lines.length === 0) return [];
  return [
    `These clients are not as the Terraform state says. The program has what Genesys Cloud has:${lines.join("")}`,
  ];
}

/** The clients that have got a new secret since Terraform looked at them. */
export function notesOnRefused(clients: readonly PlannedClient[]): readonly string[] {
  if (clients.length === 0) return [];
  const lines = clients.map(({ resource }) => `\n- ${resource}`);
  return [
    `The secrets that the Terraform state has for these clients no longer work. They are left out:${lines.join("")}`,
  ];
}

/**
 * Where the secrets of a Terraform state are, by their keys.
 * @param areStored whether they are in the configuration of the stack.
 */
export function notesOnSecrets(stored: readonly ConfigSecret[], areStored: boolean): readonly string[] {
  if (stored.length === 0) return [];
  const keys = stored.map(({ key }) => `- ${key}`).join("\n");
  const secrets = counted(stored.length, "secret");
  return areStored
    ? [`${secrets} of the Terraform state went into the configuration of the stack:\n${keys}`]
    : [
        `The Terraform state has ${secrets} that the program reads from the configuration of the stack:\n${keys}\n` +
          "Run the same command with --set-secrets, in the folder of the project, to put them there, encrypted.",
      ];
}

/** How Terraform lets go of what was exported. */
export function stepsAfter({ clients, credentials, otherTypes }: TerraformState, plan: ExportPlan): readonly string[] {
  const exported = new Set([...plan.clients, ...plan.credentials].map(({ id }) => id.toLowerCase()));
  const instances = [...clients, ...credentials].filter((found) => !found.isDeposed && exported.has(idOf(found)));
  const steps = stepsOutOfTerraform(instances, [...clients, ...credentials]);
  const others = otherTypes.map((type) => `\n- ${visible(type)}`).join("");
  return [
    ...(others === ""
      ? []
      : [`The resources of these types have no counterpart here, and stay with Terraform:${others}`]),
    ...(steps === "" ? [] : [steps.trimEnd()]),
  ];
}
