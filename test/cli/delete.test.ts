import { describe, expect, it } from "vitest";
import {
  type ClientSeed,
  DEFAULT_LOGIN,
  type Simulator,
  simulatorEnvironment,
  startSimulator,
} from "../../simulator/index.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { type Ended, run } from "./command.ts";

const UNKNOWN_ID = "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e";
const LEFT_OVER = { name: "Left over", authorizedGrantType: "CODE" } satisfies ClientSeed;
const requestsAbout = ({ log }: Simulator) =>
  log
    .all()
    .filter(({ route }) => route.startsWith("/api/v2/oauth"))
    .map(({ method }) => method);

/** A simulator with one client, and the command for it. */
async function startWithClient(seed: ClientSeed = {}) {
  const simulator = await startSimulator({ rateLimit: false });
  const { id } = simulator.clients.create({ ...LEFT_OVER, ...seed });
  return {
    simulator,
    id,
    run: (...args: string[]): Promise<Ended> => run(["delete", ...args], simulatorEnvironment(simulator.url)),
    [Symbol.asyncDispose]: () => simulator.close(),
  };
}

describe("genesyscloud-oauth delete", () => {
  it("shows the client, and deletes nothing without --yes", async () => {
    await using world = await startWithClient();
    const { code, stdout, stderr } = await world.run(world.id);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Would delete .*\n$/);
    for (const fact of [world.id, '"Left over"', "active", "created 20", "Simulated Organization", "--yes"])
      expect(stdout).toContain(fact);
    expect(requestsAbout(world.simulator)).toEqual(["GET"]);
    expect(world.simulator.clients.get(world.id)?.state).toBe("active");
  });

  it.each([
    ["active", ["GET", "PUT", "DELETE", "GET"]],
    ["inactive", ["GET", "DELETE", "GET"]],
  ] as const)("deletes an %s client with --yes", async (state, requests) => {
    await using world = await startWithClient({ state });
    const { code, stdout, stderr } = await world.run("--yes", world.id.toUpperCase());
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Deleted .*Left over.* in organisation Simulated Organization\.\n$/);
    expect(requestsAbout(world.simulator)).toEqual(requests);
    expect(world.simulator.clients.list()).toEqual([]);
  });

  it("refuses the client that it is logged in as", async () => {
    await using world = await startWithClient({ id: DEFAULT_LOGIN.clientId, secret: "another-secret-of-ours" });
    const { code, stdout, stderr } = await world.run(world.id, "--yes");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("lock it out");
    // The command has no allowSelf: advice for a program would lead nowhere.
    expect(requestsAbout(world.simulator)).not.toContain("PUT");
    expect(world.simulator.clients.list()).toHaveLength(1);
  });

  it("says that an unknown client does not exist, and where", async () => {
    await using world = await startWithClient();
    const { code, stdout, stderr } = await world.run(UNKNOWN_ID, "--yes");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(UNKNOWN_ID);
    expect(stderr).toContain("Simulated Organization");
    expect(requestsAbout(world.simulator)).toEqual(["GET"]);
  });

  it.each(["not-a-uuid", "../x", "a?b", ""])("refuses %j, which is no id, before any request", async (id) => {
    await using world = await startWithClient();
    const { code, stdout, stderr } = await world.run(id, "--yes");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("is not an OAuth client id");
    expect(world.simulator.log.all()).toEqual([]);
  });

  it("does not touch a client that Genesys support has disabled", async () => {
    await using world = await startWithClient({ state: "disabled" });
    const { code, stderr } = await world.run(world.id, "--yes");
    expect(code).toBe(1);
    expect(stderr).toContain("Customer Care");
    expect(requestsAbout(world.simulator)).toEqual(["GET"]);
  });

  it("does not count a client as deleted when the request failed", async () => {
    await using world = await startWithClient();
    world.simulator.faults.add({ method: "DELETE", action: { kind: "status", status: 403 } });
    const { code, stdout, stderr } = await world.run(world.id, "--yes");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("oauth:client:delete");
    expect(leakedSecrets(world.simulator, stderr)).toEqual([]);
  });

  it("prints one message without a stack for each failure", async () => {
    await using world = await startWithClient();
    const { stderr } = await world.run(UNKNOWN_ID);
    // What happened, and on a line of its own what to do.
    expect(stderr.trim().split("\n")).toHaveLength(2);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("names the variables that are missing", async () => {
    const { code, stdout, stderr } = await run(["delete", UNKNOWN_ID]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    for (const name of ["GENESYSCLOUD_REGION", "GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYSCLOUD_ACCESS_TOKEN"])
      expect(stderr).toContain(name);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("asks for the id", async () => {
    const { code, stderr } = await run(["delete"]);
    expect(code).toBe(2);
    expect(stderr).toContain("clientId");
  });
});
