import * as pulumi from "@pulumi/pulumi";

/** What every Output has, and the SDK's types leave out. */
interface Promised<T> {
  promise(): Promise<T>;
}

/**
 * The value of an Output, for assertions. It is in clear, also if it is a secret: `pulumi.isSecret` tells whether it is one.
 *
 * It rejects if the resource behind it failed.
 * @example
 * ```ts
 * expect(await promiseOf(client.scopes)).toEqual(["users:readonly"]);
 * ```
 * @group Testing
 */
export function promiseOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (pulumi.output(output) as unknown as Promised<T>).promise();
}
