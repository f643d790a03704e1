import { GenesysError, PartialFailureError } from "../errors/index.ts";

/** What the text of our errors begins with where Pulumi's provider host prints them. */
const MARK = "genesyscloud:OAuthClient, shown with its resource";

/**
 * Says each error once. The host prints errors of check, diff, read and delete to standard error, which the engine shows as a message of
 * the stack, and the engine shows them again with the resource they are about. The first is left out.
 */
const { error: printError } = console;
console.error = (...values: unknown[]) => {
  if (typeof values[0] === "string" && values[0].startsWith(MARK)) return;
  printError.apply(console, values);
};

/** Runs an operation for the host, and passes its errors on in the form that the host shows best. */
export async function presentable<T>(properties: object | undefined, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (thrown) {
    const error = thrown instanceof PartialFailureError ? withProviderText(thrown, properties) : thrown;
    if (error instanceof GenesysError) {
      // Configurable, because one error may end several calls that waited for the same login.
      Object.defineProperty(error, "toString", { value: () => MARK, configurable: true });
      error.stack = error.message;
    }
    throw error;
  }
}

/** The host adds the provider text to results but not to errors. Without it, nothing could work on the resource again. */
function withProviderText(error: PartialFailureError, properties: object | undefined): PartialFailureError {
  const { __provider } = (properties ?? {}) as { __provider?: string };
  return new PartialFailureError(error.id, { ...error.properties, __provider }, error.message);
}
