import type { dynamic } from "@pulumi/pulumi";
import { GuardError } from "../errors/index.ts";
import type { ResourceMethods } from "../resources/resource-methods.ts";
import { presentable } from "./presentable.ts";

/** The methods that one kind of resource has. The configuration is the same for all kinds. */
export type DynamicMethods = Required<Omit<dynamic.ResourceProvider, "configure">>;

/**
 * A kind of resource in the form that Pulumi's dynamic provider host calls. The host passes the provider text among the properties.
 * `changes` stays unset, so that the engine compares the canonical inputs itself and names the properties that differ.
 */
export function dynamicMethods<Inputs extends object, State extends object>(
  methods: ResourceMethods<Inputs, State>,
  idOf: (state: State) => string,
): DynamicMethods {
  const inputsIn = (properties: object): Inputs => withoutProviderText(properties) as Inputs;
  const stateIn = (properties: object): State => withoutProviderText(properties) as State;
  return {
    check: (olds, news) =>
      presentable(news, async () => {
        const { inputs, failures } = await methods.check(inputsIn(olds ?? {}), { ...news });
        return { inputs, failures: [...failures] };
      }),

    diff: (id, olds, news) =>
      presentable(olds, async () => {
        const { replaces, isInDoubt, ...difference } = await methods.diff(id, stateIn(olds), inputsIn(news));
        if (isInDoubt) throw unsettled();
        return { ...difference, ...(replaces === undefined ? {} : { replaces: [...replaces] }) };
      }),

    create: (inputs) =>
      presentable(inputs, async () => {
        const outs = await methods.create(inputsIn(inputs));
        return { id: idOf(outs), outs };
      }),

    read: (id, props) =>
      presentable(props, async () => {
        const found = await methods.read(id, stateIn(props ?? {}));
        return found === undefined ? {} : { id: found.id ?? id, props: found.state, inputs: found.inputs };
      }),

    update: (id, olds, news) =>
      presentable(news, async () => ({ outs: await methods.update(id, stateIn(olds), inputsIn(news)) })),

    delete: (id, props) => presentable(props, () => methods.delete(id, stateIn(props))),
  };
}

/** The host calls `create` without the state that is replaced, so that only a read can settle it. */
function unsettled(): GuardError {
  return new GuardError(
    "A run was cancelled while it created this resource, and nobody knows whether the client exists",
    {
      nextStep: "Run `pulumi refresh` first: it finds out.",
    },
  );
}

/** What the engine keeps of a resource, without the line of text that it finds the provider by. */
function withoutProviderText(properties: object): object {
  const { __provider, ...rest } = properties as { __provider?: string };
  return rest;
}
