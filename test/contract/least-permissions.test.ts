import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as functions from "../../provider/index.ts";
import { adoptOAuthClient } from "../../provider/lifecycle/adopt.ts";
import { createOAuthClient } from "../../provider/lifecycle/create.ts";
import { deleteOAuthClient } from "../../provider/lifecycle/delete.ts";
import { createCredential } from "../../provider/lifecycle/integration-credential/create.ts";
import { deleteCredential } from "../../provider/lifecycle/integration-credential/delete.ts";
import { readCredential } from "../../provider/lifecycle/integration-credential/read.ts";
import { updateCredential } from "../../provider/lifecycle/integration-credential/update.ts";
import { readOAuthClient } from "../../provider/lifecycle/read.ts";
import { updateOAuthClient } from "../../provider/lifecycle/update.ts";
import type { SimulatorOptions } from "../../simulator/index.ts";
import { APP } from "../harness/sample-clients.ts";
import * as credentials from "../provider/lifecycle/integration-credential/credential-world.ts";
import { canonical, createdBefore, startWorld } from "../provider/lifecycle/lifecycle-world.ts";
import { type DataSources, startProgram } from "../provider/program/data-sources/program.ts";
import { failureOf } from "../support/failures.ts";
import { leastPermissionsTable, OF_CLIENTS, OF_CREDENTIALS, OF_FUNCTIONS } from "./least-permissions.ts";
import { RestrictedLogin } from "./restricted-login.ts";

const ID = "c0ffee00-0000-4000-8000-000000000002";

/** What can be asked of a fresh world, each time with the permissions that the login then has. */
type Ask = () => Promise<unknown>;

/** With these permissions alone it succeeds, and without any one of them it fails and names it. */
async function expectNeeds(
  needs: readonly string[],
  prepare: (options: SimulatorOptions) => Promise<{ readonly ask: Ask } & AsyncDisposable>,
): Promise<void> {
  const login = new RestrictedLogin();
  {
    await using world = await prepare({ logins: [login.seed] });
    login.allow(needs);
    await world.ask();
  }
  for (const permission of needs) {
    login.allowAll();
    await using world = await prepare({ logins: [login.seed] });
    login.allowAllBut(permission);
    const error = await failureOf(world.ask());
    expect(error.message).toContain(`needs a role with the permission ${permission}`);
  }
}

/** A world in which a client exists, and what is done with it. */
async function clientWorld(options: SimulatorOptions, use: keyof typeof OF_CLIENTS) {
  const world = await startWorld(options);
  const state = await createdBefore(world);
  const id = state.clientId;
  const uses: Record<typeof use, Ask> = {
    created: () => createOAuthClient(world.process(), canonical({ ...APP, name: "Another" })),
    "read (refresh, `OAuthClient.get`) or adopted": async () => {
      await readOAuthClient(world.process(), id, state);
      await adoptOAuthClient(world.process(), canonical(APP), id);
    },
    changed: () => updateOAuthClient(world.process(), id, state, canonical({ ...APP, name: "Renamed" })),
    "given a new secret": () =>
      updateOAuthClient(world.process(), id, state, canonical({ ...APP, secretVersion: "another" })),
    deleted: () => deleteOAuthClient(world.process(), id, state),
  };
  return { ask: uses[use], [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

/** The same with an integration credential. */
async function credentialWorld(options: SimulatorOptions, use: keyof typeof OF_CREDENTIALS) {
  const world = await credentials.startCredentialWorld(options);
  const state = await credentials.createdBefore(world);
  const id = state.credentialId;
  const uses: Record<typeof use, Ask> = {
    created: () =>
      createCredential(world.process(), credentials.canonical({ ...credentials.DATA_ACTIONS, name: "Another" })),
    "read (refresh)": () => readCredential(world.process(), id, state),
    adopted: () =>
      createCredential(world.process(), credentials.canonical({ ...credentials.DATA_ACTIONS, importId: id })),
    changed: () =>
      updateCredential(
        world.process(),
        id,
        state,
        credentials.canonical({ ...credentials.DATA_ACTIONS, fields: credentials.NEW_FIELDS }),
      ),
    deleted: () => deleteCredential(world.process(), id, state),
  };
  return { ask: uses[use], [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

const QUESTIONS: Record<keyof typeof OF_FUNCTIONS, (sources: DataSources) => Promise<unknown>> = {
  getOAuthScopes: (sources) => sources.getOAuthScopes(),
  getOAuthScope: (sources) => sources.getOAuthScope({ scopeId: "users" }),
  getAuthorizationDivision: (sources) => sources.getAuthorizationDivision({ name: "Sales" }),
  getOAuthClients: (sources) => sources.getOAuthClients(),
  getOAuthClient: (sources) => sources.getOAuthClient({ name: "Portal" }),
  getOAuthClientUsage: (sources) => sources.getOAuthClientUsage({ clientId: ID, days: 7 }),
  getOAuthClientUsageSummary: (sources) => sources.getOAuthClientUsageSummary({ clientId: ID }),
  getOAuthAuthorizations: (sources) => sources.getOAuthAuthorizations(),
  getOAuthAuthorization: (sources) => sources.getOAuthAuthorization({ clientId: ID }),
  getAuthorizationRole: (sources) => sources.getAuthorizationRole({ name: "employee" }),
};

describe("the least permissions", () => {
  it.each(keysOf(OF_CLIENTS))("are enough, and each is necessary: OAuthClient, %s", async (use) => {
    await expectNeeds(OF_CLIENTS[use], (options) => clientWorld(options, use));
  });

  it.each(keysOf(OF_CREDENTIALS))("are enough, and each is necessary: IntegrationCredential, %s", async (use) => {
    await expectNeeds(OF_CREDENTIALS[use], (options) => credentialWorld(options, use));
  });

  it.each(keysOf(OF_FUNCTIONS))("are enough, and each is necessary: %s", async (name) => {
    const seed = { clients: [{ id: ID, name: "Portal" }], authorizations: [{ clientId: ID }] };
    await expectNeeds(OF_FUNCTIONS[name], async (options) => {
      const program = await startProgram({ ...options, seed });
      const ask = () => QUESTIONS[name](program.sources);
      return { ask, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
    });
  });

  it("are told of every function that the package has", () => {
    const all = Object.keys(functions).filter((name) => /^get[A-Z]/.test(name) && !name.endsWith("Output"));
    expect(Object.keys(OF_FUNCTIONS).toSorted()).toEqual(all.toSorted());
  });

  it("stand in SECURITY.md", () => {
    console.info(leastPermissionsTable());
    const page = readFileSync(new URL("../../SECURITY.md", import.meta.url), "utf8");
    const [, shown] = page.split(/<!-- \/?permissions -->/);
    expect(shown?.trim()).toBe(leastPermissionsTable());
  });
});

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(record) as Key[];
}
