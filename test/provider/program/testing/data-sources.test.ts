import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { failuresOf, promiseOf } from "../../../../provider/program/testing/index.ts";
import { FACES, removeMocksAfterAll, useMocks } from "./unit-test-run.ts";

removeMocksAfterAll();

const ID = "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e";
const OTHER = "4f6b2daf-8b1c-4d69-8b4a-4a1bac9d8e7f";

describe.each(Object.entries(FACES))("the data sources of the %s face in a unit test", (_name, face) => {
  it("find everything that is not declared otherwise", async () => {
    await useMocks();
    const role = await face.getAuthorizationRole({ name: "employee" });
    expect(role).toEqual({ id: expect.stringMatching(/^00000000-/), name: "employee" });
    expect(await promiseOf(face.getAuthorizationRoleOutput({ name: "employee" }))).toEqual(role);
    expect(await face.getAuthorizationDivision({ name: "Sales" })).toMatchObject({ name: "Sales" });
    expect(await face.getAuthorizationDivision({ name: "Home" })).toEqual(
      await face.getAuthorizationDivision({ home: true }),
    );
    expect(await face.getOAuthScope({ scopeId: "users" })).toMatchObject({ id: "users", description: "users" });
    expect(await face.getOAuthClient({ clientId: ID })).toMatchObject({ clientId: ID, state: "active" });
    expect(await face.getOAuthAuthorization({ clientId: ID })).toMatchObject({ clientId: ID, state: "Authorized" });
    expect(await face.getOAuthClientUsageSummary({ clientId: ID })).toMatchObject({ totals: { requests: 0 } });
    expect(await face.getOAuthScopes()).toEqual({ scopes: [] });
    expect(await face.getOAuthClients()).toEqual({ clients: [] });
    expect(await face.getOAuthAuthorizations()).toEqual({ authorizations: [] });
  });

  it("find what is declared", async () => {
    await useMocks({
      roles: ["employee", { id: ID, name: "admin" }],
      divisions: [{ id: ID, name: "Sales" }],
      scopes: ["users", { id: "routing", description: "Queues" }],
      clients: [
        { name: "Portal", scopes: ["users"] },
        { clientId: ID, name: "Export", state: "inactive" },
      ],
      authorizations: [{ clientId: ID, clientName: "Export", scopes: ["users"], resourceOwnerName: "Ann" }],
      usage: [{ clientId: ID, requests: 7, status200: 7 }],
    });
    expect(await face.getAuthorizationRole({ name: "admin" })).toEqual({ id: ID, name: "admin" });
    expect(await face.getAuthorizationDivision({ name: "Sales" })).toEqual({ id: ID, name: "Sales" });
    expect((await face.getOAuthScopes()).scopes.map(({ description }) => description)).toEqual(["users", "Queues"]);
    expect(await face.getOAuthClient({ name: "Portal" })).toMatchObject({ scopes: ["users"], roles: [] });
    expect((await face.getOAuthClients({ state: "inactive" })).clients).toMatchObject([{ name: "Export" }]);
    expect(await face.getOAuthAuthorization({ clientId: ID })).toMatchObject({ resourceOwnerName: "Ann" });
    expect((await face.getOAuthAuthorizations()).authorizations).toMatchObject([{ scopes: ["users"] }]);
    expect((await face.getOAuthClientUsage({ clientId: ID, days: 7 })).totals).toMatchObject({ requests: 7 });
    expect((await face.getOAuthClientUsage({ clientId: OTHER, days: 7 })).rows).toEqual([]);
  });

  it("find the home division once, also where the divisions name it", async () => {
    await useMocks({ divisions: ["Home", "Sales"] });
    const home = await face.getAuthorizationDivision({ home: true });
    expect(await face.getAuthorizationDivision({ name: "Home" })).toEqual(home);
    await expect(face.getAuthorizationDivision({ name: "Other" })).rejects.toThrow("no division named");
  });

  it("take a secret as an argument", async () => {
    await useMocks({ roles: ["employee"] });
    const { id } = await face.getAuthorizationRole({ name: "employee" });
    const found = face.getAuthorizationRoleOutput({ name: pulumi.secret("employee") });
    expect(await promiseOf(found.id)).toBe(id);
  });

  it("find nothing beside what is declared, with the messages of pulumi up", async () => {
    await useMocks({ roles: ["employee"], divisions: [], scopes: [], clients: [], authorizations: [] });
    await expect(face.getAuthorizationRole({ name: "emploee" })).rejects.toThrow(
      'There is no role named "emploee". Similar: employee',
    );
    await expect(face.getAuthorizationDivision({ name: "Sales" })).rejects.toThrow("no division named");
    await expect(face.getOAuthScope({ scopeId: "users" })).rejects.toThrow("there is no such scope");
    await expect(face.getOAuthClient({ name: "Portal" })).rejects.toThrow('There is no OAuth client named "Portal"');
    await expect(face.getOAuthAuthorization({ clientId: ID })).rejects.toThrow("nobody has authorised this client");
    await expect(face.getAuthorizationDivision({})).rejects.toThrow("takes either name or home: true");
  });

  it("fail the resources that need them", async () => {
    await useMocks({ roles: ["employee"] });
    const [cause] = await failuresOf(() => {
      const { id: roleId } = face.getAuthorizationRoleOutput({ name: "emploee" });
      new face.OAuthClient("a", { name: "A", authorizedGrantType: "CLIENT-CREDENTIALS", roles: [{ roleId }] });
    });
    expect(cause).toContain('There is no role named "emploee"');
  });
});
