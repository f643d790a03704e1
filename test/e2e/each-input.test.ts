import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DIVISION_IDS, ROLE_IDS } from "../../simulator/index.ts";
import { plannedChanges, plannedSteps } from "../harness/pulumi.ts";
import { APP, ROLE, SERVICE } from "../harness/sample-clients.ts";
import {
  CLIENT,
  CLIENTS,
  type ClientStack,
  createClientStack,
  type DeclaredClients,
  FACES,
  mapValues,
  QUIET,
  summaryOf,
} from "./client-stack.ts";

/** One client whose one input goes from its first value to a second one, away, and back to the first. */
interface Row {
  /** The other inputs. */
  around: Record<string, unknown>;
  first: unknown;
  second: unknown;
  /** The fields of the API that follow, at each of the three. */
  sent: { first: Fields; second: Fields; absent?: Fields };
}

type Fields = Record<string, unknown>;

const HOME = "https://app.example.com/callback";
const OTHER = "https://app.example.com/other";
const SECOND_ROLE = { roleId: ROLE_IDS.supervisor, divisionId: DIVISION_IDS.sales };
const { name: _, ...unnamed } = APP;
const { authorizedGrantType: __, ...ungranted } = APP;
const { registeredRedirectUris: ___, scopes: ____, ...bare } = APP;

/** By property. Where an input must not be absent, there is nothing to expect of its absence. */
const ROWS: Record<string, Row> = {
  name: { around: unnamed, first: "A", second: "B", sent: { first: { name: "A" }, second: { name: "B" } } },
  authorizedGrantType: {
    around: ungranted,
    first: "CODE",
    second: "SAML2-BEARER",
    sent: { first: { authorizedGrantType: "CODE" }, second: { authorizedGrantType: "SAML2-BEARER" } },
  },
  description: {
    around: APP,
    first: "one",
    second: "two",
    sent: { first: { description: "one" }, second: { description: "two" }, absent: { description: undefined } },
  },
  accessTokenValiditySeconds: {
    around: APP,
    first: 3600,
    second: 300,
    sent: {
      first: { accessTokenValiditySeconds: 3600 },
      second: { accessTokenValiditySeconds: 300 },
      absent: { accessTokenValiditySeconds: 86_400 },
    },
  },
  registeredRedirectUris: {
    around: { ...bare, scopes: APP.scopes },
    first: [HOME],
    second: [OTHER, HOME],
    sent: {
      first: { registeredRedirectUri: [HOME] },
      second: { registeredRedirectUri: [HOME, OTHER] },
      absent: { registeredRedirectUri: [] },
    },
  },
  scopes: {
    around: { ...bare, registeredRedirectUris: [HOME] },
    first: ["users:readonly", "analytics:readonly"],
    second: ["routing", "users:readonly"],
    sent: {
      first: { scope: ["analytics:readonly", "users:readonly"] },
      second: { scope: ["routing", "users:readonly"] },
      absent: { scope: [] },
    },
  },
  roles: {
    around: { ...SERVICE, roles: undefined },
    first: [ROLE],
    second: [SECOND_ROLE, ROLE],
    sent: { first: { roleDivisions: [ROLE] }, second: { roleDivisions: [ROLE, SECOND_ROLE] } },
  },
  state: {
    around: APP,
    first: "active",
    second: "inactive",
    sent: { first: { state: "active" }, second: { state: "inactive" }, absent: { state: "active" } },
  },
  extraProperties: {
    around: APP,
    first: { allowedIps: ["10.0.0.0/8"], note: { owner: "ops" } },
    second: { allowedIps: ["10.0.0.0/8", "192.168.0.0/16"] },
    sent: {
      first: { allowedIps: ["10.0.0.0/8"], note: { owner: "ops" } },
      second: { allowedIps: ["10.0.0.0/8", "192.168.0.0/16"], note: undefined },
      absent: { allowedIps: undefined, note: undefined },
    },
  },
  // Kept in the state alone: nothing is sent.
  allowSelf: { around: APP, first: true, second: false, sent: { first: {}, second: {}, absent: {} } },
  verifySecret: { around: APP, first: true, second: false, sent: { first: {}, second: {}, absent: {} } },
};

const STEPS = {
  first: declared(({ first }) => first),
  second: declared(({ second }) => second),
  absent: declared(({ second, sent }) => (sent.absent === undefined ? second : undefined)),
  /** The same as absent. */
  empty: declared(({ second, sent }) => (sent.absent === undefined ? second : emptyOf(second))),
  /** The same as first. */
  reordered: declared(({ first }) => (Array.isArray(first) ? [...first].reverse().concat(first) : first)),
};

function declared(inputOf: (row: Row) => unknown): DeclaredClients {
  return mapValues(ROWS, (row, property) => ({ ...row.around, [property]: inputOf(row) }));
}

