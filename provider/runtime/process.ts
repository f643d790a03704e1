import { flushCompileCache } from "node:module";
import type { dynamic } from "@pulumi/pulumi";
import type { StackConfigReader } from "../config/configuration.ts";
import { Ownership } from "../lifecycle/ownership.ts";
import type { Session } from "../lifecycle/session.ts";

/** The methods that one kind of resource has. The configuration is the same for all kinds. */
export type ResourceMethods<Inputs, State> = Required<Omit<dynamic.ResourceProvider<Inputs, State>, "configure">>;

// The host may call other methods before configure has finished, so every method that needs the configuration awaits this.
const stackConfig = Promise.withResolvers<StackConfigReader>();
let opened: Promise<Session> | undefined;

/** Which clients belong to resources of this run. */
export const ownership = new Ownership();

/** Hands over the configuration of the stack. */
export function configureProcess(config: StackConfigReader): void {
  stackConfig.resolve(config);
}

/** One session per process. All resources share its tokens, budgets and connections. */
export function session(): Promise<Session> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Session> {
  const [{ openSession }, config] = await Promise.all([import("./open-session.ts"), stackConfig.promise]);
  // For users who set NODE_COMPILE_CACHE. The engine ends this process by a signal, and then Node does not write its cache. Without
  // the variable this does nothing, and it never throws.
  flushCompileCache();
  return openSession(config, ownership);
}

/** What the engine keeps of a resource, without the line of text that it finds the provider by. */
export function withoutProviderText<T extends object>(properties: T): T {
  const { __provider, ...rest } = properties as T & { __provider?: string };
  return rest as T;
}
