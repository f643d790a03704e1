import * as pulumi from "@pulumi/pulumi";
import type { OAuthApi } from "../api/oauth-api.ts";
import { markedAsRunError, programApi } from "./configured-api.ts";

const answers = new Map<string, Promise<unknown>>();

/**
 * Answers a data source's question; the same question asked again in one program costs nothing. Failures are not kept.
 * @param name name of the data source.
 * @param args its arguments, plain JSON.
 */
export function ask<A extends object, R>(
  name: string,
  args: A,
  answer: (api: OAuthApi, args: A) => Promise<R>,
): Promise<R> {
  const question = `${name} ${JSON.stringify(args, Object.keys(args).sort())}`;
  const known = answers.get(question) as Promise<R> | undefined;
  if (known !== undefined) return known;
  const asked = (async () => answer(await programApi(), args))().catch((error: unknown) => {
    answers.delete(question);
    throw markedAsRunError(error);
  });
  answers.set(question, asked);
  return asked;
}

/** The Output form of a data source: waits for its arguments and for `dependsOn`; unknown arguments give an unknown answer. */
export function outputOf<A extends object, R>(
  get: (args: A) => Promise<R>,
  args: { readonly [K in keyof A]: pulumi.Input<A[K]> } | undefined,
  opts: pulumi.InvokeOutputOptions | undefined,
): pulumi.Output<R> {
  const dependencies = pulumi
    .output(opts?.dependsOn ?? [])
    .apply((resources) => pulumi.all([resources].flat().map((resource) => (resource as pulumi.Resource).urn)));
  return pulumi.all([args ?? {}, dependencies]).apply(([known]) => get(known as A)) as pulumi.Output<R>;
}
