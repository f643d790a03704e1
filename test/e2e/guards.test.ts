import { describe, expect, it } from "vitest";
import { DEFAULT_LOGIN, DEFAULT_ORGANIZATION, simulatorEnvironment, startSimulator } from "../../simulator/index.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { APP, SERVICE } from "../harness/sample-clients.ts";
import { anHourAgo, type ClientStack, createClientStack, FACES } from "./client-stack.ts";

const ANOTHER = { id: "99999999-92a1-4f58-8d3c-6e7f8a9b0c1d", name: "Another Organization" };

/** Every operation that the engine offers; each must end with an error. */
const operations = ({ stack }: ClientStack, env: Record<string, string>) => ({
  preview: () => stack.preview({ env }),
  up: () => stack.up({ env }),
  "up --refresh": () => stack.up({ env, refresh: true }),
  refresh: () => stack.refresh({ env }),
  destroy: () => stack.destroy({ env }),
});

/** Runs every operation against another Genesys Cloud; none may change the state, as a client that looks deleted would. */
async function expectAllToStop(clients: ClientStack, url: string, named: readonly string[]): Promise<void> {
  const before = clients.stack.stateFileText();
  for (const [name, operate] of Object.entries(operations(clients, simulatorEnvironment(url)))) {
    const { code, output } = await operate();
    expect(code, name).not.toBe(0);
    for (const text of named) expect(output, name).toContain(text);
    expect(leakedSecrets(clients.simulator, output), name).toEqual([]);
  }
  const kept = (text: string) =>
    JSON.parse(text).checkpoint.latest.resources.map((resource: { id?: string }) => resource.id);
  expect(kept(clients.stack.stateFileText())).toEqual(kept(before));
}

describe.each(FACES)("a wrong login, %s face", (face) => {
  it("of another API host stops every operation, and nothing looks deleted", async () => {
    await using clients = await createClientStack({ face, clock: anHourAgo });
    await clients.apply({ app: APP, service: SERVICE });
    const elsewhere = await startSimulator({ organization: ANOTHER });
    try {
      clients.declare({ app: { ...APP, name: "Renamed" }, service: SERVICE });
      await expectAllToStop(clients, elsewhere.url, [clients.simulator.url, elsewhere.url]);
      expect(elsewhere.log.count({ method: "GET", route: "/api/v2/oauth/clients/{clientId}" })).toBe(0);
      expect(elsewhere.log.all().filter(({ method, path }) => method !== "GET" && path !== "/oauth/token")).toEqual([]);
    } finally {
      await elsewhere.close();
    }
    expect(await clients.drift()).toEqual({ code: 0, changes: {} });
  });

  it("of another organisation at the same host stops every operation, and nothing looks deleted", async () => {
    await using clients = await createClientStack({ face, clock: anHourAgo });
    await clients.apply({ app: APP });
    const stored = await clients.stored();
    const { simulator } = clients;
    const port = Number(new URL(simulator.url).port);
    await simulator.close();
    const elsewhere = await startSimulator({ port, organization: ANOTHER });
    try {
      clients.declare({ app: { ...APP, description: "changed" } });
      await expectAllToStop(clients, elsewhere.url, [DEFAULT_ORGANIZATION.id, ANOTHER.id, ANOTHER.name]);
      expect(await clients.stored()).toEqual(stored);
      expect(elsewhere.log.all().filter(({ method, path }) => method !== "GET" && path !== "/oauth/token")).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });
});

describe.each(FACES)("the client that the stack is logged in as, %s face", (face) => {
  it("can't be destroyed, disabled or rotated by it without allowSelf; it can be renamed", async () => {
    await using clients = await createClientStack({ face, clock: anHourAgo });
    await clients.apply({ own: SERVICE });
    const { own } = await clients.stored();
    const login = { clientId: own?.id ?? "", clientSecret: String(own?.secret) };
    // The first login makes sure that the new one may do everything.
    clients.simulator.roles.add({ id: "11111111-4b5e-4f60-9a71-82b3c4d5e6f7", name: "Everything", permissions: ["*"] });
    clients.simulator.clients.edit(login.clientId, {
      roleDivisions: [...(clients.simulator.clients.get(login.clientId)?.roleDivisions ?? []), EVERYTHING],
    });
    const roles = [...SERVICE.roles, EVERYTHING];
    const env = simulatorEnvironment(clients.simulator.url, login);
    clients.declare({ own: { ...SERVICE, roles } });
    (await clients.stack.up({ refresh: true })).succeeded();

    for (const change of [{ state: "inactive" }, { secretVersion: 1 }, { roles: SERVICE.roles }]) {
      clients.declare({ own: { ...SERVICE, roles, ...change } });
      const { code, output } = await clients.stack.up({ env });
      expect(code).not.toBe(0);
      expect(output).toContain("lock it out");
      expect(output).toContain("allowSelf: true");
    }
    expect((await clients.stack.destroy({ env })).output).toContain("lock it out");
    expect(clients.simulator.clients.secretOf(login.clientId)).toBe(login.clientSecret);
    expect(clients.simulator.clients.get(login.clientId)?.state).toBe("active");

    clients.declare({ own: { ...SERVICE, roles, name: "Renamed" } });
    (await clients.stack.up({ env })).succeeded();
    clients.declare({ own: { ...SERVICE, roles, name: "Renamed", allowSelf: true, secretVersion: 1 } });
    (await clients.stack.up({ env })).succeeded();
    expect(clients.simulator.clients.secretsGenerated(login.clientId)).toBe(2);
    expect(DEFAULT_LOGIN.clientId).not.toBe(login.clientId);
  });
});

const EVERYTHING = { roleId: "11111111-4b5e-4f60-9a71-82b3c4d5e6f7", divisionId: "*" };
