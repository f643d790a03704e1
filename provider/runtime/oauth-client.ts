import { leavesDivisionOut, withHomeDivision } from "../model/home-division.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { GONE } from "../model/rotation-slots.ts";
import { presentable } from "./presentable.ts";
import { ownership, type ResourceMethods, session, withoutProviderText } from "./process.ts";

/** The methods of the resource OAuthClient. Each loads only what it needs: a refresh, which checks no inputs, starts without zod. */
export const oauthClient: ResourceMethods<OAuthClientInputs, OAuthClientState> = {
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

  diff: (id, olds, news) =>
    presentable(olds, async () => {
      ownership.claim(id);
      const { requireSameOrganization } = await import("../lifecycle/guards.ts");
      await requireSameOrganization(await session(), olds);
      if (olds.state === GONE) {
        const { noteSlots } = await import("../lifecycle/rotation/create-slots.ts");
        noteSlots(await session(), olds);
        return { changes: true, replaces: ["clientId"], deleteBeforeReplace: false };
      }
      const { warnOfRotation } = await import("../lifecycle/rotation-warning.ts");
      warnOfRotation(await session(), id, olds, news);
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
