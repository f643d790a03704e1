/**
 * The provider as Pulumi's dynamic provider host calls it. FROZEN: the provider text in users' states loads this module by
 * its public name and calls these methods. Both must work for as long as those states exist.
 */
import "../supported-node.cjs";
import type { dynamic } from "@pulumi/pulumi";
import { Connection } from "../api/connection.ts";
import { OAuthApi } from "../api/oauth-api.ts";
import { readConfiguration, type StackConfigReader } from "../config/configuration.ts";
import { createOAuthClient } from "../lifecycle/create.ts";
import { deleteOAuthClient } from "../lifecycle/delete.ts";
import { requireSameOrganization } from "../lifecycle/guards.ts";
import { Ownership } from "../lifecycle/ownership.ts";
import { readOAuthClient } from "../lifecycle/read.ts";
import { Session } from "../lifecycle/session.ts";
import { updateOAuthClient } from "../lifecycle/update.ts";
import { checkInputs } from "../model/check-inputs.ts";
import { leavesDivisionOut, withHomeDivision } from "../model/home-division.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { presentable } from "./presentable.ts";

// The host may call other methods before configure has finished, so every method that needs the configuration awaits this.
const stackConfig = Promise.withResolvers<StackConfigReader>();
const ownership = new Ownership();
let opened: Promise<Session> | undefined;

/** One session per process. All resources share its token, rate limiter and connections. */
function session(): Promise<Session> {
  opened ??= stackConfig.promise.then((config) => {
    const configuration = readConfiguration(config, process.env);
    return new Session(new OAuthApi(new Connection(configuration)), {
      ownership,
      sharesListing: configuration.sharesListing,
      consistencyWindowMs: configuration.consistencyWindowSeconds * 1_000,
      // Pulumi's log does not work in this process, but the engine shows what it prints.
      warn: (message) => void process.stderr.write(`warning: ${message}\n`),
    });
  });
  return opened;
}

/** The seven methods of the OAuthClient resource. */
export const provider: Required<dynamic.ResourceProvider<OAuthClientInputs, OAuthClientState>> = {
  async configure({ config }) {
    stackConfig.resolve((key) => config.get(`genesyscloud:${key}`));
  },

  async check(olds, news) {
    // The engine passes old inputs only for resources that are in the state.
    if (Object.keys(olds ?? {}).length > 0) ownership.noteExisting(withoutProviderText(olds));
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
      await requireSameOrganization(await session(), olds);
      // `changes` stays unset, so that the engine compares the canonical inputs itself and names the properties that differ.
      return {};
    }),

  create: (inputs) =>
    presentable(inputs, async () => {
      const outs = await createOAuthClient(await session(), withoutProviderText(inputs));
      return { id: outs.clientId, outs };
    }),

  read: (id, props) =>
    presentable(props, async () => {
      const found = await readOAuthClient(await session(), id, withoutProviderText(props ?? {}));
      return found === undefined ? {} : { id, props: found.state, inputs: found.inputs as OAuthClientState };
    }),

  update: (id, olds, news) =>
    presentable(news, async () => ({
      outs: await updateOAuthClient(await session(), id, withoutProviderText(olds), withoutProviderText(news)),
    })),

  delete: (id, props) =>
    presentable(props, async () => deleteOAuthClient(await session(), id, withoutProviderText(props))),
};

function withoutProviderText<T extends object>(properties: T): T {
  const { __provider, ...rest } = properties as T & { __provider?: string };
  return rest as T;
}
