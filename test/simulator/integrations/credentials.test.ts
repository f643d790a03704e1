import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_LOGIN, isVariant, VARIANTS } from "../../../simulator/index.ts";
import { entitiesOf, type Session, startSession } from "../api.ts";

const CREDENTIALS = "/api/v2/integrations/credentials";
const BODY = {
  name: "Data actions",
  type: { name: "pureCloudOAuthClient" },
  credentialFields: { clientId: "an-id", clientSecret: "a-secret" },
};

/** Asks every operation in turn. */
async function askEverything({ call }: Session) {
  const created = await call("POST", CREDENTIALS, BODY);
  const path = `${CREDENTIALS}/${created.body.id}`;
  return [
    created,
    await call("GET", path),
    await call("PUT", path, { ...BODY, name: "Renamed" }),
    await call("GET", CREDENTIALS),
    await call("GET", `${CREDENTIALS}/listing`),
    await call("GET", `${CREDENTIALS}/types`),
    await call("DELETE", path),
  ];
}

describe("integration credentials of the simulator", () => {
  it.each([[[]], [Object.keys(VARIANTS).filter(isVariant)]])("never show a field (variants: %j)", async (variants) => {
    await using session = await startSession({ rateLimit: false, variants });
    const answers = await askEverything(session);
    expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
    for (const { text } of answers) {
      expect(text).not.toContain("a-secret");
      expect(text).not.toContain("an-id");
    }
    expect(session.simulator.credentials.list()).toEqual([]);
  });

  it("show integrations their fields, and a PUT without fields is what takes them away", async () => {
    await using session = await startSession();
    const { credentials } = session.simulator;
    const { body } = await session.call("POST", CREDENTIALS, { ...BODY, type: { name: "userDefined" } });
    const id = String(body.id);
    expect(credentials.get(id)).toMatchObject({ name: "Data actions", fields: BODY.credentialFields });
    await session.call("PUT", `${CREDENTIALS}/${id}`, { name: "x", type: { name: "userDefined" } });
    expect(credentials.get(id)).toMatchObject({ name: "x", fields: {} });
  });

  it.each([
    [{ ...BODY, name: "" }, "invalid.value"],
    [{ ...BODY, type: { name: "coffee" } }, "invalid.credential.type"],
    [{ ...BODY, credentialFields: { clientId: "x" } }, "missing.required.field"],
    [{ ...BODY, credentialFields: { ...BODY.credentialFields, port: 1 } }, "invalid.value"],
  ])("refuse %j", async (body, code) => {
    await using session = await startSession();
    expect((await session.call("POST", CREDENTIALS, body)).body).toMatchObject({ status: 400, code });
  });

  it("keep their type", async () => {
    await using session = await startSession();
    const { id } = session.simulator.credentials.create({ name: "a", type: "basicAuth", fields: {} });
    expect((await session.call("PUT", `${CREDENTIALS}/${id}`, BODY)).status).toBe(400);
  });

  it("are paged by a cursor, forwards and backwards, and by number", async () => {
    await using session = await startSession({ pageSize: 2 });
    const names = ["one", "two", "three", "four", "five"];
    for (const name of names) session.simulator.credentials.create({ name, type: "userDefined", fields: {} });
    const seen: unknown[] = [];
    let previous: unknown;
    for (let path: unknown = `${CREDENTIALS}/listing`; typeof path === "string"; ) {
      const answer = await session.call("GET", path);
      seen.push(...entitiesOf(answer).map(({ name }) => name));
      previous = answer.body.previousUri ?? previous;
      path = answer.body.nextUri;
    }
    expect(seen).toEqual(names);
    expect(entitiesOf(await session.call("GET", String(previous))).map(({ name }) => name)).toEqual(["three", "four"]);
    expect(entitiesOf(await session.call("GET", `${CREDENTIALS}?pageNumber=3`))).toMatchObject([{ name: "five" }]);
    expect((await session.call("GET", `${CREDENTIALS}/listing?after=nothing`)).status).toBe(400);
  });

  it.each([
    ["GET", CREDENTIALS, "view"],
    ["GET", `${CREDENTIALS}/listing`, "view"],
    ["GET", `${CREDENTIALS}/types`, "view"],
    ["GET", `${CREDENTIALS}/x`, "view"],
    ["POST", CREDENTIALS, "add"],
    ["PUT", `${CREDENTIALS}/x`, "edit"],
    ["DELETE", `${CREDENTIALS}/x`, "delete"],
  ])("%s %s needs integrations:integration:%s", async (method, path, action) => {
    await using session = await startSession({
      logins: [{ ...DEFAULT_LOGIN, name: "none", permissions: ["oauth:*"] }],
    });
    const { body } = await session.call(method, path, method === "GET" ? undefined : BODY);
    expect(body).toMatchObject({ status: 403, message: expect.stringContaining(`integrations:integration:${action}`) });
  });

  it("outlive a restart with their fields", async () => {
    const folder = await mkdtemp(join(tmpdir(), "simulator-state-"));
    try {
      const persistTo = join(folder, "state.json");
      const first = await startSession({ persistTo });
      const { body } = await first.call("POST", CREDENTIALS, BODY);
      expect(await readFile(persistTo, "utf8")).toContain("a-secret");
      const before = first.simulator.credentials.list();
      await first.simulator.close();
      await using second = await startSession({ persistTo });
      expect(second.simulator.credentials.list()).toEqual(before);
      expect((await second.call("GET", `${CREDENTIALS}/${body.id}`)).status).toBe(200);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
