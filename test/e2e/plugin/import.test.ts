import { describe, expect, it } from "vitest";
import type { ClientSeed } from "../../../simulator/index.ts";
import { leakedSecrets } from "../../harness/leaks.ts";
import { executedChanges } from "../../harness/pulumi.ts";
import { APP, SERVICE } from "../../harness/sample-clients.ts";
import { CLIENT, QUIET, SECRET, summaryOf } from "../client-stack.ts";
import { createPluginStack, declare, stepsOf } from "./plugin-stack.ts";

const CLIENT_TYPE = "genesyscloud-oauth:index:OAuthClient";
const CREDENTIAL_TYPE = "genesyscloud-oauth:index:IntegrationCredential";
const KNOWN_SECRET = "the-secret-that-the-team-knows-already";
const PASSWORD = "a-password-that-no-client-has";
const NOBODY = "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e";

/** Nothing is to be confirmed, and code can't be generated for a program with this version of the engine. */
const IMPORT = ["--generate-code=false", "--yes", "--protect=false"];

describe("pulumi import", () => {
  it("takes in 50 clients without a write, and the next preview is empty; the program may tell a secret later", async () => {
    await using plugin = await createPluginStack();
    const { clients } = plugin;
    const names = Array.from({ length: 50 }, (_, index) => `app-${index}`);
    const ids = Object.fromEntries(
      names.map((name) => [name, plugin.live({ name, secret: `${KNOWN_SECRET} ${name}` })]),
    );
    const resources = names.map((name) => ({ type: CLIENT_TYPE, name, id: ids[name] }));
    clients.stack.writeProgram("imports.json", JSON.stringify({ resources }));
    (await clients.stack.run(["import", "--file", "imports.json", ...IMPORT])).succeeded();
    expect(await clients.ids()).toEqual(ids);
    const others = names.slice(1).map((name) => declare("OAuthClient", name, { ...APP, name }));
    plugin.write(...others, declare("OAuthClient", "app-0", { ...APP, name: "app-0" }));
    expect(await clients.noise()).toEqual(QUIET);

    const importedClientSecret = `${KNOWN_SECRET} app-0`;
    plugin.write(...others, declare("OAuthClient", "app-0", { ...APP, name: "app-0", importedClientSecret }));
    const up = (await clients.stack.up({ json: true })).succeeded();
    expect(summaryOf(executedChanges(up))).toEqual({ "app-0": "update importedClientSecret" });
    expect((await clients.stored())["app-0"]?.secret).toBe(importedClientSecret);
    expect(plugin.writes()).toEqual([]);
    expect(leakedSecrets(clients.simulator, clients.stack.backendText())).toEqual([]);
  });

  it("says what is wrong with the id; a second resource for one client can go without the client", async () => {
    await using plugin = await createPluginStack();
    const { simulator, stack } = plugin.clients;
    plugin.write(declare("OAuthClient", "app", APP));
    (await stack.up()).succeeded();
    const { app = "" } = await plugin.clients.ids();
    const missing = await stack.run(["import", CLIENT_TYPE, "missing", NOBODY, ...IMPORT]);
    expect(missing.code).not.toBe(0);
    expect(missing.output).toContain(`Cannot adopt OAuth client ${NOBODY}: it does not exist in this organisation`);
    // The engine tells the plugin of no other resource of the stack.
    (await stack.run(["import", CLIENT_TYPE, "twin", app, ...IMPORT])).succeeded();
    expect(await plugin.clients.ids()).toEqual({ app, twin: app });
    (await stack.up()).succeeded();
    expect(await plugin.clients.ids()).toEqual({ app });
    expect(simulator.clients.get(app)?.state).toBe("active");

    plugin.write();
    (await stack.up()).succeeded();
    expect(simulator.clients.list()).toEqual([]);
  });
});

