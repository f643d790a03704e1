import { expect, it } from "vitest";
import { DATA_SOURCES } from "../../../provider/data-sources/index.ts";
import { leakedSecrets } from "../../harness/leaks.ts";
import { createClientStack, MODULES } from "../client-stack.ts";

const ID = "c0ffee00-0000-4000-8000-000000000002";

/** A question to every data source. */
const QUESTIONS: readonly (readonly [name: string, args: object])[] = [
  ["getOAuthScopes", { acceptLanguage: "de" }],
  ["getOAuthScope", { scopeId: "users:readonly" }],
  ["getOAuthClient", { clientId: ID }],
  ["getOAuthClients", { state: "active" }],
  ["getOAuthAuthorizations", {}],
  ["getOAuthAuthorization", { clientId: ID }],
  [
    "getOAuthClientUsage",
    { clientId: ID, interval: "2026-10-01T00:00:00Z/2026-11-01T00:00:00Z", groupBy: ["HttpMethod"] },
  ],
  ["getOAuthClientUsageSummary", { clientId: ID, days: 30 }],
  ["getAuthorizationRole", { name: "employee" }],
  ["getAuthorizationDivision", { home: true }],
];

/** Asks each question twice: in the plain form, and in the Output form. */
const ASKS_BOTH_FACES = `
import * as pulumi from "@pulumi/pulumi";
import * as dynamicFace from "${MODULES.dynamic}";
import * as pluginFace from "${MODULES.plugin}";
const questions = ${JSON.stringify(QUESTIONS)};
const ask = async (face, form) =>
  Object.fromEntries(await Promise.all(questions.map(async ([name, args]) => [name, await form(face, name, args)])));
const plain = (face, name, args) => face[name](args);
const output = (face, name, args) =>
  new Promise((resolve) => face[\`\${name}Output\`](wrapped(args)).apply(resolve));
const wrapped = (args) => Object.fromEntries(Object.entries(args).map(([key, value]) => [key, pulumi.output(value)]));
const refused = (face) => face.getOAuthScope({ scopeID: "users" }).catch(({ message }) => message);
const missing = (face) => face.getOAuthScope({ scopeId: "nonsense" }).catch(({ message }) => message);
export const dynamicAnswers = await ask(dynamicFace, plain);
export const pluginAnswers = await ask(pluginFace, plain);
export const dynamicOutputs = await ask(dynamicFace, output);
export const pluginOutputs = await ask(pluginFace, output);
export const refusals = [await refused(dynamicFace), await refused(pluginFace)];
export const failures = [await missing(dynamicFace), await missing(pluginFace)];
`;

it("both faces give the same answer to every question, in both forms, and the plugin asks Genesys Cloud once", async () => {
  expect(QUESTIONS.map(([name]) => name).sort()).toEqual(DATA_SOURCES.map(({ name }) => name).sort());
  await using clients = await createClientStack({
    program: { file: "index.mjs", source: ASKS_BOTH_FACES },
    usagePollsUntilComplete: 0,
    seed: {
      clients: [
        { id: ID, name: "Portal", scope: ["users"], secret: "the-secret-of-the-portal-client", description: "Own" },
        { name: "Service", authorizedGrantType: "CLIENT-CREDENTIALS" },
      ],
      authorizations: [{ clientId: ID }],
    },
  });
  const up = (await clients.stack.up()).succeeded();
  const { dynamicAnswers, pluginAnswers, dynamicOutputs, pluginOutputs, refusals, failures } =
    await clients.stack.outputs();
  expect(pluginAnswers).toEqual(dynamicAnswers);
  expect(pluginOutputs).toEqual(dynamicAnswers);
  expect(dynamicOutputs).toEqual(dynamicAnswers);
  for (const [name] of QUESTIONS) expect(dynamicAnswers).toHaveProperty(name, expect.anything());
  for (const message of refusals as string[]) expect(message).toContain("did you mean scopeId?");
  for (const message of failures as string[]) expect(message).toContain("there is no such scope (HTTP 404");
  // Once for each face.
  const counts = clients.simulator.log.table();
  expect(counts["GET /api/v2/oauth/scopes"]).toBe(2);
  expect(counts["GET /api/v2/oauth/clients"]).toBe(2);
  for (const text of [up.output, clients.stack.backendText()]) {
    expect(leakedSecrets(clients.simulator, text)).toEqual([]);
  }
});
