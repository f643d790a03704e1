import { DEFAULT_LOGIN, DIVISION_IDS, OTHER_USER_ID, ROLE_IDS } from "../../../simulator/index.ts";
import { CLIENTS, entitiesOf, type Session } from "../api.ts";
import { type Difference, firstPage, getClient, idOf, NOW, pick } from "./difference.ts";

const employee = { roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.home };
const service = { authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions: [employee] };
const idOfAuthor = (client: unknown): unknown => (client as { createdBy?: { id: unknown } }).createdBy?.id;

/** One field of a client in the answers to POST, GET, PUT and in the listing. */
async function everywhere(session: Session, field: string, sent: unknown): Promise<unknown[]> {
  const body = { name: "new", authorizedGrantType: "CODE", [field]: sent };
  const created = await session.create(body);
  const read = await getClient(session, created.id);
  const put = await session.call("PUT", `${CLIENTS}/${created.id}`, body);
  const listed = entitiesOf(await session.call("GET", CLIENTS)).find(({ id }) => id === created.id);
  return [created, read, put.body, listed].map((client) => client?.[field]);
}

async function firstEntry(session: Session): Promise<Record<string, unknown>> {
  const [entry = {}] = entitiesOf(await session.call("GET", CLIENTS));
  return entry;
}

