import { type UniqueNames, variableName } from "../identifiers.ts";
import type { PlannedModule } from "../plan.ts";
import { nameWithKey, type ResourceAddress } from "./address.ts";
import type { TerraformInstance } from "./state.ts";

/** The modules of a state as components, by their paths. */
export class ModuleTree {
  private readonly byPath = new Map<string, PlannedModule>();
  private readonly variables: UniqueNames;
  private readonly resources: UniqueNames;

  /** @param resources gives out the names of components. */
  constructor(variables: UniqueNames, resources: UniqueNames) {
    this.variables = variables;
    this.resources = resources;
  }

  /** The component of a resource's module; undefined for the root. The components above it come about too. */
  of(module: ResourceAddress["module"]): PlannedModule | undefined {
    if (module.length === 0) return undefined;
    const path = JSON.stringify(module);
    const known = this.byPath.get(path);
    if (known !== undefined) return known;
    const parent = this.of(module.slice(0, -1));
    const name = moduleName(module);
    const planned: PlannedModule = {
      variable: this.variables.take(variableName(name, "Module")),
      resource: this.resources.take(name, `${name}-module`),
      ...(parent === undefined ? {} : { parent }),
    };
    this.byPath.set(path, planned);
    return planned;
  }

  /** All of them, each after the one that it belongs to. */
  all(): readonly PlannedModule[] {
    return [...this.byPath.values()];
  }
}

/** The name of a resource with those of its modules, as one name: resources of one type may not share one. */
export function resourceName({ address, key }: TerraformInstance): string {
  const own = nameWithKey(address.name, key);
  return address.module.length === 0 ? own : `${moduleName(address.module)}-${own}`;
}

function moduleName(module: ResourceAddress["module"]): string {
  return module.map(({ name, key }) => nameWithKey(name, key)).join("-");
}
