import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommandResult } from "../harness/pulumi.ts";
import { APP, ROLE, SERVICE } from "../harness/sample-clients.ts";
import {
  type ClientStack,
  createClientStack,
  type DeclaredClients,
  FACES,
  type Face,
  MODULES,
  QUIET,
  settingKey,
} from "./client-stack.ts";

const NO_LOGIN = { GENESYSCLOUD_OAUTHCLIENT_ID: "", GENESYSCLOUD_OAUTHCLIENT_SECRET: "" };

/** Programs with a fault each, or several; every text must stand in the answer. */
const FAULTY_INPUTS: { fault: string; clients: DeclaredClients; named: RegExp[] }[] = [
  {
    fault: "several faults at once",
    clients: {
      client: {
        authorizedGrantType: "CLIENT_CREDENTIAL",
        accessTokenValiditySeconds: "1h",
        registeredRedirectUris: ["/callback"],
        scope: ["analytics"],
      },
    },
    named: [
      /'?name'?.*is required: write the name/,
      /authorizedGrantType.*did you mean CLIENT-CREDENTIALS\?/,
      /accessTokenValiditySeconds.*must be a number: write a whole number of seconds from 300 to 38880000/,
      /registeredRedirectUris\[0\].*is not absolute: write the whole URI/,
      /scope\b.*is not a property: did you mean scopes\?/,
    ],
  },
  {
    fault: "roles on a CODE client, and a validity of 299 seconds",
    clients: { client: { ...APP, roles: [ROLE], accessTokenValiditySeconds: 299 } },
    named: [
      /roles.*a CODE client acts for its users: remove roles/,
      /accessTokenValiditySeconds.*is out of range: write/,
    ],
  },
  {
    fault: "scopes and no roles on CLIENT-CREDENTIALS",
    clients: { client: { ...SERVICE, roles: [], scopes: ["analytics"] } },
    named: [
      /roles.*needs at least one role: write roles: \[\{/,
      /scopes.*takes its permissions from roles: remove scopes/,
    ],
  },
];

const FAULTY_CONFIGURATIONS: { fault: string; env: Record<string, string>; named: RegExp[] }[] = [
  {
    fault: "no credentials",
    env: NO_LOGIN,
    named: [
      /genesyscloud:oauthClientId \(GENESYSCLOUD_OAUTHCLIENT_ID\)/,
      /genesyscloud:accessToken \(GENESYSCLOUD_ACCESS_TOKEN\)/,
    ],
  },
  {
    fault: "an unknown region",
    env: { GENESYSCLOUD_REGION: "eu-west-11" },
    named: [/Unknown region "eu-west-11" in genesyscloud:region \(GENESYSCLOUD_REGION\); did you mean eu-west-1\?/],
  },
  {
    fault: "http to another machine",
    env: { GENESYSCLOUD_API_URL: "http://api.example.com" },
    named: [/genesyscloud:apiUrl \(GENESYSCLOUD_API_URL\) uses http for api\.example\.com/],
  },
  {
    fault: "both a token and a login",
    env: { GENESYSCLOUD_ACCESS_TOKEN: "a-ready-token" },
    named: [
      /Both a ready token and a login are set; remove one/,
      /genesyscloud:accessToken/,
      /genesyscloud:oauthClientSecret/,
    ],
  },
];

const REFUSED_IDS = ["../../../tokens/me", "a?b=c#d", "not-a-uuid"];

/** Both faces check with the same code: with the plugin, one case each shows that its answer arrives. */
const CASES = {
  dynamic: { inputs: FAULTY_INPUTS, configurations: FAULTY_CONFIGURATIONS, ids: REFUSED_IDS },
  plugin: {
    inputs: FAULTY_INPUTS.slice(0, 1),
    configurations: FAULTY_CONFIGURATIONS.slice(-1),
    ids: REFUSED_IDS.slice(0, 1),
  },
};

/** The same words with the names that the settings have in the stack configuration of a face. */
function inWordsOf(face: Face, named: readonly RegExp[]): RegExp[] {
  return named.map(({ source }) => new RegExp(source.replaceAll("genesyscloud:", settingKey(face, ""))));
}

/** Fails with an answer that holds every text, is given once, and shows no JavaScript stack. */
function expectClearRefusal(result: CommandResult, named: RegExp[]): void {
  expect(result.code, result.output).not.toBe(0);
  for (const text of named) expect(result.output).toMatch(text);
  expect(result.output).not.toMatch(/^\s+at .*[:(]/m);
  expect(result.output).not.toMatch(/node:internal|unhandled|undefined/i);
}

describe.each(FACES)("bad input, %s face", (face) => {
  let clients: ClientStack;

  beforeAll(async () => {
    clients = await createClientStack({ face });
    await clients.apply({ client: APP });
  });

  afterAll(async () => {
    await clients[Symbol.asyncDispose]();
  });

  describe.each(CASES[face].inputs)("$fault", ({ clients: declared, named }) => {
    it("fails the preview before any request, naming property and remedy", async () => {
      clients.declare(declared);
      clients.simulator.log.clear();
      expectClearRefusal(await clients.stack.preview(), named);
      expect(clients.simulator.log.count()).toBe(0);
    });
  });

  it("fails an up the same way, and changes nothing", async () => {
    const state = await clients.stored();
    const { clients: declared = {}, named = [] } = FAULTY_INPUTS.at(-1) ?? {};
    clients.declare(declared);
    clients.simulator.log.clear();
    expectClearRefusal(await clients.stack.up(), named);
    expect(clients.simulator.log.count()).toBe(0);
    expect(await clients.stored()).toEqual(state);
  });

  describe.each(CASES[face].configurations)("$fault", ({ env, named }) => {
    it("is one error that names the keys, before any request", async () => {
      clients.declare({ client: APP });
      clients.simulator.log.clear();
      const preview = await clients.stack.preview({ env });
      expectClearRefusal(preview, inWordsOf(face, named));
      expect(preview.output).not.toContain("a-ready-token");
      expect(clients.simulator.log.count()).toBe(0);
    });
  });

  it("no credentials in a refresh, which runs no program, is the same one error", async () => {
    clients.simulator.log.clear();
    const refresh = await clients.stack.refresh({ previewOnly: true, env: NO_LOGIN });
    expectClearRefusal(refresh, inWordsOf(face, FAULTY_CONFIGURATIONS[0]?.named ?? []));
    expect(clients.simulator.log.count()).toBe(0);
  });

  it("leaves the state as it was: the right program then converges", async () => {
    clients.declare({ client: APP });
    expect(await clients.noise()).toEqual(QUIET);
  });
});

describe.each(FACES)("a client id for get that is none, %s face", (face) => {
  const program = {
    file: "index.mjs",
    source: `import { OAuthClient } from "${MODULES[face]}";
export const { name } = OAuthClient.get("client", process.env.CLIENT_ID);
`,
  } as const;
  let clients: ClientStack;

  beforeAll(async () => {
    clients = await createClientStack({ face, program });
  });

  afterAll(async () => {
    await clients[Symbol.asyncDispose]();
  });

  it.each(CASES[face].ids)("such as %s is refused before a URL is built", async (id) => {
    clients.simulator.log.clear();
    const preview = await clients.stack.preview({ env: { CLIENT_ID: id } });
    expectClearRefusal(preview, [/is not an OAuth client id. Client ids are UUIDs/]);
    expect(preview.output).toContain(JSON.stringify(id));
    // Whose token it is may be asked; nothing may be built from the id.
    expect(
      clients.simulator.log.all().filter(({ route }) => !/^\/(oauth\/token|api\/v2\/tokens\/me)$/.test(route)),
    ).toEqual([]);
  });

  it("while a right one reads the client, which stays untouched", async () => {
    const { id } = clients.simulator.clients.create({ name: "Made elsewhere" });
    clients.simulator.log.clear();
    (await clients.stack.up({ env: { CLIENT_ID: id } })).succeeded();
    expect(await clients.stack.outputs()).toEqual({ name: "Made elsewhere" });
    expect(clients.simulator.log.count({ method: "PUT" })).toBe(0);
    (await clients.stack.destroy({ env: { CLIENT_ID: id } })).succeeded();
    expect(clients.simulator.clients.get(id)).toBeDefined();
  });
});

describe.each(FACES)("values that are not known yet, %s face", (face) => {
  it("pass the preview wherever they stand, and arrive in the up", async () => {
    const source = `import * as pulumi from "@pulumi/pulumi";
import { OAuthClient } from "${MODULES[face]}";
const first = new OAuthClient("first", ${JSON.stringify(APP)});
const second = new OAuthClient("second", {
  ...${JSON.stringify(APP)},
  name: pulumi.interpolate\`After \${first.clientId}\`,
  description: first.dateCreated,
  registeredRedirectUris: ["https://app.example.com", pulumi.interpolate\`https://\${first.clientId}.example.com\`],
  scopes: first.clientId.apply(() => ["analytics:readonly"]),
  secretVersion: first.clientId,
  extraProperties: { owner: first.clientId },
});
new OAuthClient("third", {
  ...${JSON.stringify(SERVICE)},
  roles: [{ roleId: first.clientId.apply(() => ${JSON.stringify(ROLE.roleId)}), divisionId: second.clientId.apply(() => "*") }],
});
`;
    await using clients = await createClientStack({ face, program: { file: "index.mjs", source } });
    (await clients.stack.preview()).succeeded();
    expect(clients.simulator.clients.list()).toEqual([]);
    (await clients.stack.up()).succeeded();
    const [first, second, third] = clients.simulator.clients.list();
    expect(second).toMatchObject({
      name: `After ${first?.id}`,
      registeredRedirectUri: ["https://app.example.com", `https://${first?.id}.example.com`].sort(),
      owner: first?.id,
    });
    expect(third?.roleDivisions).toEqual([{ roleId: ROLE.roleId, divisionId: "*" }]);
    expect(await clients.noise()).toEqual(QUIET);
  });
});
