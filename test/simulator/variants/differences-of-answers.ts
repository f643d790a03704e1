import { DEFAULT_LOGIN, DIVISION_IDS, ROLE_IDS, type Variant } from "../../../simulator/index.ts";
import { CLIENTS, logIn, type Session } from "../api.ts";
import { type Difference, firstPage, getClient, idOf, NOW, pick } from "./difference.ts";

const MISSING = `${CLIENTS}/missing`;
const upper = idOf(1).toUpperCase();
const employee = { roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.home };
const upperEmployee = { roleId: ROLE_IDS.employee.toUpperCase(), divisionId: DIVISION_IDS.home.toUpperCase() };
const UUID_URI = `https://example.com/${idOf(9)}`;

/** Variants about how values are written. */
const OF_VALUES: readonly Difference[] = [
  {
    variant: "ids-upper-case",
    async look({ call, simulator }) {
      const body = {
        name: idOf(9),
        scope: [],
        authorizedGrantType: "CLIENT-CREDENTIALS",
        registeredRedirectUri: [UUID_URI],
      };
      const seen = pick((await call("GET", `${CLIENTS}/${idOf(1)}`)).body, "id", "selfUri");
      const put = await call("PUT", `${CLIENTS}/${upper}`, { ...body, roleDivisions: [upperEmployee] });
      const secret = simulator.clients.secretOf(upper) ?? "";
      const login = await logIn(simulator, { clientId: upper, clientSecret: secret });
      return [seen, put.status, pick(put.body, "name", "registeredRedirectUri", "roleDivisions"), login.status];
    },
    without: [{ id: idOf(1), selfUri: `${CLIENTS}/${idOf(1)}` }, 404, {}, 401],
    with: [
      { id: upper, selfUri: `${CLIENTS}/${upper}` },
      200,
      { name: idOf(9), registeredRedirectUri: [UUID_URI], roleDivisions: [upperEmployee] },
      200,
    ],
  },
  {
    variant: "numbers-as-text",
    async look(session) {
      const page = pick(await firstPage(session), "total", "pageNumber");
      const sent = { name: "one", authorizedGrantType: "CODE", accessTokenValiditySeconds: "600", novelty: 1 };
      const put = await session.call("PUT", `${CLIENTS}/${idOf(1)}`, sent);
      const login = await logIn(session.simulator);
      return [page, put.status, pick(put.body, "accessTokenValiditySeconds", "novelty"), login.body.expires_in];
    },
    without: [{ total: 5, pageNumber: 1 }, 400, {}, 86_400],
    with: [{ total: "5", pageNumber: "1" }, 200, { accessTokenValiditySeconds: "600", novelty: 1 }, "86400"],
  },
  {
    variant: "dates-without-milliseconds",
    look: async (session) => pick(await getClient(session), "dateCreated", "dateModified"),
    without: { dateCreated: NOW, dateModified: NOW },
    with: { dateCreated: "2026-03-04T05:06:07Z", dateModified: "2026-03-04T05:06:07Z" },
  },
  {
    variant: "dates-with-offset",
    look: async (session) => pick(await getClient(session), "dateCreated", "dateModified"),
    without: { dateCreated: NOW, dateModified: NOW },
    with: { dateCreated: "2026-03-04T06:06:07.089+01:00", dateModified: "2026-03-04T06:06:07.089+01:00" },
  },
  {
    variant: "grant-type-underscored",
    async look(session) {
      const sent = { authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions: [employee], name: "a" };
      const { id, authorizedGrantType } = await session.create(sent);
      const put = await session.call("PUT", `${CLIENTS}/${id}`, { ...sent, authorizedGrantType });
      return [authorizedGrantType, put.status, session.simulator.clients.get(id)?.authorizedGrantType];
    },
    without: ["CLIENT-CREDENTIALS", 200, "CLIENT-CREDENTIALS"],
    with: ["CLIENT_CREDENTIALS", 200, "CLIENT-CREDENTIALS"],
  },
  {
    variant: "lists-reordered",
    async look(session) {
      const { id } = await session.create({ scope: ["a", "b"], registeredRedirectUri: ["urn:1", "urn:2", "urn:3"] });
      const reads = [await getClient(session, id), await getClient(session, id), await getClient(session, id)];
      return reads.map(({ scope, registeredRedirectUri }) => [scope, registeredRedirectUri].flat().join(" "));
    },
    without: Array(3).fill("a b urn:1 urn:2 urn:3"),
    with: ["b a urn:2 urn:3 urn:1", "a b urn:3 urn:1 urn:2", "b a urn:1 urn:2 urn:3"],
  },
];

const NOT_FOUND = "The requested resource was not found.";

