import * as pulumi from "@pulumi/pulumi";

/** Client id → name of the resource of this program that adopts it. */
const adoptions = new Map<string, string>();

/** Notes that a resource adopts a client. @throws RunError if another resource of this program does already. */
export function noteAdoption(name: string, clientId: string): void {
  const id = clientId.toLowerCase();
  const other = adoptions.get(id);
  if (other !== undefined) throw new pulumi.RunError(twice(id, other, name));
  adoptions.set(id, name);
}

/**
 * Compares the client that a resource has with what the program's `import` options say, as soon as its id is known (for an
 * existing resource that is in the preview, before anything is changed).
 * @param importId the resource's own `import` option.
 */
export function noteManaged(resource: pulumi.CustomResource, name: string, importId: string | undefined): void {
  resource.id.apply(async (id) => {
    const adopter = adoptions.get(id.toLowerCase());
    // Logged, not thrown: an error in the log fails the run as well, without a stack.
    if (adopter !== undefined && adopter !== name) await pulumi.log.error(twice(id, name, adopter), resource);
    if (importId !== undefined && importId.toLowerCase() !== id.toLowerCase()) {
      await pulumi.log.warn(
        `The option import (${importId}) is ignored: this resource already manages client ${id}. Remove the option.`,
        resource,
      );
    }
  });
}

function twice(id: string, first: string, second: string): string {
  return `OAuth client ${id} can't be adopted by "${second}": the resource "${first}" of this stack has it already. Remove one of the two.`;
}
