import { describe, expect, it } from "vitest";
import { leakedSecrets } from "../harness/leaks.ts";
import { placePolicyPack } from "../harness/policy-pack.ts";
import { APP, SERVICE } from "../harness/sample-clients.ts";
import { type ClientStack, createClientStack, FACES } from "./client-stack.ts";

const EXAMPLE = "policy-pack";
const GOOD = { ...APP, accessTokenValiditySeconds: 3600, secretVersion: 1 };
const UNROTATED = { ...SERVICE, accessTokenValiditySeconds: 3600 };
const BAD = {
  ...GOOD,
  authorizedGrantType: "TOKEN",
  accessTokenValiditySeconds: 86_400,
  registeredRedirectUris: ["http://app.example.com/"],
};

/** How many clients Genesys Cloud was asked to create. */
const creations = ({ simulator }: ClientStack) =>
  simulator.log.all().filter(({ method, route }) => method === "POST" && route !== "/oauth/token").length;

const namesOf = ({ simulator }: ClientStack) => simulator.clients.list().map(({ name }) => name);

/** Each violation with its level, its rule and its resource. */
function violationsIn(output: string): readonly string[] {
  const lines = output.matchAll(/- \[(\w+)\].* (oauth-client-[\w-]+) +\(.*: ([\w-]+)\)$/gm);
  return [...lines].map(([, level, rule, resource]) => `${level} ${rule} ${resource}`).sort();
}

describe.each(FACES)("examples/policy-pack with the face %s", (face) => {
  it("refuses a violation before anything is created, and otherwise only warns where it is told to", async () => {
    await using clients = await createClientStack({ face });
    const { args, env } = await placePolicyPack(clients.stack, EXAMPLE);
    clients.declare({ good: GOOD, bad: BAD, scim: { ...GOOD, accessTokenValiditySeconds: 38_880_000 } });
    const refused = await clients.stack.run(["up", "--yes", ...args], { env });
    expect(refused.code, refused.output).toBe(1);
    expect(violationsIn(refused.output)).toEqual([
      "mandatory oauth-client-insecure-redirect-uri bad",
      "mandatory oauth-client-long-validity bad",
      "mandatory oauth-client-token-grant bad",
    ]);
    expect(refused.output).toContain('OAuthClient "bad": accessTokenValiditySeconds is 86400. Write 3600 or less.');
    expect(creations(clients)).toBe(0);

    clients.declare({ good: GOOD, unrotated: UNROTATED });
    const up = (await clients.stack.up({ args, env })).succeeded();
    expect(violationsIn(up.output)).toEqual(["advisory oauth-client-unrotated-secret unrotated"]);
    expect(namesOf(clients).sort()).toEqual([GOOD.name, UNROTATED.name].sort());
    expect(leakedSecrets(clients.simulator, refused.output + up.output)).toEqual([]);
  });
});

const ID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

/** A client whose redirect URI is known only once the component has been created, and one that the stack only reads. */
const DEPENDENT = `import { OAuthClient, RotatingOAuthClient } from "pulumi-genesyscloud-oauth";
const service = new RotatingOAuthClient("service", { ...${JSON.stringify(UNROTATED)}, rotation: 1 });
OAuthClient.get("foreign", "${ID}");
new OAuthClient("app", {
  ...${JSON.stringify(GOOD)},
  registeredRedirectUris: [service.current.clientId.apply((id) => "http://app.example.com/" + id)],
});
`;

it("refuses what only the update knows, and accepts the clients of a RotatingOAuthClient and clients that are only read", async () => {
  await using clients = await createClientStack({
    program: { file: "index.mjs", source: DEPENDENT },
    seed: { clients: [{ id: ID, name: "Foreign", authorizedGrantType: "TOKEN" }] },
  });
  const { args, env } = await placePolicyPack(clients.stack, EXAMPLE, {
    "oauth-client-unrotated-secret": "mandatory",
    "oauth-client-long-validity": { maximumSeconds: 300, except: ["service", "app"] },
  });
  const { code, output } = await clients.stack.run(["up", "--yes", ...args], { env });
  expect(code, output).toBe(1);
  const [preview = "", update = ""] = output.split(/^Updating /m);
  expect(violationsIn(preview)).toEqual([]);
  expect(preview).not.toContain("can't run policy");
  expect(violationsIn(update)).toEqual(["mandatory oauth-client-insecure-redirect-uri app"]);
  expect(namesOf(clients).sort()).toEqual(["Foreign", "Service", "Service (2)"]);
  expect(leakedSecrets(clients.simulator, output)).toEqual([]);
});