function emptyOf(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  return typeof value === "string" && value !== "inactive" ? "" : typeof value === "object" ? {} : undefined;
}

const all = (change: (property: string) => string, ...except: string[]) =>
  Object.fromEntries(
    Object.keys(ROWS)
      .filter((property) => !except.includes(property))
      .map((property) => [property, change(property)]),
  );

describe.each(FACES)("each input, on a client of its own, %s face", (face) => {
  let clients: ClientStack;
  let ids: Record<string, string>;

  beforeAll(async () => {
    clients = await createClientStack({ face });
    await clients.apply(STEPS.first);
    ids = await clients.ids();
  });

  afterAll(async () => {
    await clients[Symbol.asyncDispose]();
  });

  /** The fields of the API that the rows speak of, as Genesys Cloud has them now. */
  const inGenesys = (wanted: (row: Row) => Fields) =>
    mapValues(ROWS, (row, property) => {
      const live: Fields = { ...clients.simulator.clients.get(ids[property] ?? "") };
      return Object.fromEntries(Object.keys(wanted(row)).map((field) => [field, live[field]]));
    });

  const expectInGenesys = (wanted: (row: Row) => Fields) => {
    expect(inGenesys(wanted)).toEqual(mapValues(ROWS, wanted));
  };

  const requests = () => {
    const { log } = clients.simulator;
    return { created: log.count({ method: "POST", route: CLIENTS }), put: log.count({ method: "PUT", route: CLIENT }) };
  };

  it("is created as declared, and then shows no change", async () => {
    expect(requests()).toEqual({ created: 11, put: 0 });
    expectInGenesys(({ sent }) => sent.first);
    expect(await clients.noise()).toEqual(QUIET);
  });

  it("changed: the preview names exactly that property, and it arrives in place", async () => {
    clients.declare(STEPS.second);
    const preview = (await clients.stack.preview({ json: true })).succeeded();
    expect(summaryOf(plannedChanges(preview))).toEqual(all((property) => `update ${property}`));
    const steps = plannedSteps(preview).filter(({ op }) => op !== "same");
    const reasons = steps.map(({ urn, diffReasons }) => [urn.split("::").at(-1), diffReasons]);
    expect(Object.fromEntries(reasons)).toEqual(mapValues(ROWS, (_, property) => [property]));

    await clients.apply(STEPS.second);
    // Nothing to send for allowSelf and verifySecret.
    expect(requests()).toEqual({ created: 0, put: 9 });
    expectInGenesys(({ sent }) => sent.second);
    expect(await clients.noise()).toEqual(QUIET);
  });

  it("removed: back to the default, or empty, in Genesys Cloud too", async () => {
    // These three must not be absent, and for the two that are false it is the same as their absence.
    const unchanged = ["name", "authorizedGrantType", "roles", "allowSelf", "verifySecret"];
    expect(await clients.applied(STEPS.absent)).toEqual(all((property) => `update ${property}`, ...unchanged));
    expect(requests()).toEqual({ created: 0, put: 6 });
    expectInGenesys(({ sent }) => sent.absent ?? sent.second);
    expect(await clients.noise()).toEqual(QUIET);
  });

  it("empty is the same as absent", async () => {
    expect(await clients.previewOf(STEPS.empty)).toEqual({});
  });

  it("restored: the first value again", async () => {
    expect(await clients.applied(STEPS.first)).toEqual(all((property) => `update ${property}`, "state"));
    expectInGenesys(({ sent }) => sent.first);
    expect(await clients.noise()).toEqual(QUIET);
  });

  it("order and duplicates in a set are no change", async () => {
    expect(await clients.previewOf(STEPS.reordered)).toEqual({});
  });

  it("never changed a client id, never rotated a secret", async () => {
    expect(await clients.ids()).toEqual(ids);
    expect(Object.values(ids).map((id) => clients.simulator.clients.secretsGenerated(id))).toEqual(Array(11).fill(1));
  });
});

describe.each(FACES)("the grant type, %s face", (face) => {
  it("turns a service with roles into an app with scopes, and back, under the same client id", async () => {
    await using clients = await createClientStack({ face });
    await clients.apply({ client: SERVICE });
    const ids = await clients.ids();
    const live = () => clients.simulator.clients.get(ids.client ?? "");
    const properties = "update authorizedGrantType name registeredRedirectUris roles scopes";

    expect(await clients.previewOf({ client: APP })).toEqual({ client: properties });
    await clients.apply({ client: APP });
    expect(live()).toMatchObject({ authorizedGrantType: "CODE", roleDivisions: [], scope: APP.scopes });
    expect(await clients.drift()).toEqual({ code: 0, changes: {} });

    await clients.apply({ client: SERVICE });
    expect(live()).toMatchObject({ authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions: [ROLE], scope: [] });
    expect(await clients.noise()).toEqual(QUIET);
    expect(await clients.ids()).toEqual(ids);
  });
});
