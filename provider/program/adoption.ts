import * as pulumi from "@pulumi/pulumi";
import { GuardError } from "../errors/index.ts";
import { perRun } from "./per-run.ts";
import { told } from "./told.ts";

/** Client id → name of the resource of this program that adopts it. */
const adoptionsOfRun = perRun(() => new Map<string, string>());

/** What is adopted, in words. */
type Adopted = "OAuth client" | "integration credential";

/** Notes that a resource adopts a client. @throws GuardError if another resource of this program adopts it already. */
export function noteAdoption(name: string, clientId: string, what: Adopted = "OAuth client"): void {
  const id = clientId.toLowerCase();
  const adoptions = adoptionsOfRun();
  const other = adoptions.get(id);
  if (other !== undefined) throw twice(id, other, name, what);
  adoptions.set(id, name);
}

/**
 * Checks the id of a resource against the `import` options of the program as soon as the id is known. For an existing
 * resource, the preview knows it already, before anything is changed.
 * @param importId the resource's own `import` option.
 */
export function noteManaged(
  resource: pulumi.CustomResource,
  name: string,
  importId: string | undefined,
  what: Adopted = "OAuth client",
): void {
  const adoptions = adoptionsOfRun();
  resource.id.apply(async (id) => {
    const adopter = adoptions.get(id.toLowerCase());
    if (adopter !== undefined && adopter !== name) throw twice(id, name, adopter, what);
    if (importId !== undefined && importId.toLowerCase() !== id.toLowerCase()) {
      await pulumi.log.warn(
        `The option import (${importId}) is ignored: this resource already manages ${what} ${id}. Remove the option.`,
        resource,
      );
    }
  });
}

function twice(id: string, first: string, second: string, what: Adopted): unknown {
  return told(
    new GuardError(
      `${what.charAt(0).toUpperCase()}${what.slice(1)} ${id} can't be adopted by "${second}": "${first}" in this stack already manages it`,
      {
        ...(what === "OAuth client" ? { clientId: id } : {}),
        nextStep: "Remove one of the two resources. To rename a resource, use the option aliases instead of import.",
      },
    ),
  );
}
