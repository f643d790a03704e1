import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_LOGIN, formatStartMessage, ROLE_IDS, startSimulator } from "../../../simulator/index.ts";
import { CLIENTS, logIn, startSession } from "../api.ts";

let folder: string;
let persistTo: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "simulator-state-"));
  persistTo = join(folder, "state.json");
});
afterEach(() => rm(folder, { recursive: true }));

describe("a state file", () => {
  it("holds each change before it is answered, for its owner only", async () => {
    await using session = await startSession({ persistTo });
    const { id, secret } = await session.create();
    const saved = await readFile(persistTo, "utf8");
    expect(saved).toContain(secret);
    expect((await stat(persistTo)).mode & 0o777).toBe(0o600);
    const { body } = await session.call("POST", `${CLIENTS}/${id}/secret`);
    expect(await readFile(persistTo, "utf8")).toContain(body.secret);
    expect(await readdir(folder)).toEqual(["state.json"]);
  });

  it("brings everything back after a restart", async () => {
    const first = await startSession({ persistTo });
    const role = first.simulator.roles.add({ name: "Added", permissions: ["oauth:client:view"] });
    const roleDivisions = [{ roleId: role.id, divisionId: "*" }];
    const client = await first.create({ authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions, novelty: 1 });
    const { body } = await first.call("POST", `${CLIENTS}/${client.id}/secret`);
    first.simulator.clients.create({ name: "out of band" });
    const before = first.simulator.clients.list();
    await first.simulator.close();

    await using second = await startSession({ persistTo, seed: { clients: [{ name: "not wanted" }] } });
    const { simulator } = second;
    expect(simulator.clients.list()).toEqual(before);
    expect(simulator.roles.get(role.id)).toEqual(role);
    expect(simulator.clients.secretsGenerated(client.id)).toBe(2);
    expect(simulator.allSecrets()).toContain(client.secret);
    const login = { clientId: client.id, clientSecret: String(body.secret) };
    expect((await logIn(simulator, login)).status).toBe(200);
    expect((await logIn(simulator, { ...login, clientSecret: client.secret })).status).toBe(401);
  });

  it("keeps up with many changes at once", async () => {
    const session = await startSession({ persistTo });
    await Promise.all(Array.from({ length: 100 }, (_, index) => session.create({ name: `client ${index}` })));
    expect(JSON.parse(await readFile(persistTo, "utf8")).clients).toHaveLength(100);
    await session.simulator.close();
  });

  it("that is something else is refused, and left as it is", async () => {
    await writeFile(persistTo, '{"name":"package"}');
    await expect(startSimulator({ persistTo })).rejects.toThrow("not a state file");
    expect(await readFile(persistTo, "utf8")).toBe('{"name":"package"}');
  });
});

describe("start", () => {
  it("refuses a port that is taken", async () => {
    await using session = await startSession();
    const port = Number(new URL(session.simulator.url).port);
    await expect(startSimulator({ port })).rejects.toThrow("EADDRINUSE");
  });

  it("says how to reach it, in lines for a shell", () => {
    const message = formatStartMessage("http://127.0.0.1:8080", { clientId: "id", clientSecret: "it's" });
    expect(message.split("\n")).toEqual([
      "# Simulated Genesys Cloud (login and API): http://127.0.0.1:8080",
      "export GENESYSCLOUD_API_URL='http://127.0.0.1:8080'",
      "export GENESYSCLOUD_LOGIN_URL='http://127.0.0.1:8080'",
      "export GENESYSCLOUD_OAUTHCLIENT_ID='id'",
      String.raw`export GENESYSCLOUD_OAUTHCLIENT_SECRET='it'\''s'`,
      "",
    ]);
    expect(formatStartMessage("http://127.0.0.1:1")).toContain(DEFAULT_LOGIN.clientSecret);
  });

  it("leaves the process's own fetch alone", async () => {
    const before = globalThis.Request;
    await using session = await startSession({ seed: { roles: [{ id: ROLE_IDS.employee, name: "only" }] } });
    expect(globalThis.Request).toBe(before);
    expect(session.simulator.roles.list()).toHaveLength(1);
  });
});
