import { describe, expect, it } from "vitest";
import { DEFAULT_LOGIN, DIVISION_IDS, ROLE_IDS } from "../../../simulator/index.ts";
import { CLIENTS, startSession } from "../api.ts";

const code = { name: "a", authorizedGrantType: "CODE" };
const employee = { roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.home };
const credentials = { name: "a", authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions: [employee] };

describe("PUT", () => {
  it("clears or defaults scalars that are left out, and silently keeps lists", async () => {
    await using session = await startSession();
    const { id } = await session.create({
      description: "text",
      accessTokenValiditySeconds: 600,
      state: "inactive",
      scope: ["users"],
      registeredRedirectUri: ["https://example.com"],
      ipAllowList: ["10.0.0.1"],
    });
    const { body } = await session.call("PUT", `${CLIENTS}/${id}`, code);
    expect(body).toMatchObject({ name: "a", accessTokenValiditySeconds: 86_400, state: "active" });
    expect(body).toMatchObject({ scope: ["users"], registeredRedirectUri: ["https://example.com"] });
    expect(body).not.toHaveProperty("description");
    expect(body).not.toHaveProperty("ipAllowList");
  });

  it("clears by an explicit empty list and text", async () => {
    await using session = await startSession();
    const { id } = await session.create({ description: "text", scope: ["users"] });
    const { body } = await session.call("PUT", `${CLIENTS}/${id}`, { ...code, description: "", scope: [] });
    expect(body.scope).toEqual([]);
    expect(body).not.toHaveProperty("description");
  });

  it("keeps what it does not know when it is sent back, and ignores read-only fields", async () => {
    await using session = await startSession();
    const created = await session.create({ ipAllowList: [{ cidr: "10.0.0.0/8" }] });
    const sent = { ...created, id: "other", secret: "chosen", dateCreated: "2000-01-01T00:00:00.000Z" };
    const { body } = await session.call("PUT", `${CLIENTS}/${created.id}`, sent);
    const { id, dateCreated } = created;
    expect(body).toMatchObject({ id, dateCreated, ipAllowList: [{ cidr: "10.0.0.0/8" }] });
    expect(session.simulator.clients.secretOf(id)).toBe(created.secret);
  });

  it("changes the grant type in place", async () => {
    await using session = await startSession();
    const { id, secret } = await session.create({ scope: ["users"] });
    const { status, body } = await session.call("PUT", `${CLIENTS}/${id}`, { ...credentials, scope: [] });
    expect([status, body.authorizedGrantType]).toEqual([200, "CLIENT-CREDENTIALS"]);
    expect(session.simulator.clients.secretOf(id)).toBe(secret);
  });

  it("refuses a client that Genesys support has disabled, as every other change does", async () => {
    await using session = await startSession();
    const { id } = session.simulator.clients.create({ name: "locked", state: "disabled" });
    const path = `${CLIENTS}/${id}`;
    const answers = [
      await session.call("PUT", path, code),
      await session.call("POST", `${path}/secret`),
      await session.call("DELETE", path),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([400, "client.disabled"]));
    expect((await session.call("GET", path)).body.state).toBe("disabled");
    expect(session.simulator.clients.secretsGenerated(id)).toBe(1);
  });
});

