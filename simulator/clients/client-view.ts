import type { ApiEntityRef, ApiOAuthClient } from "../api-types.ts";
import { toApiDate } from "../controls/clock.ts";
import type { ClientRecord } from "./client-store.ts";

/** Gives the lists of an answer an order. */
export type OrderList = <T>(list: readonly T[]) => T[];

/** Keeps the order as sent. */
export const keepOrder: OrderList = (list) => [...list];

/**
 * Another order with each answer, the same in every run: the API treats its lists as sets, so no client may rely on
 * their order. A list of two or more never comes back as it was sent.
 */
export function createShuffle(): OrderList {
  let turn = 0;
  return (list) => {
    if (list.length < 2) return [...list];
    turn += 1;
    const shift = 1 + (turn % (list.length - 1));
    return [...list.slice(shift), ...list.slice(0, shift)];
  };
}

/** Reference as in `createdBy`. Assumed: a client-credentials login shows under its client id. */
export function userRef(id: string): ApiEntityRef {
  return { id, selfUri: `/api/v2/users/${id}` };
}

/** The client as GET, PUT and the listing answer it: without the secret [doc, peer, point 1]. */
export function toApiClient(record: ClientRecord, order: OrderList = keepOrder): ApiOAuthClient {
  const { extra, description, roleDivisions, ...body } = record.body;
  return {
    ...structuredClone(extra),
    ...body,
    id: record.id,
    ...(description === undefined ? {} : { description }),
    registeredRedirectUri: order(body.registeredRedirectUri),
    scope: order(body.scope),
    roleIds: [...new Set(roleDivisions.map(({ roleId }) => roleId))],
    roleDivisions: order(roleDivisions.map((roleDivision) => ({ ...roleDivision }))),
    ...(record.dateToDelete === undefined ? {} : { dateToDelete: toApiDate(record.dateToDelete) }),
    dateCreated: toApiDate(record.dateCreated),
    dateModified: toApiDate(record.dateModified),
    createdBy: userRef(record.createdBy),
    modifiedBy: userRef(record.modifiedBy),
    selfUri: `/api/v2/oauth/clients/${record.id}`,
  };
}
