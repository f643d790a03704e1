import { describe, expect, it } from "vitest";
import { type ClientSeed, DIVISION_IDS, ROLE_IDS } from "../../../../simulator/index.ts";
import { expectRefusal, resolved, startProgram } from "./program.ts";

const [FIRST, SECOND] = ["c0ffee00-0000-4000-8000-000000000001", "c0ffee00-0000-4000-8000-000000000002"] as const;
const UNKNOWN = "c0ffee00-0000-4000-8000-00000000ffff";
const SERVICE: ClientSeed = {
  id: FIRST,
  name: "Reporting service",
  description: "Nightly export",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roleDivisions: [
    { roleId: ROLE_IDS.supervisor, divisionId: "*" },
    { roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.home },
  ],
  accessTokenValiditySeconds: 3600,
  dateCreated: "2026-01-02T03:04:05.000Z",
  dateModified: "2026-02-03T04:05:06.000Z",
  createdBy: { id: "a-user" },
  modifiedBy: { id: "b-user" },
};
const APP: ClientSeed = {
  id: SECOND,
  name: "Wallboard",
  scope: ["users:readonly", "analytics:readonly"],
  registeredRedirectUri: ["https://b.example/", "https://a.example/"],
  state: "inactive",
  dateToDelete: "2099-01-01T00:00:00.000Z",
  dateCreated: "2026-01-02T03:04:05.000Z",
};
const SERVICE_INFO = {
  clientId: FIRST,
  name: "Reporting service",
  description: "Nightly export",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  accessTokenValiditySeconds: 3600,
  registeredRedirectUris: [],
  scopes: [],
  roles: [
    { roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.home },
    { roleId: ROLE_IDS.supervisor, divisionId: "*" },
  ],
  state: "active",
  dateCreated: "2026-01-02T03:04:05.000Z",
  dateModified: "2026-02-03T04:05:06.000Z",
  createdBy: "a-user",
  modifiedBy: "b-user",
  selfUri: `/api/v2/oauth/clients/${FIRST}`,
};
const seed = { clients: [SERVICE, APP] };

describe("getOAuthClient", () => {
  it("finds a client by id with one request, in both forms", async () => {
    await using program = await startProgram({ seed });
    const { getOAuthClient, getOAuthClientOutput } = program.sources;
    expect(await getOAuthClient({ clientId: FIRST })).toEqual(SERVICE_INFO);
    expect(await resolved(getOAuthClientOutput({ clientId: Promise.resolve(FIRST) }))).toEqual(SERVICE_INFO);
    expect(program.requests()).toEqual({ login: 1, "GET oauth/clients/{clientId}": 1 });
  });

  it("shows what there is of an inactive client, and nothing that is not", async () => {
    await using program = await startProgram({ seed });
    expect(await program.sources.getOAuthClient({ clientId: SECOND })).toMatchObject({
      description: "",
      registeredRedirectUris: ["https://a.example/", "https://b.example/"],
      scopes: ["analytics:readonly", "users:readonly"],
      roles: [],
      state: "inactive",
      dateToDelete: "2099-01-01T00:00:00.000Z",
    });
  });

  it("shows the description without the ownership mark, by id and in the list", async () => {
    const marked = { ...SERVICE, description: "Nightly export [pulumi:billing/prod/reporting]" };
    await using program = await startProgram({ seed: { clients: [marked] } });
    expect(await program.sources.getOAuthClient({ clientId: FIRST })).toEqual(SERVICE_INFO);
    expect(await program.sources.getOAuthClients({})).toEqual({ clients: [SERVICE_INFO] });
  });

  it("finds a client by its exact name, over all pages", async () => {
    const others = Array.from({ length: 6 }, (_, index) => ({ name: `reporting Service ${index}` }));
    await using program = await startProgram({ seed: { clients: [...others, SERVICE] }, pageSize: 3 });
    expect(await program.sources.getOAuthClient({ name: "Reporting service" })).toEqual(SERVICE_INFO);
    expect(program.requests()).toEqual({ login: 1, "GET oauth/clients": 3 });
  });

  it("tells a name or an id that no client has", async () => {
    await using program = await startProgram({ seed });
    const { getOAuthClient } = program.sources;
    await expectRefusal(
      getOAuthClient({ name: "reporting service" }),
      "NotFoundError",
      'There is no OAuth client named "reporting service".\nNames are compared exactly',
    );
    await expectRefusal(
      getOAuthClient({ clientId: UNKNOWN }),
      "NotFoundError",
      `Cannot read OAuth client ${UNKNOWN}`,
      "HTTP 404",
      "Check the id, the region and the organisation.",
    );
    expect(program.requests()).toEqual({ login: 1, "GET oauth/clients": 1, "GET oauth/clients/{clientId}": 1 });
  });

  it("names ids, states and dates when several clients have the name", async () => {
    const twin = { ...APP, name: "Reporting service" };
    await using program = await startProgram({ seed: { clients: [SERVICE, twin] } });
    await expectRefusal(
      program.sources.getOAuthClient({ name: "Reporting service" }),
      "AmbiguousError",
      '2 OAuth clients are named "Reporting service"',
      `${FIRST} ("Reporting service", active, created 2026-01-02T03:04:05.000Z)`,
      `${SECOND} ("Reporting service", inactive, created 2026-01-02T03:04:05.000Z)`,
      "Use the clientId of the one you mean.",
    );
  });

  it.each([
    [{}, "takes either clientId or name"],
    [{ clientId: FIRST, name: "Wallboard" }, "takes either clientId or name"],
    [{ clientId: "Wallboard" }, '"Wallboard" is not an OAuth client id'],
    [{ clientId: `${FIRST}/secret` }, "is not an OAuth client id"],
    [{ name: "  " }, "The name of the OAuth client is blank"],
  ])("refuses %j before any request", async (args, text) => {
    await using program = await startProgram({ seed });
    await expectRefusal(program.sources.getOAuthClient(args), "InvalidInputError", text);
    expect(program.requests()).toEqual({});
  });
});