describe("a body", () => {
  it.each([
    ["no name", { authorizedGrantType: "CODE" }, "missing.required.field", "name"],
    ["an empty name", { ...code, name: "" }, "missing.required.field", "name"],
    ["no grant type", { name: "a" }, "missing.required.field", "authorizedGrantType"],
    ["an unknown grant type", { ...code, authorizedGrantType: "MAGIC" }, "invalid.value", "authorizedGrantType"],
    ["a short validity", { ...code, accessTokenValiditySeconds: 299 }, "invalid.value", "accessTokenValiditySeconds"],
    ["a long validity", { ...code, accessTokenValiditySeconds: 38_880_001 }, "invalid.value", undefined],
    ["state disabled", { ...code, state: "disabled" }, "invalid.value", "state"],
    ["credentials without a role", { ...credentials, roleDivisions: [] }, "roles.required", "roleDivisions"],
    ["credentials with a scope", { ...credentials, scope: ["users"] }, "scope.not.allowed", "scope"],
    ["an unknown role", { ...credentials, roleDivisions: [{ ...employee, roleId: "x" }] }, "invalid.role", undefined],
    [
      "an unknown division",
      { ...credentials, roleDivisions: [{ ...employee, divisionId: "x" }] },
      "invalid.division",
      undefined,
    ],
    ["a list", [], "bad.request", undefined],
  ])("with %s is refused by create and update, and nothing changes", async (_name, body, errorCode, field) => {
    await using session = await startSession();
    const before = await session.create();
    for (const answer of [
      await session.call("POST", CLIENTS, body),
      await session.call("PUT", `${CLIENTS}/${before.id}`, body),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([400, errorCode]);
      if (field !== undefined) expect(answer.body.messageParams).toMatchObject({ field });
    }
    const { secret, ...shown } = before;
    expect(session.simulator.clients.list()).toEqual([shown]);
  });

  it("may have its unknown fields refused, or asked for", async () => {
    await using session = await startSession({ knownFieldsOnly: true });
    expect((await session.call("POST", CLIENTS, { ...code, novelty: 1 })).body.code).toBe("unknown.field");
    await using other = await startSession({ requiredExtraFields: ["ipAllowList"] });
    const refused = await other.call("POST", CLIENTS, code);
    expect([refused.status, refused.body.messageParams]).toEqual([400, { field: "ipAllowList" }]);
    const created = await other.create({ ipAllowList: ["10.0.0.1"] });
    expect(created.ipAllowList).toEqual(["10.0.0.1"]);
    expect((await other.call("PUT", `${CLIENTS}/${created.id}`, code)).status).toBe(200);
  });

  it("may have its lists answered in another order, the same in every run", async () => {
    const scope = ["analytics", "routing", "users"];
    const runs: unknown[] = [];
    for (let run = 0; run < 2; run++) {
      await using session = await startSession({ shuffleLists: true });
      const { id } = await session.create({ scope });
      const read = (await session.call("GET", `${CLIENTS}/${id}`)).body.scope;
      expect(read).not.toEqual(scope);
      expect([...(read as string[])].sort()).toEqual(scope);
      runs.push(read);
    }
    expect(runs[0]).toEqual(runs[1]);
  });
});

describe("a read", () => {
  it("may bring fields that change each time, and are not stored", async () => {
    let reads = 0;
    await using session = await startSession({ extraFieldsOnRead: () => ({ lastUsed: ++reads }) });
    const { id } = await session.create();
    const path = `${CLIENTS}/${id}`;
    expect([(await session.call("GET", path)).body.lastUsed, (await session.call("GET", path)).body.lastUsed]).toEqual([
      2, 3,
    ]);
    expect(session.simulator.clients.get(id)).not.toHaveProperty("lastUsed");
  });
});

describe("permissions", () => {
  const reader = {
    clientId: "reader",
    clientSecret: "reader-secret",
    name: "Reader",
    permissions: ["oauth:client:view"],
  };

  it.each([
    ["POST", CLIENTS, "oauth:client:add"],
    ["PUT", `${CLIENTS}/x`, "oauth:client:edit"],
    ["DELETE", `${CLIENTS}/x`, "oauth:client:delete"],
    ["POST", `${CLIENTS}/x/secret`, "oauth:client:edit"],
    ["GET", "/api/v2/oauth/authorizations", "oauth:client:authorize"],
    ["GET", "/api/v2/authorization/roles", "authorization:role:view"],
  ])("are checked: %s %s", async (method, path, permission) => {
    await using session = await startSession({ logins: [reader] });
    const { status, body } = await session.call(method, path, method === "GET" ? undefined : {});
    expect([status, body.code]).toEqual([403, "missing.any.permissions"]);
    expect(body.message).toBe(
      `Unable to perform the requested action. You are missing the following permission(s): ${permission}`,
    );
    expect((await session.call("GET", CLIENTS)).status).toBe(200);
  });

  it("let a login grant only the roles that it holds, and edit only clients of those roles", async () => {
    const logins = [{ ...DEFAULT_LOGIN, name: "Half", permissions: ["oauth:*"], roles: [ROLE_IDS.employee] }];
    await using session = await startSession({ logins });
    const admin = { roleId: ROLE_IDS.masterAdmin, divisionId: "*" };
    const { id } = await session.create(credentials);
    const answer = await session.call("POST", CLIENTS, { ...credentials, roleDivisions: [admin] });
    expect([answer.status, answer.body.code]).toEqual([403, "cannot.grant.role"]);
    session.simulator.clients.edit(id, { roleDivisions: [admin] });
    expect((await session.call("PUT", `${CLIENTS}/${id}`, credentials)).status).toBe(403);
  });

  it("refuse a role that is too new", async () => {
    await using session = await startSession({ roleGrantDelayMs: 30_000, clock: () => 1000 });
    const { id: roleId } = session.simulator.roles.add({ name: "Fresh" });
    const body = { ...credentials, roleDivisions: [{ roleId, divisionId: "*" }] };
    expect((await session.call("POST", CLIENTS, body)).status).toBe(403);
    session.simulator.clock.advance(30_000);
    expect((await session.call("POST", CLIENTS, body)).status).toBe(200);
  });
});
