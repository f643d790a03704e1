import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DIVISION_IDS, ROLE_IDS } from "../../simulator/index.ts";
import { SERVICE } from "../harness/sample-clients.ts";
import { type ClientStack, createClientStack, FACES, QUIET } from "./client-stack.ts";

const HOME_DIVISION = "/api/v2/authorization/divisions/home";
const roleId = ROLE_IDS.employee;
const services = (roles: object[]) =>
  Object.fromEntries(["a", "b", "c"].map((name) => [name, { ...SERVICE, name, roles }]));

describe.each(FACES)("roles without a division, %s face", (face) => {
  let clients: ClientStack;

  beforeAll(async () => {
    clients = await createClientStack({ face });
    await clients.apply(services([{ roleId }]));
  });

  afterAll(async () => {
    await clients[Symbol.asyncDispose]();
  });

  const lookUps = () => clients.simulator.log.count({ route: HOME_DIVISION });

  it("are granted in the home division, with one look-up for all clients", () => {
    expect(lookUps()).toBe(1);
    const granted = clients.simulator.clients.list().map((client) => client.roleDivisions);
    expect(granted).toEqual(Array(3).fill([{ roleId, divisionId: DIVISION_IDS.home }]));
  });

  it("show no change in preview and refresh, with at most one look-up each", async () => {
    clients.simulator.log.clear();
    expect(await clients.noise()).toEqual(QUIET);
    expect(lookUps()).toBe(1);
  });

  it("are the same as with the id of the home division", async () => {
    expect(await clients.previewOf(services([{ roleId, divisionId: DIVISION_IDS.home }]))).toEqual({});
    clients.declare(services([{ roleId }]));
  });

  it("that somebody moved to another division show as drift", async () => {
    const { a = "" } = await clients.ids();
    clients.simulator.clients.edit(a, { roleDivisions: [{ roleId, divisionId: DIVISION_IDS.sales }] });
    expect(await clients.drift()).toEqual({ code: 7, changes: { a: "update roles" } });
    (await clients.stack.up({ refresh: true })).succeeded();
    expect(clients.simulator.clients.get(a)?.roleDivisions).toEqual([{ roleId, divisionId: DIVISION_IDS.home }]);
  });

  it("that have another fault too cost no request", async () => {
    clients.declare({ a: { ...SERVICE, roles: [{ roleId }], state: "off" } });
    clients.simulator.log.clear();
    expect((await clients.stack.preview()).output).toContain('must be "active" or "inactive"');
    expect(clients.simulator.log.count()).toBe(0);
  });

  it("name the remedy where the home division can't be read", async () => {
    clients.declare(services([{ roleId }]));
    clients.simulator.faults.add({ route: HOME_DIVISION, action: { kind: "status", status: 403 } });
    const { code, output } = await clients.stack.preview();
    expect(code).not.toBe(0);
    expect(output).toContain("write divisionId in the role");
  });
});