/** Variants about authors, dates, the entries of the listing and what is stored. */
export const DIFFERENCES_OF_CLIENTS: readonly Difference[] = [
  {
    variant: "created-by-user",
    async look(session) {
      const created = await session.create();
      const read = await getClient(session, created.id);
      const [mine, again, others] = [created, read, await getClient(session)].map(idOfAuthor);
      return { isLogin: mine === DEFAULT_LOGIN.clientId, isSame: mine === again, others };
    },
    without: { isLogin: true, isSame: true, others: OTHER_USER_ID },
    with: { isLogin: false, isSame: true, others: OTHER_USER_ID },
  },
  {
    variant: "created-by-missing",
    look: async (session) => {
      const created = await session.create();
      return [idOfAuthor(created), "modifiedBy" in created, "createdBy" in (await firstEntry(session))];
    },
    without: [DEFAULT_LOGIN.clientId, true, true],
    with: [undefined, false, false],
  },
  {
    variant: "token-without-client",
    look: async ({ call }) => {
      const { body } = await call("GET", "/api/v2/tokens/me");
      return [Object.keys(body.organization ?? {}), idOfAuthor({ createdBy: body.OAuthClient })];
    },
    without: [["id", "name"], DEFAULT_LOGIN.clientId],
    with: [["id", "name"], undefined],
  },
  {
    variant: "no-date-created",
    look: async (session) => [
      (await session.create()).dateCreated,
      (await getClient(session)).dateCreated,
      (await firstEntry(session)).dateCreated,
    ],
    without: [NOW, NOW, NOW],
    with: [undefined, undefined, undefined],
  },
  {
    variant: "dates-move",
    look: async (session) => {
      const dates = [await getClient(session), await getClient(session), await firstEntry(session)];
      const created = new Set(dates.map(({ dateCreated }) => dateCreated));
      return [created.size, new Set(dates.map(({ dateModified }) => dateModified)).size];
    },
    without: [1, 1],
    with: [1, 3],
  },
  {
    variant: "listing-without-grant-type",
    look: async (session) => [await firstEntry(session), await getClient(session)].map((it) => it.authorizedGrantType),
    without: ["CODE", "CODE"],
    with: [undefined, "CODE"],
  },
  {
    variant: "listing-without-roles-and-scopes",
    look: async (session) => {
      const fields = ["name", "scope", "roleIds", "roleDivisions"];
      return [pick(await firstEntry(session), ...fields), pick(await getClient(session), ...fields)];
    },
    without: Array(2).fill({ name: "one", scope: ["users"], roleIds: [], roleDivisions: [] }),
    with: [{ name: "one" }, { name: "one", scope: ["users"], roleIds: [], roleDivisions: [] }],
  },
  {
    variant: "listing-names-only",
    look: async (session) => {
      const entry = await firstEntry(session);
      const others = Object.keys(entry).length - 2;
      return [pick(entry, "id", "name", "state"), others > 0, (await getClient(session)).state];
    },
    without: [{ id: idOf(1), name: "one", state: "active" }, true, "active"],
    with: [{ id: idOf(1), name: "one" }, false, "active"],
  },
  {
    variant: "redirect-uri-gets-slash",
    look: (session) =>
      everywhere(session, "registeredRedirectUri", ["https://a.example", "https://a.example/", "https://b.example/?c"]),
    without: Array(4).fill(["https://a.example", "https://a.example/", "https://b.example/?c"]),
    with: Array(4).fill(["https://a.example/", "https://b.example/?c"]),
  },
  {
    variant: "name-trimmed",
    look: (session) => everywhere(session, "name", "  my \t new  client "),
    without: Array(4).fill("  my \t new  client "),
    with: Array(4).fill("my new client"),
  },
  {
    variant: "description-trimmed",
    look: async (session) => [
      await everywhere(session, "description", " a  text\n"),
      await everywhere(session, "description", " "),
    ],
    without: [Array(4).fill(" a  text\n"), Array(4).fill(" ")],
    with: [Array(4).fill("a  text"), Array(4).fill(undefined)],
  },
  {
    variant: "scopes-lower-cased",
    look: (session) => everywhere(session, "scope", ["Users", "users", "users:readOnly"]),
    without: Array(4).fill(["Users", "users", "users:readOnly"]),
    with: Array(4).fill(["users", "users:readonly"]),
  },
  {
    variant: "lists-cleared-by-put",
    look: async (session) => {
      const body = { name: "one", authorizedGrantType: "CODE" };
      return (await session.call("PUT", `${CLIENTS}/${idOf(1)}`, body)).body.scope;
    },
    without: ["users"],
    with: [],
  },
  {
    variant: "null-for-absent",
    look: async (session) => {
      const client = pick(await getClient(session), "description", "dateToDelete", "secret", "scope");
      const { body: error } = await session.call("GET", `${CLIENTS}/missing?`);
      return [client, pick(await firstPage(session), "nextUri"), pick(error, "messageWithParams", "entityId")];
    },
    without: [{ scope: ["users"] }, {}, { entityId: "missing" }],
    with: [
      { description: null, dateToDelete: null, secret: null, scope: ["users"] },
      { nextUri: null },
      { messageWithParams: null, entityId: "missing" },
    ],
  },
  {
    variant: "empty-lists-absent",
    look: async (session) =>
      pick(await getClient(session), "scope", "roleIds", "roleDivisions", "registeredRedirectUri"),
    without: { scope: ["users"], roleIds: [], roleDivisions: [], registeredRedirectUri: [] },
    with: { scope: ["users"] },
  },
  {
    variant: "unknown-fields",
    look: async (session) => {
      const hasUnknown = (body: object) => "platformProfile" in body;
      const created = await session.create();
      const path = `${CLIENTS}/${created.id}`;
      const kept = await session.call("PUT", path, created);
      const lost = await session.call("PUT", path, { name: "a", authorizedGrantType: "CODE" });
      const token = await session.call("GET", "/api/v2/tokens/me");
      const clients = [created, kept.body, lost.body, await getClient(session, created.id), await getClient(session)];
      return [...clients, token.body].map(hasUnknown);
    },
    without: [false, false, false, false, false, false],
    with: [true, true, false, false, true, true],
  },
  {
    variant: "role-divisions-echo-names",
    async look(session) {
      const anywhere = { roleId: ROLE_IDS.supervisor, divisionId: "*" };
      const { id, roleDivisions } = await session.create({ ...service, roleDivisions: [employee, anywhere] });
      const put = await session.call("PUT", `${CLIENTS}/${id}`, { ...service, name: "a", roleDivisions });
      return [put.body.roleDivisions, session.simulator.clients.get(id)?.roleDivisions];
    },
    without: Array(2).fill([employee, { roleId: ROLE_IDS.supervisor, divisionId: "*" }]),
    with: [
      [
        { ...employee, roleName: "employee", divisionName: "Home" },
        { roleId: ROLE_IDS.supervisor, divisionId: "*", roleName: "Supervisor", divisionName: "All divisions" },
      ],
      [employee, { roleId: ROLE_IDS.supervisor, divisionId: "*" }],
    ],
  },
];
