import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { executedChanges } from "../harness/pulumi.ts";
import { CLIENT, CLIENTS, type ClientStack, createClientStack, SECRET } from "./client-stack.ts";

const LOGIN = { "POST /oauth/token": 1, "GET /api/v2/tokens/me": 1 };
/** Asked for each time the program runs: the home division by the provider, the others by the program with its own login. */
const LOOK_UPS = {
  "GET /api/v2/authorization/roles": 1,
  "GET /api/v2/authorization/divisions/home": 1,
  "GET /api/v2/oauth/scopes": 1,
};

describe("examples/quickstart", () => {
  let clients: ClientStack;

  beforeAll(async () => {
    clients = await createClientStack({ program: { example: "quickstart" } });
  });

  afterAll(async () => {
    await clients[Symbol.asyncDispose]();
  });

  /** The requests since the last call. */
  const requests = (operation: string) => {
    const table = clients.simulator.log.table();
    console.info(`${operation}: ${clients.simulator.log.count()} requests`);
    clients.simulator.log.clear();
    return table;
  };

  it("creates two clients", async () => {
    const up = await clients.stack.up({ json: true });
    expect(
      executedChanges(up.succeeded())
        .map(({ name, op }) => `${op} ${name}`)
        .sort(),
    ).toEqual(["create dashboard", "create reporting"]);
    expect(requests("up")).toEqual({
      ...LOOK_UPS,
      ...LOGIN,
      "POST /oauth/token": 2,
      // Once for all creates: what is there beforehand can't be the fruit of a create whose answer was lost.
      [`GET ${CLIENTS}`]: 1,
      [`POST ${CLIENTS}`]: 2,
    });
  });

  it("gives ids and settings as outputs, and hides the secret", async () => {
    const [app, service] = clients.simulator.clients.list().sort((a, b) => b.name.localeCompare(a.name));
    const outputs = {
      reportingClientId: service?.id,
      reportingClientSecret: "[secret]",
      dashboardClientId: app?.id,
      dashboardScopes: app?.scope,
    };
    expect([app?.name, service?.name]).toEqual(["Wallboard", "Reporting service"]);
    expect(app?.scope.length).toBeGreaterThan(0);
    expect(await clients.stack.outputs()).toEqual(outputs);
    const { reportingClientSecret } = await clients.stack.outputs({ showSecrets: true });
    expect(reportingClientSecret).toBe(clients.simulator.clients.secretOf(service?.id ?? ""));
  });

  it("shows no change after that, neither in preview nor in refresh", async () => {
    expect((await clients.stack.preview({ expectNoChanges: true })).succeeded().code).toBe(0);
    expect(requests("preview")).toEqual({ ...LOOK_UPS, ...LOGIN, "POST /oauth/token": 2 });
    expect((await clients.stack.refresh({ previewOnly: true, expectNoChanges: true })).succeeded().code).toBe(0);
    expect(requests("refresh")).toEqual({ ...LOGIN, [`GET ${CLIENT}`]: 2 });
  });

  it("changes a description and rotates a secret through its configuration", async () => {
    await clients.stack.setConfig("description", "Hourly export of queue statistics");
    await clients.stack.setConfig("secretVersion", "2");
    const up = await clients.stack.up({ json: true });
    expect(executedChanges(up.succeeded())).toMatchObject([{ name: "reporting", op: "update" }]);
    expect(requests("up with one change and one rotation")).toEqual({
      ...LOOK_UPS,
      ...LOGIN,
      "POST /oauth/token": 2,
      [`GET ${CLIENT}`]: 1,
      [`PUT ${CLIENT}`]: 1,
      [`POST ${SECRET}`]: 1,
    });
  });

  it("leaves nothing behind", async () => {
    (await clients.stack.destroy()).succeeded();
    expect(clients.simulator.clients.list()).toEqual([]);
    expect(requests("destroy")).toEqual({
      ...LOGIN,
      [`GET ${CLIENT}`]: 2,
      [`PUT ${CLIENT}`]: 2,
      [`DELETE ${CLIENT}`]: 2,
    });
  });
});
