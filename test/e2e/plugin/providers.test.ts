import { describe, expect, it } from "vitest";
import { DEFAULT_LOGIN, type Simulator, startSimulator } from "../../../simulator/index.ts";
import { leakedSecrets } from "../../harness/leaks.ts";
import { type CommandResult, createStack, executedChanges } from "../../harness/pulumi.ts";
import { APP } from "../../harness/sample-clients.ts";
import { anHourAgo, QUIET, summaryOf } from "../client-stack.ts";
import { createPluginStack, declare, type PluginStack, stepsOf } from "./plugin-stack.ts";

const EUROPE = { id: "11111111-92a1-4f58-8d3c-6e7f8a9b0c1d", name: "Europe" };
const ASIA = { id: "99999999-92a1-4f58-8d3c-6e7f8a9b0c1d", name: "Asia" };
const ONLY_IN_ASIA = { id: "22222222-4b5e-4f60-9a71-82b3c4d5e6f7", name: "Only in Asia", permissions: [] };
const EVERYTHING = { id: "11111111-4b5e-4f60-9a71-82b3c4d5e6f7", name: "Everything", permissions: ["*"] };

const hostOf = ({ url }: Simulator) => ({ apiUrl: url, loginUrl: url });
const loginTo = (simulator: Simulator) => ({
  ...hostOf(simulator),
  oauthClientId: DEFAULT_LOGIN.clientId,
  oauthClientSecret: DEFAULT_LOGIN.clientSecret,
});
const provider = (name: string, settings: object) =>
  `const ${name} = new genesys.Provider("${name}", ${JSON.stringify(settings)});`;
const client = (name: string, args: object, of: string) =>
  `new genesys.OAuthClient("${name}", ${JSON.stringify(args)}, { provider: ${of} });`;
const namesOf = ({ clients }: Simulator) => clients.list().map(({ name }) => name);
const writesTo = ({ log }: Simulator) =>
  log.all().filter(({ method, path }) => method !== "GET" && path !== "/oauth/token").length;

interface TwoOrganisations extends AsyncDisposable {
  readonly plugin: PluginStack;
  readonly europe: Simulator;
  readonly asia: Simulator;
}

async function startTwoOrganisations(): Promise<TwoOrganisations> {
  const asia = await startSimulator({ organization: ASIA, clock: anHourAgo });
  try {
    const plugin = await createPluginStack({ organization: EUROPE });
    return {
      plugin,
      europe: plugin.clients.simulator,
      asia,
      async [Symbol.asyncDispose]() {
        await plugin[Symbol.asyncDispose]();
        await asia.close();
      },
    };
  } catch (error) {
    await asia.close();
    throw error;
  }
}

function expectNoLeak(simulators: readonly Simulator[], ...texts: readonly string[]): void {
  for (const text of texts) {
    for (const simulator of simulators) expect(leakedSecrets(simulator, text)).toEqual([]);
  }
}

describe("two explicit providers", () => {
  it("manage clients of two organisations in one program; their secrets are encrypted; other credentials change nothing", async () => {
    await using world = await startTwoOrganisations();
    const { plugin, europe, asia } = world;
    const { stack } = plugin.clients;
    const resources = [
      client("here", { ...APP, name: "Here" }, "europe"),
      client("there", { ...APP, name: "There" }, "asia"),
    ];
    plugin.write(provider("europe", loginTo(europe)), provider("asia", loginTo(asia)), ...resources);
    const up = (await stack.up({ diff: true })).succeeded();
    expect({ europe: namesOf(europe), asia: namesOf(asia) }).toEqual({ europe: ["Here"], asia: ["There"] });
    const stored = await plugin.clients.stored();
    expect(stored).toMatchObject({
      here: { outputs: { organizationId: EUROPE.id, apiUrl: europe.url } },
      there: { outputs: { organizationId: ASIA.id, apiUrl: asia.url } },
    });
    expectNoLeak([europe, asia], up.output, (await stack.exportStack()).output, stack.backendText());

    const writes = () => writesTo(europe) + writesTo(asia);
    const before = writes();
    const token = { ...hostOf(asia), accessToken: asia.issueToken() };
    plugin.write(provider("europe", loginTo(europe)), provider("asia", token), ...resources);
    const preview = await stack.preview({ json: true });
    expect(stepsOf(preview)).toEqual({ asia: ["update accessToken oauthClientId oauthClientSecret"] });
    const changed = (await stack.up({ json: true })).succeeded();
    expect(summaryOf(executedChanges(changed))).toEqual({ asia: "update accessToken oauthClientId oauthClientSecret" });
    expect(await plugin.clients.stored()).toEqual(stored);
    expectNoLeak(
      [europe, asia],
      preview.output,
      withoutTrace(changed),
      (await stack.exportStack()).output,
      stack.backendText(),
    );

    plugin.write(provider("europe", loginTo(europe)), provider("asia", loginTo(europe)), ...resources);
    for (const { code, output } of [await stack.preview(), await stack.up(), await stack.up({ refresh: true })]) {
      expect(code).not.toBe(0);
      expect(output).toContain(`The state belongs to ${asia.url}, but the configuration leads to ${europe.url}`);
    }
    expect(Object.keys(await plugin.clients.stored()).sort()).toEqual(["here", "there"]);
    expect({ writes: writes(), europe: namesOf(europe), asia: namesOf(asia) }).toEqual({
      writes: before,
      europe: ["Here"],
      asia: ["There"],
    });
  });

  it("answer data sources, each for its organisation", async () => {
    await using world = await startTwoOrganisations();
    const { plugin, europe, asia } = world;
    asia.roles.add(ONLY_IN_ASIA);
    const role = (of: string) =>
      `genesys.getAuthorizationRoleOutput({ name: "${ONLY_IN_ASIA.name}" }, { provider: ${of} })`;
    const providers = [provider("europe", loginTo(europe)), provider("asia", loginTo(asia))];
    plugin.write(...providers, `export const roleId = ${role("asia")}.id;`);
    (await plugin.clients.stack.up()).succeeded();
    expect(await plugin.clients.stack.outputs()).toEqual({ roleId: ONLY_IN_ASIA.id });
    plugin.write(...providers, `export const roleId = ${role("europe")}.id;`);
    const failed = await plugin.clients.stack.preview();
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain(ONLY_IN_ASIA.name);
  });
});

