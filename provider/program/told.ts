import { GenesysError } from "../errors/index.ts";
import { perRun } from "./per-run.ts";

const toldInRun = perRun(() => new Map<string, GenesysError>());

/**
 * Makes an error fit to end the program: Pulumi shows its message alone, and says it once per run. Resources and data sources
 * that fail for the same reason throw the same object, because Pulumi tells errors apart by identity. Other values are passed on as they are.
 */
export function told(error: unknown): unknown {
  if (!(error instanceof GenesysError)) return error;
  const errors = toldInRun();
  const first = errors.get(error.message) ?? error;
  errors.set(error.message, first);
  // The mark alone is not enough: where a resource's input fails, and where nothing takes up an Output's error, Pulumi prints the stack.
  first.stack = first.message;
  keepMessage(first, first.message);
  // How Pulumi recognises errors that it shows without a stack (pulumi.RunError). Class and facts stay as they are.
  Object.defineProperty(first, "__pulumiRunError", { value: true, configurable: true });
  return first;
}

/** Pulumi's SDK writes "error serializing property" in front of the message, once more for each resource that an error reaches. */
function keepMessage(error: GenesysError, message: string): void {
  Object.defineProperty(error, "message", { get: () => message, set: () => undefined, configurable: true });
}
