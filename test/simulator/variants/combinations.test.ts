import fc from "fast-check";
import { expect, it } from "vitest";
import { DEFAULT_LOGIN, DIVISION_IDS, isVariant, ROLE_IDS, VARIANTS, type Variant } from "../../../simulator/index.ts";
import { CLIENTS, logIn, type Session, startSession } from "../api.ts";
import { idOf, WORLD } from "./difference.ts";

const ALL = Object.keys(VARIANTS).filter(isVariant);

const START = {
  ...WORLD,
  pageSize: 2,
  usagePollsUntilComplete: 0,
  seed: { ...WORLD.seed, authorizations: [{ clientId: idOf(1) }] },
};

const SERVICE = {
  name: " new  service ",
  description: " ",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roleDivisions: [{ roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.home }],
};

/** Asks every operation, with ids and bodies as the answers before gave them, and returns the statuses. */
async function askEverything({ call, simulator }: Session): Promise<number[]> {
  const statuses: number[] = [];
  const ask = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const answer = await call(method, path, body);
    statuses.push(answer.status);
    return answer.body;
  };
  statuses.push((await logIn(simulator)).status);
  const { secret, ...created } = await ask("POST", CLIENTS, SERVICE);
  const path = `${CLIENTS}/${created.id}`;
  const { executionId } = await ask("GET", `${path}/usage/summary?days=7`);
  await ask("GET", `${path}/usage/query/results/${executionId}`);
  await ask("POST", `${path}/usage/query`, { interval: "2026-03-01/2026-03-05" });
  await ask("PUT", path, { ...SERVICE, ...(await ask("GET", path)), authorizedGrantType: created.authorizedGrantType });
  await ask("POST", `${path}/secret`);
  await ask("PUT", path, { ...SERVICE, state: "inactive" });
  await ask("DELETE", path);
  for (const page of [1, 2, 3, 4, 5]) await ask("GET", `${CLIENTS}?pageNumber=${page}`);
  for (const area of ["oauth/scopes", "oauth/authorizations", "authorization/roles", "authorization/divisions"]) {
    await ask("GET", `/api/v2/${area}`);
  }
  await ask("GET", "/api/v2/oauth/scopes/users");
  await ask("GET", `/api/v2/oauth/authorizations/${idOf(1)}`);
  await ask("GET", `/api/v2/authorization/roles/${ROLE_IDS.supervisor}`);
  for (const rest of ["authorization/divisions/home", "authorization/products", "organizations/me", "tokens/me"]) {
    await ask("GET", `/api/v2/${rest}`);
  }
  return statuses;
}

async function statusesWith(variants: readonly Variant[]): Promise<number[]> {
  await using session = await startSession({ ...START, variants });
  const statuses = await askEverything(session);
  expect(session.simulator.clients.list()).toHaveLength(5);
  expect((await session.call("GET", `${CLIENTS}/missing`)).status).toBe(404);
  expect((await session.call("POST", CLIENTS, { name: "no grant type" })).status).toBe(400);
  const refused = await logIn(session.simulator, { ...DEFAULT_LOGIN, clientSecret: "wrong" });
  expect(refused.status).toBe(401);
  return statuses;
}

it("answers every operation with a success without a variant, and with all of them", async () => {
  for (const variants of [[], ALL]) {
    const statuses = await statusesWith(variants);
    expect(statuses.filter((status) => status >= 300)).toEqual([]);
  }
});

it("answers every operation with a success with any set of variants", async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray(ALL), async (variants) => {
      expect((await statusesWith(variants)).filter((status) => status >= 300)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

it("loses no client of a listing that is read to its last page, with any variants that don't move entries", async () => {
  const paging: Variant[] = ["pages-of-two", "pages-uneven", "empty-page", "entry-twice", "ids-upper-case"];
  await fc.assert(
    fc.asyncProperty(fc.subarray(paging), async (variants) => {
      await using session = await startSession({ ...WORLD, pageSize: 3, variants });
      const ids = new Set<string>();
      for (let page = 1; page <= 6; page++) {
        const { body } = await session.call("GET", `${CLIENTS}?pageNumber=${page}`);
        for (const { id } of body.entities as { id: string }[]) ids.add(id.toLowerCase());
      }
      expect([...ids].sort()).toEqual([1, 2, 3, 4, 5].map(idOf));
    }),
    { numRuns: 32 },
  );
});

it("leaves alone what a fault answers in place of the API", async () => {
  await using session = await startSession({ ...START, variants: ALL });
  const { faults } = session.simulator;
  const headers = { "Retry-After": "3" };
  faults.add({ action: { kind: "status", status: 503, headers, body: { code: "written.by.the.test", total: 1 } } });
  const fault = await session.call("GET", CLIENTS);
  expect([fault.status, fault.body]).toEqual([503, { code: "written.by.the.test", total: 1 }]);
  expect([fault.headers.get("retry-after"), fault.headers.get("content-type")]).toEqual(["3", "application/json"]);
  faults.add({ action: { kind: "html" } });
  const page = await session.call("GET", CLIENTS);
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html"]);
});

it("refuses a name that is no variant, and names those that are", async () => {
  const unknown = "no-such-variant" as Variant;
  await expect(startSession({ variants: [unknown] })).rejects.toThrow(/no-such-variant.*created-by-user/);
  await using session = await startSession();
  session.simulator.variants.set(["entry-twice"]);
  expect(() => session.simulator.variants.set([unknown])).toThrow(RangeError);
  expect(session.simulator.variants.list()).toEqual(["entry-twice"]);
});

it("stores what a client sends in another way only from the moment on that the variant is on", async () => {
  await using session = await startSession();
  const { id } = await session.create({ name: " a " });
  session.simulator.variants.set(["name-trimmed", "unknown-fields"]);
  const before = session.simulator.clients.get(id);
  expect([before?.name, before?.platformProfile !== undefined]).toEqual([" a ", true]);
  session.simulator.clients.edit(id, { description: "edited by somebody else" });
  expect(session.simulator.clients.get(id)?.name).toBe("a");
});
