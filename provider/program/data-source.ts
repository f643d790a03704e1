import * as pulumi from "@pulumi/pulumi";
import type { Answer } from "../data-sources/answer.ts";
import { AnswersOfRun } from "../data-sources/answers-of-run.ts";
import { InvalidInputError } from "../errors/index.ts";
import { pluginToken } from "../model/plugin-tokens.ts";
import { programApi } from "./configured-api.ts";
import { perRun } from "./per-run.ts";
import { told } from "./told.ts";
import { mocksOfRun } from "./unit-test.ts";

/**
 * The arguments of an Output form: those of the plain form, each of which may also be an Output or a Promise.
 * @group Outputs
 */
export type Wrapped<A> = { readonly [K in keyof A]: pulumi.Input<A[K]> };

/** A question to Genesys Cloud, in the two forms in which programs can ask it. */
export interface DataSource<A extends object, R> {
  /** Asks at once. A failure rejects the promise; the call itself never throws. */
  get(args: A, opts: pulumi.InvokeOptions | undefined): Promise<R>;
  /**
   * Asks as soon as the arguments are known, and the resources that they come from and those in `dependsOn` exist. Until then
   * the answer is unknown, as with the functions of other providers. A component in `dependsOn` does not stand for its
   * children: name the children if they matter.
   */
  getOutput(args: Wrapped<A> | undefined, opts: pulumi.InvokeOutputOptions | undefined): pulumi.Output<R>;
}

const answersOfRun = perRun(() => new AnswersOfRun(programApi));

/**
 * Makes a data source. Asking the same question again in one run of a program costs no request. Failures are not kept, and
 * nothing outlives the run. A question that waits for certain resources is a different question from one that does not.
 */
export function dataSource<A extends object, R extends object>(answer: Answer<A, R>): DataSource<A, R> {
  const ask = async (args: A, opts: pulumi.InvokeOptions | undefined, after: readonly string[]): Promise<R> => {
    refuseProvider(answer.name, opts);
    if (mocksOfRun() !== undefined) return askMocks(answer.name, args);
    return answersOfRun()
      .find(answer, args, after)
      .catch((error: unknown) => {
        throw told(error);
      });
  };
  return {
    get: (args, opts) => ask(args, opts, []),
    getOutput(args, opts) {
      const known = pulumi.output<unknown>(args ?? {});
      return pulumi
        .all([known, idsOfDependencies(known, opts?.dependsOn)])
        .apply(([values, after]) => ask(values as A, opts, after)) as pulumi.Output<R>;
    },
  };
}

/** In a unit test, the mocks answer, under the token that the function has in the plugin. Nothing goes over the network. */
function askMocks<R>(name: string, args: object): Promise<R> {
  return pulumi.runtime.invoke(pluginToken(name), { ...args });
}

/** The other options have no effect here and do no harm. This one would look as if it chose other credentials. */
function refuseProvider(name: string, opts: pulumi.InvokeOptions | undefined): void {
  if (opts?.provider === undefined) return;
  throw told(
    new InvalidInputError(
      `${name} does not take the option provider: it runs in the program, with the program's configuration.`,
    ),
  );
}

/** Ids of the resources behind the arguments and in `dependsOn`. Unknown while one of them has not been created yet. */
function idsOfDependencies(
  args: pulumi.Output<unknown>,
  dependsOn: pulumi.InvokeOutputOptions["dependsOn"],
): pulumi.Output<string[]> {
  const explicit: pulumi.Output<pulumi.Resource | pulumi.Resource[]> = pulumi.output(dependsOn ?? []);
  const implicit = pulumi.output(pulumi.getAllResources(args).then((resources) => [...resources]));
  return pulumi
    .all([explicit, implicit])
    .apply(([named, found]) => pulumi.all([named, found].flat().map(identityOf))) as pulumi.Output<string[]>;
}

function identityOf(resource: pulumi.Resource): pulumi.Output<string> {
  return pulumi.CustomResource.isInstance(resource) ? (resource.id ?? resource.urn) : resource.urn;
}
