/**
 * The provider as Pulumi's dynamic provider host calls it. FROZEN: the provider text in users' states loads this module by
 * its public name and calls these methods. Both must work for as long as those states exist.
 *
 * Each method loads only what it needs: a refresh, which checks no inputs, starts without zod.
 */
import "../supported-node.cjs";
import { flushCompileCache } from "node:module";
import type { dynamic } from "@pulumi/pulumi";
import type { StackConfigReader } from "../config/configuration.ts";
import { Ownership } from "../lifecycle/ownership.ts";
import type { Session } from "../lifecycle/session.ts";
import { leavesDivisionOut, withHomeDivision } from "../model/home-division.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { presentable } from "./presentable.ts";

// The host may call other methods before configure has finished, so every method that needs the configuration awaits this.
const stackConfig = Promise.withResolvers<StackConfigReader>();
const ownership = new Ownership();
let opened: Promise<Session> | undefined;

/** One session per process. All resources share its tokens, budgets and connections. */
function session(): Promise<Session> {
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

/** The seven methods of the OAuthClient resource. */
export const provider: Required<dynamic.ResourceProvider<OAuthClientInputs, OAuthClientState>> = {
  async configure({ config }) {
    stackConfig.resolve((key) => config.get(`genesyscloud:${key}`));
  },

  async check(olds, news) {
    // The engine passes old inputs only for resources that are in the state.
    if (Object.keys(olds ?? {}).length > 0) ownership.noteExisting(withoutProviderText(olds));
    const { checkInputs } = await import("../model/check-inputs.ts");
    const { inputs, failures } = checkInputs({ ...news });
    if (failures.length > 0 || !leavesDivisionOut({ ...news })) return { inputs, failures: [...failures] };
    return presentable(news, async () => {
      const homeDivisionId = await (await session()).homeDivisionId();
      return { inputs: checkInputs(withHomeDivision({ ...news }, homeDivisionId)).inputs };
    });
  },

  diff: (id, olds) =>
    presentable(olds, async () => {
      ownership.claim(id);
      const { requireSameOrganization } = await import("../lifecycle/guards.ts");
      await requireSameOrganization(await session(), olds);
      // `changes` stays unset, so that the engine compares the canonical inputs itself and names the properties that differ.
      return {};
    }),

  create: (inputs) =>
    presentable(inputs, async () => {
      const { createOAuthClient } = await import("../lifecycle/create.ts");
      const outs = await createOAuthClient(await session(), withoutProviderText(inputs));
      return { id: outs.clientId, outs };
    }),

  read: (id, props) =>
    presentable(props, async () => {
      const { readOAuthClient } = await import("../lifecycle/read.ts");
      const found = await readOAuthClient(await session(), id, withoutProviderText(props ?? {}));
      return found === undefined ? {} : { id, props: found.state, inputs: found.inputs as OAuthClientState };
    }),

  update: (id, olds, news) =>
    presentable(news, async () => {
      const { updateOAuthClient } = await import("../lifecycle/update.ts");
      return {
        outs: await updateOAuthClient(await session(), id, withoutProviderText(olds), withoutProviderText(news)),
      };
    }),

  delete: (id, props) =>
    presentable(props, async () => {
      const { deleteOAuthClient } = await import("../lifecycle/delete.ts");
      await deleteOAuthClient(await session(), id, withoutProviderText(props));
    }),
};

function withoutProviderText<T extends object>(properties: T): T {
  const { __provider, ...rest } = properties as T & { __provider?: string };
  return rest as T;
}
