import { leavesDivisionOut, withHomeDivision } from "../model/home-division.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { GONE } from "../model/rotation-slots.ts";
import type { ProcessSession } from "./process-session.ts";
import type { ResourceMethods } from "./resource-methods.ts";

/** The methods of the resource OAuthClient. Each loads only what it needs: a refresh, which checks no inputs, starts without zod. */
export function oauthClientMethods(process: ProcessSession): ResourceMethods<OAuthClientInputs, OAuthClientState> {
  const { ownership } = process;
  return {
    async check(olds, news) {
      // The engine passes old inputs only for resources that are in the state.
      const isExisting = Object.keys(olds).length > 0;
      if (isExisting) ownership.noteExisting(olds as OAuthClientInputs);
      const { checkInputs } = await import("../model/check-inputs.ts");
      const { inputs, failures } = checkInputs(news, isExisting);
      if (failures.length > 0 || !leavesDivisionOut(news)) return { inputs, failures };
      const homeDivisionId = await (await process.session()).homeDivisionId();
      return checkInputs(withHomeDivision(news, homeDivisionId), isExisting);
    },

    async diff(id, olds, news) {
      if (olds.creationInDoubt === undefined) ownership.claim(id);
      const session = await process.session();
      const { requireSameOrganization } = await import("../lifecycle/guards.ts");
      await requireSameOrganization(session, olds);
      if (olds.creationInDoubt !== undefined) {
        return { changes: true, replaces: ["clientId"], deleteBeforeReplace: false, isInDoubt: true };
      }
      if (olds.state === GONE) {
        const { noteSlots } = await import("../lifecycle/rotation/create-slots.ts");
        noteSlots(session, olds);
        return { changes: true, replaces: ["clientId"], deleteBeforeReplace: false };
      }
      const { warnOfRotation } = await import("../lifecycle/rotation-warning.ts");
      warnOfRotation(session, id, olds, news);
      return {};
    },

    async create(inputs, before) {
      const { createOAuthClient } = await import("../lifecycle/create.ts");
      return createOAuthClient(await process.session(), inputs, before);
    },

    async planCreation(inputs) {
      const session = await process.session();
      const { plannedCreation } = await import("../model/plan.ts");
      return plannedCreation(inputs, await session.identity());
    },

    async import(id, ownershipMark) {
      const { importOAuthClient } = await import("../lifecycle/adopt.ts");
      return importOAuthClient(await process.session(), id, ownershipMark);
    },

    async read(id, state) {
      const { readOAuthClient } = await import("../lifecycle/read.ts");
      return readOAuthClient(await process.session(), id, state);
    },

    async update(id, olds, news) {
      const { updateOAuthClient } = await import("../lifecycle/update.ts");
      return updateOAuthClient(await process.session(), id, olds, news);
    },

    async planUpdate(olds, news) {
      const { plannedUpdate } = await import("../model/plan.ts");
      return plannedUpdate(olds, news);
    },

    async delete(id, state) {
      const { deleteOAuthClient } = await import("../lifecycle/delete.ts");
      await deleteOAuthClient(await process.session(), id, state);
    },
  };
}
