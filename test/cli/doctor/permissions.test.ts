import { describe, expect, it } from "vitest";
import { checkLogin } from "../../../cli/doctor/login.ts";
import { checkPermissions } from "../../../cli/doctor/permissions.ts";
import { Connection } from "../../../provider/api/connection.ts";
import {
  DIVISION_IDS,
  type FaultAction,
  type RoleSeed,
  type Simulator,
  startSimulator,
} from "../../../simulator/index.ts";
import { configurationFor, FAST } from "../../support/connect.ts";

const LOGIN = { clientId: "7d1f0e5c-3b2a-4c9d-8e7f-6a5b4c3d2e1f", clientSecret: "a-secret-of-the-login" };
const ROLES = ["a1f0c3d2-4b5e-4f60-9a71-82b3c4d5e6f7", "b2e1d4c3-5c6f-4071-8b82-93c4d5e6f7a8"] as const;
const ALL = ["oauth:client:*", "authorization:role:view"];

const CLIENT = "/api/v2/oauth/clients/{clientId}";
const ROLE = "/api/v2/authorization/roles/{roleId}";
const CAN_NOT_TELL = /^neutral: can't be told: /;

/** A simulator whose login is a client of the organisation with these roles. */
async function startWith(...roles: (readonly string[])[]): Promise<Simulator & AsyncDisposable> {
  const seeds = roles.map(
    (permissions, index): RoleSeed => ({
      id: ROLES[index] ?? "",
      name: `Role ${index + 1}`,
      permissions: [...permissions],
    }),
  );
  const roleDivisions = seeds.map(({ id = "" }) => ({ roleId: id, divisionId: DIVISION_IDS.home }));
  const client = {
    id: LOGIN.clientId,
    secret: LOGIN.clientSecret,
    name: "Login",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    roleDivisions,
  } as const;
  return closedInTheEnd(await startSimulator({ seed: { roles: seeds, clients: [client] } }));
}

function closedInTheEnd(simulator: Simulator): Simulator & AsyncDisposable {
  return Object.assign(simulator, { [Symbol.asyncDispose]: () => simulator.close() });
}

/** Level, text and advice of each check, by the permission's name. */
async function found(simulator: Simulator, login = LOGIN): Promise<Record<string, string>> {
  const configuration = configurationFor(simulator, { credentials: { kind: "client", ...login } });
  const connection = new Connection(configuration, { ...FAST, retryBounds: { maxRetries: 0, maxRateLimitWaitMs: 0 } });
  const { identity } = await checkLogin(connection, configuration);
  if (identity === undefined) throw new Error("The login failed.");
  const checks = await checkPermissions(connection, identity);
  connection.close();
  for (const { method, path } of simulator.log.all()) expect(path === "/oauth/token" ? "GET" : method).toBe("GET");
  return Object.fromEntries(
    checks.map(({ title, level, text, todo = "" }) => [title, `${level}: ${text} ${todo}`.trim()]),
  );
}

function always(simulator: Simulator, route: string, action: FaultAction): void {
  simulator.faults.add({ route, times: Number.POSITIVE_INFINITY, action });
}