describe("the option import", () => {
  it("takes a client over as it is, shows a difference as an update, and generates no secret", async () => {
    await using plugin = await createPluginStack();
    const { clients } = plugin;
    const { stack } = clients;
    const clientOf = {
      same: plugin.live(),
      differs: plugin.live(),
      version: plugin.live(),
      secret: plugin.live({ secret: KNOWN_SECRET }),
    };
    const argsOf = {
      same: APP,
      differs: { ...APP, description: "Ours" },
      version: { ...APP, secretVersion: 1 },
      secret: { ...APP, importedClientSecret: KNOWN_SECRET },
    };
    const names = ["same", "differs", "version", "secret"] as const;
    plugin.write(...names.map((name) => declare("OAuthClient", name, argsOf[name], { import: clientOf[name] })));
    const preview = await stack.preview({ json: true });
    expect(stepsOf(preview)).toEqual({
      same: ["import"],
      differs: ["import", "update description"],
      version: ["import", "update secretVersion"],
      secret: ["import", "update importedClientSecret"],
    });
    const up = (await stack.up({ diff: true })).succeeded();
    expect(plugin.writes()).toEqual([`PUT ${CLIENT.replace("{clientId}", clientOf.differs)}`]);
    expect(clients.simulator.clients.get(clientOf.differs)?.description).toBe("Ours");
    expect(await clients.stored()).toMatchObject({
      same: { id: clientOf.same, secret: "" },
      differs: { id: clientOf.differs, secret: "" },
      version: { id: clientOf.version, secret: "", outputs: { secretVersion: "1" } },
      secret: { id: clientOf.secret, secret: KNOWN_SECRET },
    });
    for (const { output } of [preview, up, await stack.exportStack()]) {
      expect(leakedSecrets(clients.simulator, output)).toEqual([]);
    }
    expect(leakedSecrets(clients.simulator, stack.backendText())).toEqual([]);
    expect(await clients.noise()).toEqual(QUIET);

    plugin.write(...names.map((name) => declare("OAuthClient", name, name === "secret" ? APP : argsOf[name])));
    (await stack.up({ expectNoChanges: true })).succeeded();
    expect((await clients.stored()).secret?.secret).toBe(KNOWN_SECRET);
  });

  it("records secretVersion also when the update of the same run fails, so that no later run generates a secret", async () => {
    await using plugin = await createPluginStack();
    const { clients } = plugin;
    const id = plugin.live();
    const fault = clients.simulator.faults.add({
      method: "PUT",
      route: CLIENT,
      times: Number.POSITIVE_INFINITY,
      action: { kind: "status", status: 400, message: "What is this?" },
    });
    plugin.write(declare("OAuthClient", "app", { ...APP, description: "Ours", secretVersion: 1 }, { import: id }));
    const failed = await clients.stack.up();
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain("What is this?");
    expect((await clients.stored()).app).toMatchObject({ id, outputs: { secretVersion: "1", description: "" } });
    fault.remove();
    (await clients.stack.up()).succeeded();
    expect(clients.simulator.log.count({ method: "POST", route: SECRET })).toBe(0);
    expect(clients.simulator.clients.get(id)?.description).toBe("Ours");
    expect(await clients.noise()).toEqual(QUIET);
  });

  it("is refused with the reason for each client that can't be taken over, and nothing is written", async () => {
    await using plugin = await createPluginStack();
    const { clients } = plugin;
    const owner = declare("OAuthClient", "owner", APP);
    plugin.write(owner);
    (await clients.stack.up()).succeeded();
    const ids = await clients.ids();
    const refusals: Record<string, { id: string; reason: string }> = {
      missing: { id: NOBODY, reason: "it does not exist in this organisation" },
      misread: { id: "App", reason: '"App" is not an OAuth client id' },
      deleted: {
        id: plugin.live({ state: "inactive", dateToDelete: "2099-01-01T00:00:00.000Z" }),
        reason: "it is deleted and will be gone for good on 2099-01-01",
      },
      disabled: { id: plugin.live({ state: "disabled" }), reason: "is disabled by Genesys Cloud and can't be changed" },
      foreign: {
        id: plugin.live({ description: "Theirs [pulumi:other/prod/app]" }),
        reason: "its ownership mark says that other/prod (app) manages it",
      },
      thief: { id: ids.owner ?? "", reason: "another resource of this stack already manages it" },
    };
    plugin.write(
      `const owner = ${owner}`,
      ...Object.entries(refusals).map(
        ([name, { id }]) =>
          // The owner comes first: the plugin learns of a client when the engine asks about its resource.
          `new genesys.OAuthClient("${name}", ${JSON.stringify(APP)}, { import: "${id}", dependsOn: [owner] });`,
      ),
    );
    clients.simulator.log.clear();
    const before = clients.simulator.clients.list();
    const up = await clients.stack.up({ args: ["--continue-on-error"] });
    expect(up.code).not.toBe(0);
    for (const { reason } of Object.values(refusals)) expect(up.output).toContain(reason);

    plugin.write(owner, declare("OAuthClient", "created", { ...APP, importedClientSecret: KNOWN_SECRET }));
    const preview = await clients.stack.preview();
    expect(preview.code).not.toBe(0);
    expect(preview.output).toContain("importedClientSecret is only for adopting an existing client");
    expect(preview.output).not.toContain(KNOWN_SECRET);
    expect(await clients.ids()).toEqual(ids);
    expect(clients.simulator.clients.list()).toEqual(before);
    expect(plugin.writes()).toEqual([]);
  });
});

