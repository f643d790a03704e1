import { afterEach, describe, expect, it } from "vitest";
import { bestOf, findCandidates, matchOf } from "../../../cli/recover/candidates.ts";
import { Connection } from "../../../provider/api/connection.ts";
import { OAuthApi } from "../../../provider/api/oauth-api.ts";
import { Session } from "../../../provider/lifecycle/session.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator/index.ts";
import { configurationFor } from "../../support/connect.ts";
import { attemptOf, clientOf, creationOf, INPUTS, urnOf, WRITTEN_AT } from "./sample-state.ts";

const CLIENTS = "/api/v2/oauth/clients";
const APP = {
  authorizedGrantType: "CODE",
  registeredRedirectUri: INPUTS.registeredRedirectUris,
  state: "active",
} as const;

const opened: { readonly simulator: Simulator; readonly session: Session }[] = [];

async function open(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ rateLimit: false, ...options });
  const waits: number[] = [];
  const session = new Session(new OAuthApi(new Connection(configurationFor(simulator))), {
    consistencyWindowMs: 640,
    sleep: async (milliseconds) => void waits.push(milliseconds),
  });
  opened.push({ simulator, session });
  return { simulator, session, waits };
}

afterEach(async () => {
  for (const { simulator, session } of opened.splice(0)) {
    session.api.close();
    await simulator.close();
  }
});

const JUST_NOW = () => Date.parse(WRITTEN_AT) + 1_000;
const MUCH_LATER = () => Date.parse(WRITTEN_AT) + 3_600_000;
const everyone = async () => () => true;

describe("clients that could be left over", () => {
  it("are read by their own GETs, since a listing may tell names only, and only those whose names fit", async () => {
    const { simulator, session } = await open({ variants: ["listing-names-only"] });
    const { id } = simulator.clients.create({ ...APP, name: "App" });
    simulator.clients.create({ ...APP, name: "App", description: "another" });
    simulator.clients.create({ ...APP, name: "Other" });
    const { candidates, live } = await findCandidates(session, [creationOf("app")], everyone, MUCH_LATER);
    expect(candidates.get(urnOf("app"))?.map(({ client, match }) => [client.id, match])).toEqual([[id, "equal"]]);
    expect(live.size).toBe(2);
    expect(simulator.log.count({ method: "GET", route: `${CLIENTS}/{clientId}` })).toBe(2);
  });

  it("are not looked for where nothing could have been left, or a name is not known", async () => {
    const { simulator, session } = await open();
    const unnamed = { ...attemptOf("app"), inputs: {}, unknown: ["name"] };
    const adopting = attemptOf("app", { ...INPUTS, importId: "id-1" });
    for (const creations of [[], [creationOf("app", "planned", { attempts: [unnamed, adopting] })]]) {
      expect((await findCandidates(session, creations, everyone)).candidates.size).toBe(0);
    }
    expect(simulator.log.count()).toBe(0);
  });

  it("leave out those that a stack has; who has which is asked after the listing", async () => {
    const { simulator, session } = await open();
    const { id: theirs } = simulator.clients.create({ ...APP, name: "App" });
    const { id: free } = simulator.clients.create({ ...APP, name: "App" });
    let listings = 0;
    const readOwners = async () => {
      listings = simulator.log.count({ method: "GET", route: CLIENTS });
      return (id: string) => id !== theirs;
    };
    const { candidates } = await findCandidates(session, [creationOf("app")], readOwners, MUCH_LATER);
    expect(candidates.get(urnOf("app"))?.map(({ client }) => client.id)).toEqual([free]);
    expect(listings).toBe(1);
  });

  it("may not be visible yet: shortly after the interruption, the listing is read again within the window", async () => {
    const { simulator, session, waits } = await open();
    const creations = [creationOf("app"), creationOf("more")];
    simulator.clients.create({ ...APP, name: "App" });
    simulator.faults.add({
      method: "GET",
      route: CLIENTS,
      skip: 2,
      action: { kind: "call", before: () => void simulator.clients.create({ ...APP, name: "App" }) },
    });
    const { candidates } = await findCandidates(session, creations, everyone, JUST_NOW);
    expect(candidates.get(urnOf("more"))).toHaveLength(2);
    expect(waits).toHaveLength(2);
  });

  it("are not waited for when the interruption was long ago, and no longer than the window", async () => {
    const { simulator, session, waits } = await open();
    await findCandidates(session, [creationOf("app")], everyone, MUCH_LATER);
    expect(simulator.log.count({ method: "GET", route: CLIENTS })).toBe(1);
    expect(waits).toEqual([]);
    await findCandidates(session, [creationOf("app")], everyone, JUST_NOW);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(640);
  });
});

describe("a client and what a creation asked for", () => {
  const match = (more: object, inputs: object = INPUTS, unknown: readonly string[] = []) =>
    matchOf(clientOf("id-1", more), { ...attemptOf("app", inputs), unknown });

  it("are equal in every property that was sent, or similar where only the form differs", () => {
    expect(match({})).toMatchObject({ match: "equal", differs: [] });
    expect(match({}, { ...INPUTS, secretVersion: "3", allowSelf: true })).toMatchObject({ match: "equal" });
    const slashed = { name: " App", registeredRedirectUri: ["https://app.example.com/callback/"] };
    expect(match(slashed)).toMatchObject({ match: "similar", differs: ["name", "registeredRedirectUris"] });
    expect(match({ description: "another" })).toBeUndefined();
    expect(match({ state: "inactive" })).toBeUndefined();
    expect(match({ dateToDelete: "2026-12-01T00:00:00Z" })).toBeUndefined();
  });

  it("are similar at best where an input is not known", () => {
    const { registeredRedirectUris, ...known } = INPUTS;
    expect(match({}, known, ["registeredRedirectUris"])).toMatchObject({
      match: "similar",
      differs: ["registeredRedirectUris (not known)"],
    });
  });

  it("belong together by the ownership mark, and never with the mark of another resource", () => {
    const marked = { ...INPUTS, ownershipMark: "program/dev/app" };
    expect(match({ description: "[pulumi:program/dev/app]" }, marked)).toMatchObject({
      match: "equal",
      isMarked: true,
    });
    expect(match({ description: "[pulumi:program/prod/app]" }, marked)).toBeUndefined();
    expect(match({ description: "[pulumi:program/prod/app]" })).toBeUndefined();
    expect(match({}, marked)).toBeUndefined();
  });

  it("count alone where they are equal", () => {
    const [equal, similar] = [match({}), match({ name: "App " })];
    if (equal === undefined || similar === undefined) throw new Error("both must fit");
    expect(bestOf([similar, equal])).toEqual([equal]);
    expect(bestOf([similar])).toEqual([similar]);
  });
});
