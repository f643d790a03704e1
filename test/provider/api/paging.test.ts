import { describe, expect, it } from "vitest";
import type { ApiEntityRef } from "../../../provider/api/api-types.ts";
import { InvalidInputError, NoAnswerError } from "../../../provider/errors/index.ts";
import { type Connected, startConnected } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";

const LISTING = { method: "GET", route: "/api/v2/oauth/clients" };

async function idsOf(pages: AsyncIterable<readonly ApiEntityRef[]>): Promise<(string | undefined)[]> {
  const ids: (string | undefined)[] = [];
  for await (const page of pages) ids.push(...page.map(({ id }) => id));
  return ids;
}

/** Answers the next listing with this page instead. */
function answerPage({ simulator }: Connected, body: unknown, skip = 0): void {
  simulator.faults.add({ ...LISTING, skip, action: { kind: "status", status: 200, body } });
}

describe("the listing of clients", () => {
  it("follows nextUri to the last page, one request a page", async () => {
    await using session = await startConnected({ pageSize: 3 });
    const { api, simulator } = session;
    const created = Array.from({ length: 7 }, () => simulator.clients.create({}).id);
    expect((await idsOf(api.listClients())).sort()).toEqual(created.sort());
    expect(simulator.log.count(LISTING)).toBe(3);
  });

  it("is one request when there is one page, and when there is none", async () => {
    await using session = await startConnected();
    const { api, simulator } = session;
    expect(await idsOf(api.listClients())).toEqual([]);
    simulator.clients.create({});
    expect(await idsOf(api.listClients())).toHaveLength(1);
    expect(simulator.log.count(LISTING)).toBe(2);
  });

  it("asks for no page that is not wanted", async () => {
    await using session = await startConnected({ pageSize: 1 });
    const { api, simulator } = session;
    for (let index = 0; index < 5; index += 1) simulator.clients.create({});
    for await (const page of api.listClients()) {
      expect(page).toHaveLength(1);
      break;
    }
    expect(simulator.log.count(LISTING)).toBe(1);
  });

  it("ends when two pages in a row bring nothing new, whatever their nextUri says", async () => {
    await using session = await startConnected();
    const page = { entities: [{ id: "a" }, { id: "b" }], nextUri: LISTING.route };
    answerPage(session, page);
    answerPage(session, page);
    answerPage(session, page);
    expect(await idsOf(session.api.listClients())).toEqual(["a", "b"]);
    expect(session.simulator.log.count(LISTING)).toBe(3);
  });

  it("passes over one page that brings nothing new", async () => {
    await using session = await startConnected();
    const more = (page: number) => `${LISTING.route}?pageNumber=${page}`;
    answerPage(session, { entities: [{ id: "a" }], nextUri: more(2) });
    answerPage(session, { entities: [], nextUri: more(3) });
    answerPage(session, { entities: [{ id: "b" }] });
    expect(await idsOf(session.api.listClients())).toEqual(["a", "b"]);
  });

  it("asks for the next page by its number where no page names the next one", async () => {
    await using session = await startConnected();
    answerPage(session, { entities: [{ id: "a" }, { id: "b" }], pageSize: 2, pageCount: 1 });
    answerPage(session, { entities: [{ id: "c" }], pageSize: "2", pageCount: "2" });
    expect(await idsOf(session.api.listClients())).toEqual(["a", "b", "c"]);
    expect(session.simulator.log.all().at(-1)?.path).toBe(`${LISTING.route}?pageNumber=2`);
  });

  it("leaves out entries that are no clients", async () => {
    await using session = await startConnected();
    answerPage(session, { entities: [null, 7, {}, { id: 7 }, { id: "A" }] });
    expect(await idsOf(session.api.listClients())).toEqual(["a"]);
  });

  it("brings a client once that moved from one page to the next, or stands twice on one", async () => {
    await using session = await startConnected();
    answerPage(session, {
      entities: [{ id: "a" }, { id: "b" }, { id: "a" }],
      nextUri: `${LISTING.route}?pageNumber=2`,
    });
    answerPage(session, { entities: [{ id: "b" }, { id: "c" }] });
    expect(await idsOf(session.api.listClients())).toEqual(["a", "b", "c"]);
    expect(session.simulator.log.all().at(-1)?.path).toBe(`${LISTING.route}?pageNumber=2`);
  });

  it("follows a whole address on the same host", async () => {
    await using session = await startConnected();
    answerPage(session, { entities: [{ id: "a" }], nextUri: `${session.simulator.url}${LISTING.route}?pageNumber=2` });
    answerPage(session, { entities: [{ id: "b" }] });
    expect(await idsOf(session.api.listClients())).toEqual(["a", "b"]);
  });

  it.each([
    ["another host", (other: string) => `${other}/api/v2/oauth/clients`],
    ["another port", (_other: string, url: string) => `${url}0/api/v2/oauth/clients`],
    ["another scheme", (_other: string, url: string) => url.replace("http:", "https:")],
    ["a host without a scheme", (other: string) => new URL(other).host],
    ["a file", () => "file:///etc/passwd"],
    [
      "a user in front of the host",
      (_other: string, url: string) => url.replace("//127.0.0.1", "//127.0.0.1@localhost"),
    ],
    ["nothing that is an address", () => "next page"],
  ])("refuses a nextUri that leads to %s, and sends no token there", async (_where, nextUriOf) => {
    await using other = await startConnected();
    await using session = await startConnected();
    answerPage(session, { entities: [{ id: "a" }], nextUri: nextUriOf(other.simulator.url, session.simulator.url) });
    const error = await failureOf(idsOf(session.api.listClients()));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toBe(
      "Cannot list OAuth clients: the API named a follow-up address on another host; it is not followed.\n" +
        "Check genesyscloud:apiUrl: a gateway before the API must not lead to other hosts.",
    );
    expect(session.simulator.log.count(LISTING)).toBe(1);
    expect(other.simulator.log.count()).toBe(0);
  });

  it("never leaves the host for a nextUri that only looks like a path", async () => {
    await using other = await startConnected();
    await using session = await startConnected();
    answerPage(session, {
      entities: [{ id: "a" }],
      nextUri: `//${new URL(other.simulator.url).host}/api/v2/oauth/clients`,
    });
    await failureOf(idsOf(session.api.listClients()));
    expect(other.simulator.log.count()).toBe(0);
  });

  it.each([[{ entities: "none" }], [{ entities: { id: "a" } }], [{ entities: 7 }]])(
    "reports an answer of another shape: %j",
    async (body) => {
      await using session = await startConnected();
      answerPage(session, body);
      expect(await failureOf(idsOf(session.api.listClients()))).toBeInstanceOf(NoAnswerError);
      expect(session.simulator.log.count(LISTING)).toBe(1);
    },
  );
});

describe("the search for roles and divisions", () => {
  it("sends the name as it is, and follows the pages", async () => {
    await using session = await startConnected();
    const { api, simulator } = session;
    for (let index = 0; index < 30; index += 1) simulator.divisions.add({ name: `R&D #${index} 50%` });
    expect(await idsOf(api.findDivisions("R&D #"))).toHaveLength(30);
    expect(simulator.log.count({ route: "/api/v2/authorization/divisions" })).toBe(2);
    const { id } = simulator.roles.add({ name: "Käse + Brot" });
    expect(await idsOf(api.findRoles("Käse + Brot"))).toEqual([id]);
    expect(simulator.log.count({ route: "/api/v2/authorization/roles" })).toBe(1);
  });
});