describe("the permissions of a login", () => {
  it("are held, by what was read and by the policies of its roles, with one request for each role", async () => {
    await using simulator = await startWith(["oauth:client:*"], ["authorization:*:view", "routing:queue:view"]);
    expect(await found(simulator)).toEqual({
      ...Object.fromEntries(
        ["view", "add", "edit", "delete", "authorize"].map((action) => [`oauth:client:${action}`, "green: held"]),
      ),
      "authorization:role:view": "green: held",
      "Roles to grant": "green: Role 1, Role 2",
    });
    expect(simulator.log.table()).toEqual({
      "POST /oauth/token": 1,
      "GET /api/v2/tokens/me": 1,
      [`GET ${CLIENT}`]: 1,
      "GET /api/v2/oauth/authorizations": 1,
      [`GET ${ROLE}`]: 2,
    });
  });

  it("that are missing are named with what needs them; without the vital ones it is red", async () => {
    await using simulator = await startWith(["oauth:client:view", "oauth:client:edit", "authorization:role:view"]);
    const checks = await found(simulator);
    expect(checks["oauth:client:edit"]).toBe("green: held");
    expect(checks["oauth:client:add"]).toMatch(/^red: missing: creating a client ends in HTTP 403 Add it to a role/);
    expect(checks["oauth:client:delete"]).toMatch(/^red: missing: deleting a client ends/);
    expect(checks["oauth:client:authorize"]).toMatch(/^yellow: missing: getOAuthAuthorizations ends/);
  });

  it("that can't be read without authorization:role:view are not called missing", async () => {
    await using simulator = await startWith(["oauth:client:*"]);
    const checks = await found(simulator);
    expect(checks["authorization:role:view"]).toMatch(/^yellow: missing: .*write ids of roles/);
    expect(checks["oauth:client:add"]).toMatch(/^neutral: can't be told: without authorization:role:view .*HTTP 403/);
    expect(checks["Roles to grant"]).toBe(`green: ${ROLES[0]}`);
  });

  it("are told by the token's own roles where the client itself may not be read", async () => {
    await using simulator = await startWith(["oauth:client:add", "authorization:role:view"]);
    const checks = await found(simulator);
    expect(checks["oauth:client:view"]).toMatch(/^red: missing/);
    expect(checks["oauth:client:add"]).toBe("green: held");
    expect(checks["oauth:client:edit"]).toMatch(/^red: missing/);
  });

  it("are not told by roles that deny what was just done", async () => {
    await using simulator = await startWith(ALL);
    const role = { id: ROLES[0], name: "Something else", permissionPolicies: [] };
    always(simulator, ROLE, { kind: "status", status: 200, body: role });
    const checks = await found(simulator);
    expect(checks["oauth:client:view"]).toBe("green: held");
    expect(checks["oauth:client:add"]).toMatch(/^neutral: .*its roles are not all that counts/);
  });

  it("are tried on listings where the login is no client of the organisation", async () => {
    await using simulator = closedInTheEnd(
      await startSimulator({ logins: [{ ...LOGIN, name: "Outside", permissions: ["oauth:client:view"] }] }),
    );
    const checks = await found(simulator);
    expect(checks["oauth:client:view"]).toBe("green: held");
    expect(checks["oauth:client:authorize"]).toMatch(/^yellow: missing/);
    expect(checks["authorization:role:view"]).toMatch(/^yellow: missing/);
    for (const action of ["add", "edit", "delete"]) expect(checks[`oauth:client:${action}`]).toMatch(CAN_NOT_TELL);
    expect(checks["Roles to grant"]).toMatch(CAN_NOT_TELL);
    expect(simulator.log.count()).toBe(6);
  });
});

describe("an answer that tells nothing", () => {
  it.each<[string, FaultAction]>([
    ["500", { kind: "status", status: 500 }],
    ["404", { kind: "status", status: 404 }],
    ["403 for another reason", { kind: "status", status: 403, code: "not.licensed", message: "No licence." }],
    ["429", { kind: "status", status: 429 }],
    ["a page", { kind: "html" }],
    ["nothing", { kind: "reset-before" }],
    ["JSON of another shape", { kind: "status", status: 200, body: { hello: "there" } }],
    ["a list", { kind: "status", status: 200, body: [] }],
    ["cut JSON", { kind: "truncated-json" }],
  ])("is never taken for yes or no: %s", async (_, action) => {
    await using simulator = await startWith(ALL);
    for (const route of [
      CLIENT,
      ROLE,
      "/api/v2/oauth/clients",
      "/api/v2/oauth/authorizations",
      "/api/v2/authorization/roles",
    ])
      always(simulator, route, action);
    const { "Roles to grant": grantable, ...permissions } = await found(simulator);
    for (const text of Object.values(permissions)) expect(text).toMatch(CAN_NOT_TELL);
    expect(grantable).toBe(`green: ${ROLES[0]}`);
  });

  it("of one role among several leaves open what the others do not permit", async () => {
    await using simulator = await startWith(["oauth:client:add"], ["oauth:client:view", "authorization:role:view"]);
    simulator.faults.add({ route: new RegExp(ROLES[1]), times: 9, action: { kind: "status", status: 500 } });
    const checks = await found(simulator);
    expect(checks["oauth:client:add"]).toBe("green: held");
    expect(checks["oauth:client:edit"]).toMatch(/^neutral: .*not all of its roles can be read/);
    expect(checks["authorization:role:view"]).toBe("green: held");
  });
});