describe("getOAuthClients", () => {
  const services = Array.from({ length: 7 }, (_, index) => ({
    name: `Service ${index}`,
    authorizedGrantType: "CLIENT-CREDENTIALS" as const,
    roleDivisions: [{ roleId: ROLE_IDS.employee, divisionId: "*" }],
    state: index % 2 === 0 ? ("active" as const) : ("inactive" as const),
  }));
  const locked = { name: "Locked", state: "disabled" as const };

  it("lists all clients over all pages, in the order of the API", async () => {
    await using program = await startProgram({ seed: { clients: [...services, SERVICE, APP] }, pageSize: 2 });
    const { clients } = await program.sources.getOAuthClients();
    expect(clients.map(({ clientId }) => clientId)).toEqual(program.simulator.clients.list().map(({ id }) => id));
    expect(clients).toContainEqual(SERVICE_INFO);
    expect(program.requests()).toEqual({ login: 1, "GET oauth/clients": 5 });
  });

  it.each([
    [{ authorizedGrantType: "CODE" }, ["Locked", "Wallboard"]],
    [{ state: "inactive" }, ["Service 1", "Service 3", "Service 5", "Wallboard"]],
    [{ state: "disabled" }, ["Locked"]],
    [{ namePattern: "^Re|board$" }, ["Reporting service", "Wallboard"]],
    [{ roleId: ROLE_IDS.supervisor }, ["Reporting service"]],
    [
      { authorizedGrantType: "CLIENT-CREDENTIALS", state: "active", namePattern: "[2-9]$" },
      ["Service 2", "Service 4", "Service 6"],
    ],
    [{ roleId: UNKNOWN }, []],
    [{ namePattern: "" }, ["Locked", "Reporting service", ...services.map(({ name }) => name), "Wallboard"]],
  ] as const)("filters by %j", async (filters, names) => {
    await using program = await startProgram({ seed: { clients: [...services, SERVICE, APP, locked] } });
    const { clients } = await program.sources.getOAuthClients(filters);
    expect(clients.map(({ name }) => name).sort()).toEqual(names);
  });

  it("reads the listing once, whatever is asked of it in whichever form", async () => {
    await using program = await startProgram({ seed });
    const { getOAuthClients, getOAuthClientsOutput, getOAuthClient } = program.sources;
    await Promise.all([
      getOAuthClients(),
      getOAuthClients({ state: "active" }),
      getOAuthClients({ namePattern: "^R" }),
      getOAuthClient({ name: "Wallboard" }),
      resolved(getOAuthClientsOutput({ authorizedGrantType: Promise.resolve("CODE" as const) })),
    ]);
    expect(program.requests()).toEqual({ login: 1, "GET oauth/clients": 1 });
  });

  it.each([
    [{ authorizedGrantType: "code" }, 'authorizedGrantType "code" is unknown: write one of CODE, TOKEN,'],
    [{ state: "enabled" }, 'state "enabled" is unknown: write one of active, inactive, disabled.'],
    [{ namePattern: "(" }, 'namePattern "(" is not a regular expression'],
  ])("refuses the filter %j before any request", async (filters, text) => {
    await using program = await startProgram({ seed });
    const asked = Reflect.apply(program.sources.getOAuthClients, undefined, [filters]);
    await expectRefusal(asked, "InvalidInputError", text);
    expect(program.requests()).toEqual({});
  });
});
