import { instanceAddress, resourceAddress } from "./address.ts";
import type { TerraformInstance } from "./state.ts";

/**
 * How Terraform forgets resources without deleting them: `removed` blocks, or commands.
 *
 * OpenTofu knows the lifecycle of such a block from 1.10 on. Before, its blocks never destroy, and it refuses the lifecycle
 * (opentofu/opentofu issue 2556, pull request 2628).
 * @param instances what it is to forget.
 * @param all everything of the state that could be forgotten.
 * @returns empty where there is nothing to forget.
 */
export function stepsOutOfTerraform(
  instances: readonly TerraformInstance[],
  all: readonly TerraformInstance[] = instances,
): string {
  if (instances.length === 0) return "";
  const resources = [...new Set(instances.map(({ address }) => resourceAddress(address)))];
  const isPartly = all.some((one) => !instances.includes(one) && resources.includes(resourceAddress(one.address)));
  const addresses = [...new Set(instances.map(({ address, key }) => instanceAddress(address, key)))];
  return [
    "When `pulumi up` has adopted everything, let Terraform forget it. Do not run `terraform destroy`, and do not only remove the",
    "resources from the configuration: both would delete them in Genesys Cloud. Where other resources refer to them, write their ids.",
    "",
    "Either replace the resources in the configuration by these blocks, and run `terraform apply` (Terraform 1.7, OpenTofu 1.10;",
    "OpenTofu 1.7 to 1.9: leave out the lifecycle blocks):",
    "",
    ...resources.map(removedBlock),
    ...(isPartly ? ["A block also covers the instances of its resource that are not exported.", ""] : []),
    "Or remove the resources from the configuration after these commands (`tofu` instead of `terraform` for OpenTofu):",
    "",
    ...addresses.map((address) => `terraform state rm ${quoted(address)}`),
    "",
  ].join("\n");
}

function removedBlock(address: string): string {
  return `removed {\n  from = ${address}\n\n  lifecycle {\n    destroy = false\n  }\n}\n`;
}

/** As one word of a shell of Unix. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