describe("other resources", () => {
  it("a credential gets the fields of the program with one PUT; RotatingOAuthClient adopts both clients without a write", async () => {
    await using plugin = await createPluginStack({ secretConfig: { password: PASSWORD } });
    const { clients } = plugin;
    const { simulator, stack } = clients;
    const service: ClientSeed = {
      authorizedGrantType: "CLIENT-CREDENTIALS",
      roleDivisions: SERVICE.roles,
      registeredRedirectUri: [],
      scope: [],
    };
    const current = plugin.live({ ...service, name: "Service", secret: KNOWN_SECRET });
    const previous = plugin.live({ ...service, name: "Service (2)" });
    const [own, other] = ["Basic", "Theirs"].map((name) =>
      simulator.credentials.create({ name, type: "basicAuth", fields: { userName: "nobody", password: "unknown" } }),
    );
    (await stack.run(["import", CREDENTIAL_TYPE, "other", other?.id ?? "", ...IMPORT])).succeeded();
    expect(plugin.writes()).toEqual([]);
    const program = (options: { import?: string | undefined }, adopt?: object) =>
      plugin.write(
        `const fields = { userName: "robot", password: new pulumi.Config().requireSecret("password") };`,
        `new genesys.IntegrationCredential("own", { name: "Basic", type: "basicAuth", fields }, ${JSON.stringify(options)});`,
        `new genesys.IntegrationCredential("other", { name: "Theirs", type: "basicAuth", fields });`,
        `const service = ${declare("RotatingOAuthClient", "service", { ...SERVICE, rotation: 1, adopt })}`,
        "export const { current, previous } = service;",
      );
    program({ import: own?.id }, { current, currentSecret: KNOWN_SECRET, previous });
    const up = (await stack.up({ diff: true })).succeeded();
    const putTo = (id: string | undefined) => `PUT /api/v2/integrations/credentials/${id}`;
    expect(plugin.writes().sort()).toEqual([putTo(own?.id), putTo(other?.id)].sort());
    for (const { id, fields } of simulator.credentials.list()) {
      expect({ id, fields }).toEqual({ id, fields: { userName: "robot", password: PASSWORD } });
    }
    expect(await stack.outputs({ showSecrets: true })).toEqual({
      current: { clientId: current, clientSecret: KNOWN_SECRET },
      previous: { clientId: previous, clientSecret: "" },
    });
    for (const text of [up.output, (await stack.exportStack()).output, stack.backendText()]) {
      expect(leakedSecrets(simulator, text)).toEqual([]);
      expect(text).not.toContain(PASSWORD);
    }
    program({});
    expect(await clients.noise()).toEqual(QUIET);
  });
});
