import { slug } from "../identifiers.ts";

/** Key of an instance: a number of `count`, or a text of `for_each`. */
export type IndexKey = string | number | undefined;

/** A step of a module path: `module.billing["eu"]`. */
interface ModuleStep {
  readonly name: string;
  readonly key: IndexKey;
}

/** Where a resource stands in a configuration of Terraform. */
export interface ResourceAddress {
  readonly module: readonly ModuleStep[];
  readonly type: string;
  readonly name: string;
}

const STEP = /module\.([^.[]+)(?:\[(\d+|"(?:[^"\\]|\\.)*")\])?(?:\.|$)/y;

/** Reads the path of a module, as a state has it; undefined where it can't be read. */
export function readModulePath(path: string): readonly ModuleStep[] | undefined {
  const steps: ModuleStep[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const found = STEP.exec(path);
    if (found === null) return undefined;
    const [, name = "", key] = found;
    steps.push({ name, key: key === undefined ? undefined : keyOf(key) });
  }
  return steps;
}

/** The address of an instance, as commands of Terraform take it: `module.a["eu"].genesyscloud_oauth_client.app[0]`. */
export function instanceAddress({ module, type, name }: ResourceAddress, key: IndexKey): string {
  const steps = module.map((step) => `module.${step.name}${inBrackets(step.key)}.`);
  return `${steps.join("")}${type}.${name}${inBrackets(key)}`;
}

/** The address of a resource, as `removed` blocks take it: without the keys of instances. */
export function resourceAddress({ module, type, name }: ResourceAddress): string {
  return [...module.map((step) => `module.${step.name}`), type, name].join(".");
}

/** A name with its key, as the name of a resource: `app["eu west"]` → `app-eu-west`. */
export function nameWithKey(name: string, key: IndexKey): string {
  const end = key === undefined ? "" : slug(String(key));
  return end === "" ? name : `${name}-${end}`;
}

function inBrackets(key: IndexKey): string {
  if (key === undefined) return "";
  if (typeof key === "number") return `[${key}]`;
  // In HCL, ${ and %{ begin a template.
  return `[${JSON.stringify(key).replaceAll(/[$%]\{/g, (start) => start.slice(0, 1) + start)}]`;
}

function keyOf(text: string): IndexKey {
  if (!text.startsWith('"')) return Number(text);
  try {
    return String(JSON.parse(text)).replaceAll("$${", "${").replaceAll("%%{", "%{");
  } catch {
    return text.slice(1, -1);
  }
}
