import { GenesysError } from "../errors/index.ts";
import { perRun } from "./per-run.ts";

const toldInRun = perRun(() => new Map<string, GenesysError>());

/**
 * Prepares an error that ends the program: Pulumi then shows only its message, once per run. Resources and data sources that
 * fail for the same reason throw the same object, because Pulumi tells errors apart by identity. Other values are returned
 * unchanged.
 */
export function told(error: unknown): unknown {
  if (!(error instanceof GenesysError)) return error;
  const errors = toldInRun();
  const first = errors.get(error.message) ?? error;
  errors.set(error.message, first);
  // The mark below is not enough: Pulumi prints the stack if a resource's input fails, or if nothing handles an Output's error.
  first.stack = first.message;
  keepMessage(first, first.message);
  // By this mark Pulumi recognises errors to show without a stack (pulumi.RunError). Class and facts stay as they are.
  Object.defineProperty(first, "__pulumiRunError", { value: true, configurable: true });
  return first;
}

/** Pulumi's SDK writes "error serializing property" in front of the message, once more for each resource that an error reaches. */
function keepMessage(error: GenesysError, message: string): void {
  Object.defineProperty(error, "message", { get: () => message, set: () => undefined, configurable: true });
}
