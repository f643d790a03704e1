import { describe, expect, it } from "vitest";
import { DIVISION_IDS, ROLE_IDS } from "../../../simulator/index.ts";
import { entitiesOf, startSession } from "../api.ts";

const SCOPE = "/api/v2/oauth/scopes/analytics:readonly";
const ENGLISH = "View analytics data";
const GERMAN = "Analysedaten anzeigen";

describe("scopes", () => {
  it.each([
    [undefined, ENGLISH],
    ["de", GERMAN],
    ["de-AT", GERMAN],
    ["en", ENGLISH],
    ["en-GB", ENGLISH],
    ["fr, de;q=0.5, en-us;q=0.4", GERMAN],
    ["en-us;q=0.1, de;q=0.9", GERMAN],
    ["de;q=0, *", ENGLISH],
    ["ja", ENGLISH],
  ])("are described in the language of Accept-Language %s", async (language, description) => {
    await using session = await startSession();
    const headers = { "accept-language": language ?? "" };
    expect((await session.call("GET", SCOPE, undefined, headers)).body.description).toBe(description);
    const listed = entitiesOf(await session.call("GET", "/api/v2/oauth/scopes", undefined, headers));
    expect(listed).toContainEqual({ id: "analytics:readonly", description, selfUri: SCOPE });
  });

  it("are listed whole, sorted, each to be read by its id", async () => {
    await using session = await startSession({ rateLimit: false });
    const listing = await session.call("GET", "/api/v2/oauth/scopes");
    const ids = entitiesOf(listing).map(({ id }) => String(id));
    expect(listing.body.total).toBe(ids.length);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids.length).toBeGreaterThan(60);
    const answers = await Promise.all(ids.map((id) => session.call("GET", `/api/v2/oauth/scopes/${id}`)));
    expect(answers.map(({ body }) => body.id)).toEqual(ids);
    const escaped = await session.call("GET", "/api/v2/oauth/scopes/users%3Areadonly");
    expect(escaped.body.id).toBe("users:readonly");
  });

  it("that are unknown answer 404", async () => {
    await using session = await startSession();
    const { status, body } = await session.call("GET", "/api/v2/oauth/scopes/nonsense");
    expect([status, body.code, body.entityId]).toEqual([404, "not.found", "nonsense"]);
  });
});

describe("roles and divisions", () => {
  it("are found by name: roles exactly or by wildcard, divisions by any part", async () => {
    await using session = await startSession();
    const namesOf = async (path: string) => entitiesOf(await session.call("GET", path)).map(({ name }) => name);
    const roles = "/api/v2/authorization/roles";
    expect(await namesOf(`${roles}?name=master%20admin`)).toEqual(["Master Admin"]);
    expect(await namesOf(`${roles}?name=Admin`)).toEqual([]);
    expect(await namesOf(`${roles}?name=*admin`)).toEqual(["Master Admin", "Telephony Admin"]);
    expect(await namesOf(`${roles}?name=.*`)).toEqual([]);
    const divisions = "/api/v2/authorization/divisions";
    expect(await namesOf(`${divisions}?name=al`)).toEqual(["Sales"]);
    session.simulator.divisions.add({ name: "Sales East" });
    expect(await namesOf(`${divisions}?name=Sales`)).toEqual(["Sales", "Sales East"]);
    expect((await session.call("GET", `${divisions}/home`)).body.id).toBe(DIVISION_IDS.home);
  });

  it("of a role say what it permits, in the API's policies", async () => {
    await using session = await startSession({
      seed: { roles: [{ id: ROLE_IDS.employee, name: "all", permissions: ["*", "a:b:view", "a:b:edit", "c:*"] }] },
    });
    const { body } = await session.call("GET", `/api/v2/authorization/roles/${ROLE_IDS.employee}`);
    expect(body).toMatchObject({
      name: "all",
      permissionPolicies: [
        { domain: "*", entityName: "*", actionSet: ["*"] },
        { domain: "a", entityName: "b", actionSet: ["view", "edit"] },
        { domain: "c", entityName: "*", actionSet: ["*"] },
      ],
    });
    const missing = await session.call("GET", `/api/v2/authorization/roles/${ROLE_IDS.supervisor}`);
    expect([missing.status, missing.body.code]).toEqual([404, "not.found"]);
  });

  it("that are read one by one need the permission for roles", async () => {
    const login = { clientId: "weak", clientSecret: "secret-of-the-weak", name: "Weak", permissions: ["oauth:*"] };
    await using session = await startSession({ logins: [login] });
    const { status, text } = await session.call("GET", `/api/v2/authorization/roles/${ROLE_IDS.employee}`);
    expect([status, text]).toEqual([403, expect.stringContaining("authorization:role:view")]);
  });

  it("are paged as asked", async () => {
    await using session = await startSession();
    const page = await session.call("GET", "/api/v2/authorization/roles?pageSize=2&pageNumber=2&name=*");
    expect(page.body).toMatchObject({ pageSize: 2, pageNumber: 2, pageCount: 4, total: 7 });
    expect(entitiesOf(page)).toHaveLength(2);
    expect(page.body.nextUri).toBe("/api/v2/authorization/roles?pageSize=2&pageNumber=3&name=*");
    expect((await session.call("GET", "/api/v2/authorization/roles?pageNumber=0")).status).toBe(400);
  });
});

describe("the organisation", () => {
  it("tells its login what Genesys's Terraform provider needs at its start, without a permission", async () => {
    const login = { clientId: "weak", clientSecret: "secret-of-the-weak", name: "Weak", permissions: [] };
    const organization = { id: "c0ffee00-0000-4000-8000-000000000009", name: "Ours" };
    await using session = await startSession({ logins: [login], organization });
    const { body } = await session.call("GET", "/api/v2/organizations/me");
    expect(body).toMatchObject({
      ...organization,
      defaultCountryCode: "US",
      defaultLanguage: "en-us",
      state: "active",
    });
    expect(body.domain).toMatch(/\w/);
    const products = await session.call("GET", "/api/v2/authorization/products");
    expect(products.body.total).toBe(entitiesOf(products).length);
    expect(entitiesOf(products)).toContainEqual({ id: "communicate" });
    await using other = await startSession();
    expect((await other.call("GET", "/api/v2/organizations/me")).body).toMatchObject(other.simulator.organization);
  });
});

describe("authorizations", () => {
  it("come from the seed, and go with their client", async () => {
    const client = { id: "c0ffee00-0000-4000-8000-000000000001", name: "portal", scope: ["users"] };
    await using session = await startSession({
      seed: { clients: [client], authorizations: [{ clientId: client.id, roles: [ROLE_IDS.employee] }] },
    });
    const path = `/api/v2/oauth/authorizations/${client.id}`;
    const { body } = await session.call("GET", path);
    expect(body).toMatchObject({ client, scope: ["users"], roles: [ROLE_IDS.employee], state: "Authorized" });
    expect((await session.call("GET", "/api/v2/oauth/authorizations")).body).toMatchObject({
      total: 1,
      entities: [body],
    });
    session.simulator.clients.remove(client.id);
    expect((await session.call("GET", path)).status).toBe(404);
    expect((await session.call("GET", "/api/v2/oauth/authorizations")).body.total).toBe(0);
  });
});