function ofErrorBody(variant: Variant, expected: unknown): Difference {
  return {
    variant,
    async look({ call, simulator }) {
      const { status, headers, text, body } = await call("GET", MISSING);
      const login = await logIn(simulator, { ...DEFAULT_LOGIN, clientSecret: "wrong" });
      const isDocumented = body.contextId === headers.get("inin-correlation-id");
      const seen = isDocumented ? pick(body, "message", "code", "status", "entityId") : text;
      return [status, seen, login.body.error, (await call("GET", CLIENTS)).body.total];
    },
    without: [404, { message: NOT_FOUND, code: "not.found", status: 404, entityId: "missing" }, "invalid_client", 5],
    with: [404, typeof expected === "string" ? expected : JSON.stringify(expected), "invalid_client", 5],
  };
}

/** Variants about the frame of an answer: status, headers, and the shape of an error. */
const OF_FRAMES: readonly Difference[] = [
  {
    variant: "other-success-statuses",
    async look({ call }) {
      const sent = { name: "a", authorizedGrantType: "CODE", state: "inactive" };
      const created = await call("POST", CLIENTS, sent);
      const path = `${CLIENTS}/${created.body.id}`;
      const others = [
        await call("GET", path),
        await call("PUT", path, sent),
        await call("POST", `${path}/secret`),
        await call("DELETE", path),
        await call("DELETE", path),
      ];
      return [created, ...others].map(({ status }) => status);
    },
    without: [200, 200, 200, 200, 204, 404],
    with: [201, 200, 202, 201, 200, 404],
  },
  {
    variant: "delete-answers-body",
    async look(session) {
      const { id } = await session.create({ state: "inactive" });
      const { status, body } = await session.call("DELETE", `${CLIENTS}/${id}`);
      return [status, body.id === id, body.deleted];
    },
    without: [204, false, undefined],
    with: [200, true, true],
  },
  {
    variant: "other-content-type",
    async look({ call, simulator }) {
      const answers = [await call("GET", CLIENTS), await call("GET", MISSING), await logIn(simulator)];
      return answers.map(({ headers, body }) => [headers.get("content-type"), Object.keys(body).length > 0]);
    },
    without: Array(3).fill(["application/json", true]),
    with: [
      ["text/plain; charset=utf-8", true],
      ["application/problem+json", true],
      ["application/json", true],
    ],
  },
  ...[
    ofErrorBody("error-body-oauth", { error: "not.found", error_description: NOT_FOUND }),
    ofErrorBody("error-body-json-api", { errors: [{ status: "404", title: "not.found", detail: NOT_FOUND }] }),
    ofErrorBody("error-body-text", NOT_FOUND),
  ],
  {
    variant: "retry-after-missing",
    options: { rateLimit: { requests: 1, windowMs: 60_000 } },
    async look({ call, simulator }) {
      simulator.faults.add({ method: "GET", action: { kind: "status", status: 503, headers: { "Retry-After": "3" } } });
      const answers = [await call("GET", CLIENTS), await call("GET", CLIENTS), await call("GET", CLIENTS)];
      return answers.map(({ status, headers }) => [status, headers.get("retry-after")]);
    },
    without: [
      [503, "3"],
      [200, null],
      [429, "60"],
    ],
    with: [
      [503, null],
      [200, null],
      [429, null],
    ],
  },
];

const CODE = { grant_type: "authorization_code", code: "made-up" };

/** What a login as a CODE client with a made-up code gets, first with the right secret, then with a wrong one. */
async function lookAtMadeUpCode({ create, simulator }: Session): Promise<unknown> {
  const { id: clientId, secret } = await create();
  const answers = [
    await logIn(simulator, { clientId, clientSecret: secret }, CODE),
    await logIn(simulator, { clientId, clientSecret: "wrong" }, CODE),
  ];
  const [right, wrong] = answers.map(({ body }) => body);
  return [right?.error, wrong?.error, right?.error_description === wrong?.error_description];
}

/** Variants about what the login host tells of secrets. */
const OF_LOGINS: readonly Difference[] = [
  {
    variant: "made-up-grant-before-secret",
    look: lookAtMadeUpCode,
    without: ["invalid_grant", "invalid_client", false],
    with: ["invalid_grant", "invalid_grant", true],
  },
  {
    variant: "made-up-grant-invalid-client",
    look: lookAtMadeUpCode,
    without: ["invalid_grant", "invalid_client", false],
    with: ["invalid_client", "invalid_client", false],
  },
  {
    variant: "new-secret-refused-once",
    async look({ create, simulator }) {
      const { id: clientId, secret } = await create({
        authorizedGrantType: "CLIENT-CREDENTIALS",
        roleDivisions: [employee],
      });
      const tries = [
        await logIn(simulator, { clientId, clientSecret: secret }),
        await logIn(simulator, { clientId, clientSecret: secret }),
        await logIn(simulator),
      ];
      return tries.map(({ status }) => status);
    },
    without: [200, 200, 200],
    with: [401, 200, 200],
  },
];

/** Variants about values, the frame of an answer and logins. */
export const DIFFERENCES_OF_ANSWERS: readonly Difference[] = [...OF_VALUES, ...OF_FRAMES, ...OF_LOGINS];
