import { describe, expect, it } from "vitest";
import { Organizations } from "../../../cli/organization/organizations.ts";
import { unmanagedClients } from "../../../cli/organization/unmanaged.ts";
import { DEFAULT_LOGIN, startSimulator } from "../../../simulator/index.ts";
import { configurationFor } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";

const organization = { id: "0c4b7d6e-92a1-4f58-8d3c-6e7f8a9b0c1d", name: "Simulated Organization" };
const client = (id: string, more: object = {}) => ({
  id,
  name: id,
  authorizedGrantType: "CODE",
  state: "active",
  ...more,
});

const LISTING = {
  organization,
  logins: new Set(["login-1"]),
  clients: [
    client("LOGIN-1"),
    client("Managed"),
    client("team-a-one", { createdBy: { id: "somebody" }, dateCreated: "2026-11-02T08:15:00.000Z" }),
    client("team-b-one", { createdBy: { id: "Login-1" } }),
    client("inactive", { state: "inactive" }),
    client("locked", { state: "disabled" }),
    client("deleted", { state: "inactive", dateToDelete: "2026-12-29T10:00:00.000Z" }),
  ],
};
const MANAGED = { ids: new Set(["managed"]), stacks: new Set(["program/dev"]) };

describe("unmanaged clients", () => {
  const idsOf = (filter: Parameters<typeof unmanagedClients>[2]) =>
    unmanagedClients(LISTING, MANAGED, filter).unmanaged.map((finding) => finding.client.id);

  it("are those of no stack, without our logins, locked ones and those that are deleted already", () => {
    expect(idsOf({})).toEqual(["team-a-one", "team-b-one", "inactive"]);
    expect(unmanagedClients(LISTING, MANAGED, {}).unmanaged[0]).toEqual({
      kind: "unmanaged",
      organization,
      client: { id: "team-a-one", name: "team-a-one" },
      createdBy: "somebody",
      dateCreated: "2026-11-02T08:15:00.000Z",
    });
  });

  it("can be narrowed by name, by creator, and to what a login of ours created", () => {
    expect(idsOf({ name: /^team-/ })).toEqual(["team-a-one", "team-b-one"]);
    expect(idsOf({ creator: "SOMEBODY" })).toEqual(["team-a-one"]);
    expect(idsOf({ creator: "self" })).toEqual(["team-b-one"]);
    expect(idsOf({ creator: "self", name: /^team-a/ })).toEqual([]);
  });
});

describe("marked clients", () => {
  const listing = {
    ...LISTING,
    clients: [
      client("of-prod", { description: "Nightly [pulumi:program/prod/my%20app]" }),
      client("of-dev", { description: "[pulumi:program/dev/app]" }),
      client("of-nobody", { description: "[pulumi:program/prod/app] no mark" }),
      client("managed", { description: "[pulumi:program/prod/other]" }),
    ],
  };

  it("of a stack that was not given are managed elsewhere, and no findings", () => {
    const { unmanaged, managedElsewhere } = unmanagedClients(listing, MANAGED, {});
    expect(managedElsewhere).toEqual([
      {
        organization,
        client: { id: "of-prod", name: "of-prod" },
        owner: { project: "program", stack: "prod", resource: "my app" },
      },
    ]);
    expect(unmanaged.map((finding) => finding.client.id)).toEqual(["of-dev", "of-nobody"]);
  });

  it("of a given stack that does not have them are findings that name the owner", () => {
    const [finding] = unmanagedClients(listing, MANAGED, { name: /^of-dev/ }).unmanaged;
    expect(finding?.owner).toEqual({ project: "program", stack: "dev", resource: "app" });
    expect(unmanagedClients(listing, MANAGED, { name: /^of-dev/ }).managedElsewhere).toEqual([]);
  });
});

describe("the organisations of a run", () => {
  const SECOND = {
    clientId: "2b6e8d1f-7c3a-4e5d-9f80-a1b2c3d4e5f6",
    clientSecret: "second-login-secret-value",
    name: "Second",
  };

  it("are listed once each, with one login for each distinct configuration", async () => {
    const seed = { clients: Array.from({ length: 30 }, (_, index) => ({ name: `client-${index}` })) };
    await using simulator = await disposable(
      await startSimulator({
        seed,
        logins: [
          { ...DEFAULT_LOGIN, name: "First", permissions: ["oauth:client:view"] },
          { ...SECOND, permissions: ["oauth:client:view"] },
        ],
      }),
    );
    const organizations = new Organizations();
    const { clientId, clientSecret } = SECOND;
    const second = configurationFor(simulator.value, { credentials: { kind: "client", clientId, clientSecret } });
    const first = () => organizations.listed(configurationFor(simulator.value));
    await Promise.all([first(), first(), organizations.listed(second), first()]);
    expect(simulator.value.log.table()).toEqual({
      "POST /oauth/token": 2,
      "GET /api/v2/tokens/me": 2,
      "GET /api/v2/oauth/clients": 2,
    });
    const [listing, ...others] = await organizations.listings();
    expect(others).toEqual([]);
    expect(listing?.clients).toHaveLength(30);
    expect([...(listing?.logins ?? [])].sort()).toEqual([SECOND.clientId, DEFAULT_LOGIN.clientId].sort());
    organizations.close();
  });

  it("fail with the permission that is missing", async () => {
    await using simulator = await disposable(
      await startSimulator({ logins: [{ ...DEFAULT_LOGIN, name: "Nobody", permissions: [] }] }),
    );
    const organizations = new Organizations();
    const failure = await failureOf(organizations.listed(configurationFor(simulator.value)));
    expect(failure.message).toContain("oauth:client:view");
    organizations.close();
  });
});

async function disposable<T extends { close(): Promise<void> }>(value: T) {
  return { value, [Symbol.asyncDispose]: () => value.close() };
}
