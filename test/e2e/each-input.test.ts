import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plannedChanges, plannedSteps } from "../harness/pulumi.ts";
import { APP, ROLE, SERVICE } from "../harness/sample-clients.ts";
import { INPUT_SAMPLES, type InputSample } from "../support/input-samples.ts";
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

type Fields = Readonly<Record<string, unknown>>;

/** By property: a client whose one input goes from its first value to a second one, away, and back to the first. */
const ROWS: Readonly<Record<string, InputSample>> = INPUT_SAMPLES;
const PROPERTIES = Object.keys(ROWS);
/** They must not be absent. */
const REQUIRED = PROPERTIES.filter((property) => ROWS[property]?.sent.absent === undefined);
/** Kept in the state alone: nothing is sent. */
const KEPT = PROPERTIES.filter((property) => Object.keys(ROWS[property]?.sent.first ?? {}).length === 0);

const STEPS = {
  first: declared(({ first }) => first),
  second: declared(({ second }) => second),
  absent: declared(({ second, sent }) => (sent.absent === undefined ? second : undefined)),
  /** The same as absent. */
  empty: declared(({ second, sent }) => (sent.absent === undefined ? second : emptyOf(second))),
  /** The same as first. */
  reordered: declared(({ first }) => (Array.isArray(first) ? [...first].reverse().concat(first) : first)),
};

function declared(inputOf: (row: InputSample) => unknown): DeclaredClients {
  return mapValues(ROWS, (row, property) => ({ ...row.around, [property]: inputOf(row) }));
}

function emptyOf(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  return typeof value === "string" && value !== "inactive" ? "" : typeof value === "object" ? {} : undefined;
}

const all = (change: (property: string) => string, ...except: string[]) =>
  Object.fromEntries(
    PROPERTIES.filter((property) => !except.includes(property)).map((property) => [property, change(property)]),
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
  const inGenesys = (wanted: (row: InputSample) => Fields) =>
    mapValues(ROWS, (row, property) => {
      const live: Fields = { ...clients.simulator.clients.get(ids[property] ?? "") };
      return Object.fromEntries(Object.keys(wanted(row)).map((field) => [field, live[field]]));
    });

  const expectInGenesys = (wanted: (row: InputSample) => Fields) => {
    expect(inGenesys(wanted)).toEqual(mapValues(ROWS, wanted));
  };

  const requests = () => {
    const { log } = clients.simulator;
    return { created: log.count({ method: "POST", route: CLIENTS }), put: log.count({ method: "PUT", route: CLIENT }) };
  };

  it("is created as declared, and then shows no change", async () => {
    expect(requests()).toEqual({ created: PROPERTIES.length, put: 0 });
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
    expect(requests()).toEqual({ created: 0, put: PROPERTIES.length - KEPT.length });
    expectInGenesys(({ sent }) => sent.second);
    expect(await clients.noise()).toEqual(QUIET);
  });

  it("removed: back to the default, or empty, in Genesys Cloud too", async () => {
    // That the two of KEPT are false is the same as their absence.
    const unchanged = [...REQUIRED, ...KEPT];
    expect(await clients.applied(STEPS.absent)).toEqual(all((property) => `update ${property}`, ...unchanged));
    expect(requests()).toEqual({ created: 0, put: PROPERTIES.length - unchanged.length });
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
    expect(Object.values(ids).map((id) => clients.simulator.clients.secretsGenerated(id))).toEqual(
      PROPERTIES.map(() => 1),
    );
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