describe("the settings of a provider", () => {
  it("are refused with a suggestion when there is no such setting or no such region", async () => {
    await using plugin = await createPluginStack();
    const { simulator, stack } = plugin.clients;
    for (const [settings, suggestion] of [
      [{ ...loginTo(simulator), apiURL: simulator.url }, "apiURL is not a setting: did you mean apiUrl?"],
      [{ region: "eu-wset-1" }, 'Unknown region "eu-wset-1" in genesyscloud-oauth:region'],
    ] as const) {
      plugin.write(provider("wrong", settings), client("app", APP, "wrong"));
      const { code, output } = await stack.preview();
      expect(code).not.toBe(0);
      expect(output).toContain(suggestion);
      expect(output).toMatch(/did you mean (apiUrl|eu-west-1)\?/);
      expect(leakedSecrets(simulator, output)).toEqual([]);
    }
    expect(simulator.log.all()).toEqual([]);
  });

  it("may come from a resource of the same program: preview works while they are unknown, up uses them", async () => {
    await using plugin = await createPluginStack();
    const { simulator, stack } = plugin.clients;
    simulator.roles.add(EVERYTHING);
    const write = (secretVersion: number) =>
      plugin.write(
        `const login = new genesys.OAuthClient("login", ${JSON.stringify({
          name: "Login",
          authorizedGrantType: "CLIENT-CREDENTIALS",
          roles: [{ roleId: EVERYTHING.id }],
          secretVersion,
        })});`,
        `const own = new genesys.Provider("own", {
          ...${JSON.stringify(hostOf(simulator))}, oauthClientId: login.clientId, oauthClientSecret: login.clientSecret,
        });`,
        client("made", APP, "own"),
      );
    write(1);
    expect(stepsOf(await stack.preview({ json: true }))).toEqual({
      login: ["create"],
      own: ["create"],
      made: ["create"],
    });
    (await stack.up()).succeeded();
    const { login, made } = await plugin.clients.stored();
    expect(made?.outputs.createdBy).toBe(login?.id);
    expect(await plugin.clients.noise()).toEqual(QUIET);

    write(2);
    // The engine itself plans an update of everything whose provider it doesn't know, and says so.
    expect(stepsOf(await stack.preview({ json: true }))).toEqual({
      login: ["update secretVersion"],
      own: ["update oauthClientSecret"],
      made: ["update"],
    });
    const up = (await stack.up({ json: true })).succeeded();
    expect(summaryOf(executedChanges(up))).toEqual({
      login: "update secretVersion",
      own: "update oauthClientSecret",
    });
    expect(await plugin.clients.noise()).toEqual(QUIET);
    expectNoLeak([simulator], stack.backendText());
  });
});

describe("a stack that is configured for the dynamic face", () => {
  it("is refused with the commands that rename its settings, and they work", async () => {
    const simulator = await startSimulator({ clock: anHourAgo });
    const { oauthClientSecret, ...settings } = loginTo(simulator);
    const config = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`genesyscloud:${key}`, value]));
    const program = `import { OAuthClient } from "pulumi-genesyscloud-oauth/plugin";\n${declare("OAuthClient", "app", APP).replace("genesys.", "")}`;
    await using stack = await createStack({
      program: { file: "index.mjs", source: program },
      config,
      secretConfig: { "genesyscloud:oauthClientSecret": oauthClientSecret },
    });
    try {
      const refused = await stack.up();
      expect(refused.code).not.toBe(0);
      expect(refused.output).toContain("Run these commands, then run Pulumi again");
      expect(simulator.log.all()).toEqual([]);
      const commands = refused.output.split("\n").filter((line) => /^ +pulumi config /.test(line));
      expect(new Set(commands).size).toBe(4);
      const renamed = await stack.execute("sh", ["-ec", [...new Set(commands)].join("\n")]);
      renamed.succeeded();
      (await stack.up()).succeeded();
      expect(namesOf(simulator)).toEqual([APP.name]);
      const file = await stack.execute("cat", ["Pulumi.test.yaml"]);
      expect(file.output).toContain("genesyscloud-oauth:oauthClientSecret");
      expectNoLeak([simulator], refused.output, renamed.output, file.output, stack.backendText());
    } finally {
      await simulator.close();
    }
  });
});

/** Lines in which Pulumi itself tells what its Node SDK sends (a debug event in `up --json`). Nothing of ours writes them. */
function withoutTrace({ output }: CommandResult): string {
  const trace = /RegisterResource RPC finished: |arshaling property for RPC\[/;
  return output
    .split("\n")
    .filter((line) => !trace.test(line))
    .join("\n");
}
