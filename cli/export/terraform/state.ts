import { z } from "zod";
import { type IndexKey, type ResourceAddress, readModulePath } from "./address.ts";

/** An object of a Terraform state. */
export interface TerraformInstance {
  readonly address: ResourceAddress;
  readonly key: IndexKey;
  /** Whether Terraform only keeps it until it has deleted it. */
  readonly isDeposed: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What is looked at in a Terraform state. */
export interface TerraformState {
  readonly clients: readonly TerraformInstance[];
  readonly credentials: readonly TerraformInstance[];
  /** Types of the other resources that Terraform manages with it. They have no counterpart here. */
  readonly otherTypes: readonly string[];
}

const instance = z.object({
  index_key: z.union([z.string(), z.number()]).nullish(),
  deposed: z.string().nullish(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
});

const resource = z.object({
  module: z.string().nullish(),
  mode: z.string(),
  type: z.string(),
  name: z.string(),
  instances: z.array(instance).nullish(),
});

const state = z.object({ version: z.literal(4), resources: z.array(resource).nullish() });

const CLIENT = "genesyscloud_oauth_client";
const CREDENTIAL = "genesyscloud_integration_credential";

const HOW_TO_GET_IT = "write the state with `terraform state pull` or `tofu state pull`, and give that file";

/**
 * Reads a state of Terraform or OpenTofu, version 4. No message repeats anything of its content: it holds secrets.
 * @param file how the user calls it.
 * @throws RangeError that says what else it is, and what to do.
 */
export function readTerraformState(text: string, file: string): TerraformState {
  const content = contentOf(text, file);
  const result = state.safeParse(content);
  if (!result.success) {
    const paths = result.error.issues.map(({ path }) => path.join(".")).join(", ");
    throw new RangeError(`${file} is not a Terraform state: ${otherwise(content) ?? `${paths} has another shape`}`);
  }
  const managed = (result.data.resources ?? []).filter(({ mode }) => mode === "managed");
  const isExported = ({ type }: { readonly type: string }) => type === CLIENT || type === CREDENTIAL;
  const instances = managed.filter(isExported).flatMap((found) => instancesOf(found, file));
  const others = managed.filter((found) => !isExported(found));
  return {
    clients: instances.filter(({ address }) => address.type === CLIENT),
    credentials: instances.filter(({ address }) => address.type === CREDENTIAL),
    otherTypes: [...new Set(others.map(({ type }) => type))].sort(),
  };
}

function contentOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new RangeError(`${file} is not a Terraform state, because it is not JSON: ${HOW_TO_GET_IT}`);
  }
}

function instancesOf(
  { module, type, name, instances }: z.infer<typeof resource>,
  file: string,
): readonly TerraformInstance[] {
  const path = readModulePath(module ?? "");
  if (path === undefined)
    throw new RangeError(`${file} can't be read: the module of ${type}.${name} has no known form`);
  const address = { module: path, type, name };
  return (instances ?? []).map(({ index_key, deposed, attributes }) => ({
    address,
    key: index_key ?? undefined,
    isDeposed: typeof deposed === "string" && deposed !== "",
    attributes: attributes ?? {},
  }));
}

/** What files that are taken for a state are. */
function otherwise(content: unknown): string | undefined {
  if (typeof content !== "object" || content === null) return undefined;
  if ("encrypted_data" in content) {
    return "it is encrypted by OpenTofu: `tofu state pull` prints it in clear. Keep that file no longer than needed";
  }
  if ("format_version" in content) return `it is what \`terraform show -json\` prints: ${HOW_TO_GET_IT}`;
  if ("backend" in content) return `it only says where the state is: ${HOW_TO_GET_IT}`;
  if ("version" in content && typeof content.version === "number" && content.version !== 4) {
    return `it has version ${content.version}, and version 4 is needed: run \`terraform apply -refresh-only\` with Terraform 0.12 or newer first`;
  }
  return undefined;
}
