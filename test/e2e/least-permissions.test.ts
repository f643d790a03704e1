import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ClientSeed, ROLE_IDS, simulatorEnvironment, startSimulator } from "../../simulator/index.ts";
import { type Ended, run } from "../cli/command.ts";
import { OF_COMMANDS } from "../contract/least-permissions.ts";
import { RestrictedLogin } from "../contract/restricted-login.ts";
import { anHourAgo } from "./client-stack.ts";
import { named, recoverWorlds } from "./recover-world.ts";

const ID = "c0ffee00-0000-4000-8000-000000000002";
const CLIENT: ClientSeed = {
  id: ID,
  name: "Left over",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roleDivisions: [{ roleId: ROLE_IDS.employee, divisionId: "*" }],
};
const BROKEN = 1;

/** Commands that need no stack: their arguments, and what they print when they have done their work. */
const WITHOUT_STACK = {
  audit: [["--no-usage", "--skip-rule", "broad-role"], "role in all divisions"],
  export: [[], "new OAuthClient("],
  delete: [[ID], "--yes"],
  "delete --yes": [[ID, "--yes"], ""],
} as const satisfies Partial<Record<keyof typeof OF_COMMANDS, readonly [readonly string[], string]>>;

describe("the least permissions of a command without a stack", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "permissions-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs it on an organisation with one client. */
  async function ended(command: string, args: readonly string[], login: RestrictedLogin): Promise<Ended> {
    const simulator = await startSimulator({ seed: { clients: [CLIENT] }, logins: [login.seed] });
    try {
      const [name = ""] = command.split(" ");
      const place = name === "delete" ? [] : ["--cwd", folder];
      return await run([name, ...place, ...args], simulatorEnvironment(simulator.url));
    } finally {
      await simulator.close();
    }
  }

  it.each(Object.keys(WITHOUT_STACK) as (keyof typeof WITHOUT_STACK)[])(
    "are enough, and each is necessary: %s",
    async (command) => {
      const [args, printed] = WITHOUT_STACK[command];
      const login = new RestrictedLogin();
      login.allow(OF_COMMANDS[command].needs);
      const done = await ended(command, args, login);
      expect([done.code, done.stdout]).not.toEqual([BROKEN, expect.anything()]);
      expect(done.stdout).toContain(printed);
      for (const permission of OF_COMMANDS[command].needs) {
        login.allowAllBut(permission);
        const { code, stdout, stderr } = await ended(command, args, login);
        expect([code, stdout + stderr]).toEqual([BROKEN, expect.stringContaining(permission)]);
      }
    },
  );

  it("are none for doctor, which names them all", async () => {
    const login = new RestrictedLogin();
    login.allow(OF_COMMANDS.doctor.needs);
    const { stdout } = await ended("doctor", [], login);
    for (const action of ["view", "add", "edit", "delete", "authorize"])
      expect(stdout).toContain(`oauth:client:${action}`);
    expect(stdout).toContain("authorization:role:view");
  });
});

const { createWorld, closeWorlds } = recoverWorlds();
afterEach(closeWorlds);

describe("the least permissions of a command for stacks", () => {
  /** A stack, and its commands as a login whose permissions change. */
  async function createRestricted() {
    const login = new RestrictedLogin();
    const world = await createWorld({ logins: [login.seed], clock: anHourAgo });
    const main = join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");
    const ended = (args: readonly string[]) => world.clients.stack.execute(process.execPath, [main, ...args]);
    return {
      world,
      async killUp(names: readonly string[], applied: number) {
        login.allowAll();
        await world.killUp(named(names), { applied });
        await world.unlock();
      },
      async expectRefusal(permission: string, args: readonly string[]) {
        login.allowAllBut(permission);
        const { code, output } = await ended(args);
        expect([code, output]).toEqual([BROKEN, expect.stringContaining(permission)]);
      },
      async expectSuccess(command: keyof typeof OF_COMMANDS, args: readonly string[], expected: number) {
        login.allow(OF_COMMANDS[command].needs);
        const { code, output } = await ended(args);
        expect([code, output]).toEqual([expected, output]);
      },
    };
  }

  it("are enough, and the one to view is necessary: recover, recover --yes, drift", async () => {
    const { world, killUp, expectRefusal, expectSuccess } = await createRestricted();
    await killUp(["one", "two"], 2);
    await expectRefusal("oauth:client:view", ["recover"]);
    await expectSuccess("recover", ["recover"], 7);
    await expectSuccess("recover --yes", ["recover", "--yes"], 0);
    expect(await world.wrongSecrets()).toEqual([]);
    await expectRefusal("oauth:client:view", ["drift"]);
    await expectSuccess("drift", ["drift"], 0);
  });

  it("are enough, and those to write are necessary: recover --yes, recover --delete <id> --yes", async () => {
    const { world, killUp, expectRefusal, expectSuccess } = await createRestricted();
    const namesLeft = () => world.clients.simulator.clients.list().map(({ name }) => name);
    const deletionOf = (name: string) => ["recover", "--yes", "--delete", world.idsOf(name)[0] ?? ""];
    await killUp(["one"], 1);
    // The client is taken all the same: the next `pulumi up` of a login that may do so generates the secret.
    await expectRefusal("oauth:client:edit", ["recover", "--yes"]);
    await killUp(["one", "two"], 1);
    await expectRefusal("oauth:client:delete", deletionOf("two"));
    expect(namesLeft()).toEqual(["one", "two"]);
    await killUp(["one", "three"], 1);
    await expectSuccess("recover --delete <id> --yes", deletionOf("three"), 0);
    expect(namesLeft()).toEqual(["one", "two"]);
  });
});
