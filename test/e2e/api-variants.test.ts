import { describe, expect, it } from "vitest";
import type { Variant } from "../../simulator/index.ts";
import { executedChanges, refreshedChanges } from "../harness/pulumi.ts";
import { APP, SERVICE } from "../harness/sample-clients.ts";
import { createClientStack, FACES, type Face } from "./client-stack.ts";

const CREATION = { method: "POST", route: "/api/v2/oauth/clients" };

/** What an imitation of the API did otherwise, and several more at a time. */
const DIFFERENCES: Record<string, Variant[]> = {
  "createdBy names a user": ["created-by-user"],
  "createdBy is missing, the token names no client, and no date is told": [
    "created-by-missing",
    "token-without-client",
    "no-date-created",
  ],
  "entries of the listing lack the grant type": ["listing-without-grant-type", "null-for-absent"],
  "entries of the listing lack roles and scopes": ["listing-without-roles-and-scopes", "empty-lists-absent"],
  "values are stored in another form": [
    "redirect-uri-gets-slash",
    "name-trimmed",
    "description-trimmed",
    "scopes-lower-cased",
  ],
  "answers are written and paged in other ways": [
    "ids-upper-case",
    "numbers-as-text",
    "dates-with-offset",
    "grant-type-underscored",
    "pages-of-two",
    "paging-without-next-uri",
    "other-success-statuses",
    "delete-answers-body",
    "other-content-type",
  ],
};

const app = { ...APP, name: " Odd  name ", description: "ours ", scopes: ["Analytics:readonly"], secretVersion: 1 };
const PROGRAM = { app, service: SERVICE, other: { ...APP, name: "Other" } };

const ALL = Object.entries(DIFFERENCES);

/** Only the API client and the lifecycle meet these differences, and both faces share them: one row is enough for the plugin. */
const ROWS: Readonly<Record<Face, typeof ALL>> = { dynamic: ALL, plugin: ALL.slice(-1) };

describe.each(FACES)("where the API does otherwise, %s face", (face) => {
  it.each(ROWS[face])("%s: one client for each resource, and no difference shows", async (_what, variants) => {
    await using clients = await createClientStack({ face, variants });
    // The answer to one creation is lost on top of it.
    clients.simulator.faults.add({ ...CREATION, action: { kind: "reset-after" } });
    await clients.apply(PROGRAM);
    expect(clients.simulator.clients.list()).toHaveLength(3);
    clients.simulator.log.clear();
    const again = (await clients.stack.up({ refresh: true, expectNoChanges: true, json: true })).succeeded();
    expect([...refreshedChanges(again), ...executedChanges(again)]).toEqual([]);
    expect(clients.simulator.log.count({ method: "PUT" })).toBe(0);
    for (const { id, secret } of Object.values(await clients.stored())) {
      expect(secret).toBe(clients.simulator.clients.secretOf(id.toLowerCase()));
    }
    (await clients.stack.destroy()).succeeded();
    expect(clients.simulator.clients.list()).toEqual([]);
  });
});
