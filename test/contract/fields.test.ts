import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { OAuthClientInputs, OAuthClientState } from "../../provider/model/oauth-client.ts";
import { provider } from "../../provider/runtime/index.ts";
import { DIVISION_IDS, ROLE_IDS, type Simulator, startSimulator } from "../../simulator/index.ts";
import { expectRefusal, loadSources } from "../provider/program/data-sources/program.ts";
import { compareFields, compareLists } from "./correspondence.ts";
import { AUTHORIZATION, CLIENT, SCOPE, USAGE_ROW } from "./models.ts";
import { OfficialSdk } from "./official-sdk.ts";
import { OPERATIONS } from "./operations.ts";
import { LAST_WEEK, PORTAL, SEED, SERVICE } from "./seed.ts";

const compared = new Map<string, number>();
let simulator: Simulator;
let sdk: OfficialSdk;

beforeAll(async () => {
  simulator = await startSimulator({ rateLimit: false, usagePollsUntilComplete: 1, seed: SEED });
  sdk = new OfficialSdk(simulator);
  await loadSources(simulator);
  await provider.configure({ config: { get: () => undefined, require: () => "" } });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await simulator.close();
});

function count(operation: string, fields: number): void {
  compared.set(operation, (compared.get(operation) ?? 0) + fields);
}

/** A client as a data source of a new run shows it. */
async function shown(clientId: string): Promise<object> {
  return (await loadSources(simulator)).getOAuthClient({ clientId });
}

/** What the outputs of the resource say of the client itself. */
function clientOf({
  clientSecret,
  organizationId,
  apiUrl,
  secretVersion,
  secretDate,
  ...client
}: OAuthClientState): object {
  return client;
}

describe("what the SDK gets is what this package shows", () => {
  it("of scopes", async () => {
    const { getOAuthScope, getOAuthScopes } = await loadSources(simulator);
    for (const acceptLanguage of ["en-us", "de"]) {
      const { entities } = await sdk.call("getOauthScopes", { acceptLanguage });
      count("getOauthScopes", compareLists((await getOAuthScopes({ acceptLanguage })).scopes, entities, SCOPE));
      const scope = await sdk.call("getOauthScope", "users:readonly", { acceptLanguage });
      count(
        "getOauthScope",
        compareFields(await getOAuthScope({ scopeId: "users:readonly", acceptLanguage }), scope, SCOPE),
      );
    }
  });

  it("of clients", async () => {
    const { getOAuthClients, getOAuthClient } = await loadSources(simulator);
    const { entities } = await sdk.call("getOauthClients");
    count("getOauthClients", compareLists((await getOAuthClients()).clients, entities, CLIENT));
    for (const clientId of [SERVICE, PORTAL]) {
      const answer = await sdk.call("getOauthClient", clientId);
      count("getOauthClient", compareFields(await getOAuthClient({ clientId }), answer, CLIENT));
    }
  });

  it("of authorizations", async () => {
    const { getOAuthAuthorizations, getOAuthAuthorization } = await loadSources(simulator);
    const { entities } = await sdk.call("getOauthAuthorizations");
    const { authorizations } = await getOAuthAuthorizations();
    count("getOauthAuthorizations", compareLists(authorizations, entities, AUTHORIZATION));
    const answer = await sdk.call("getOauthAuthorization", PORTAL);
    const ours = await getOAuthAuthorization({ clientId: PORTAL });
    count("getOauthAuthorization", compareFields(ours, answer, AUTHORIZATION));
  });

  it("of usage", async () => {
    const { getOAuthClientUsage, getOAuthClientUsageSummary } = await loadSources(simulator);
    const query = {
      interval: LAST_WEEK,
      granularity: "Day",
      groupBy: ["OAuthClientId", "OrganizationId", "TemplateUri", "HttpMethod"],
    } as const;
    const ofQuery = await sdk.call("postOauthClientUsageQuery", SERVICE, query);
    const rows = await resultsOf(ofQuery.executionId);
    const fields = compareLists((await getOAuthClientUsage({ clientId: SERVICE, ...query })).rows, rows, USAGE_ROW);
    count("postOauthClientUsageQuery", fields);
    count("getOauthClientUsageQueryResult", fields);
    const ofSummary = await sdk.call("getOauthClientUsageSummary", SERVICE, { days: 7 });
    const summary = await getOAuthClientUsageSummary({ clientId: SERVICE, days: 7 });
    count("getOauthClientUsageSummary", compareLists(summary.rows, await resultsOf(ofSummary.executionId), USAGE_ROW));
    expect(summary.totals).toEqual({
      ...{ status200: 6, status300: 3, status400: 6, status429: 9, status500: 12 },
      requests: 36,
    });
  });

  async function resultsOf(executionId: unknown): Promise<unknown> {
    const statuses: unknown[] = [];
    for (;;) {
      const { queryStatus, results } = await sdk.call("getOauthClientUsageQueryResult", executionId, SERVICE);
      statuses.push(queryStatus);
      if (queryStatus === "Running") continue;
      expect(statuses).toEqual(["Running", "Complete"]);
      return results;
    }
  }
});

describe("what one makes, the other finds", () => {
  const inputs: OAuthClientInputs = {
    name: "Automation",
    description: "made by the contract test",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    accessTokenValiditySeconds: 3600,
    roles: [{ roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.home }],
    state: "active",
  };
  const { roles, ...rest } = inputs;
  const request = { ...rest, roleDivisions: roles };

  it("of a client that the SDK creates, changes, rotates and deletes", async () => {
    const created = await sdk.call("postOauthClients", request);
    const id = String(created.id);
    count("postOauthClients", compareFields(await shown(id), created, CLIENT));
    const changed = await sdk.call("putOauthClient", id, { ...request, name: "Renamed", state: "inactive" });
    count("putOauthClient", compareFields(await shown(id), changed, CLIENT));
    const rotated = await sdk.call("postOauthClientSecret", id);
    expect([rotated.secret, rotated.secret === created.secret]).toEqual([simulator.clients.secretOf(id), false]);
    count("postOauthClientSecret", compareFields(await shown(id), rotated, CLIENT));
    await sdk.call("deleteOauthClient", id);
    await expectRefusal(shown(id), "NotFoundError");
    count("deleteOauthClient", 1);
  });

  it("of a client that the resource creates, changes, rotates and deletes", async () => {
    const { id, outs } = await provider.create(inputs);
    if (outs === undefined) throw new Error("The resource has no outputs.");
    const onServer = async () => sdk.call("getOauthClient", id);
    count("postOauthClients", compareFields(clientOf(outs), await onServer(), CLIENT));
    expect(outs.clientSecret).toBe(simulator.clients.secretOf(id));

    const changed = await provider.update(id, outs, { ...inputs, name: "Renamed", state: "inactive" });
    if (changed.outs === undefined) throw new Error("The resource has no outputs.");
    count("putOauthClient", compareFields(clientOf(changed.outs), await onServer(), CLIENT));

    const wanted = { ...inputs, name: "Renamed", state: "inactive", secretVersion: "2" };
    const rotated = await provider.update(id, changed.outs, wanted);
    if (rotated.outs === undefined) throw new Error("The resource has no outputs.");
    count("postOauthClientSecret", compareFields(clientOf(rotated.outs), await onServer(), CLIENT));
    expect(rotated.outs.clientSecret).toBe(simulator.clients.secretOf(id));
    expect(rotated.outs.clientSecret).not.toBe(outs.clientSecret);

    await provider.delete(id, rotated.outs);
    // The SDK rejects with the body of the answer.
    await expect(onServer()).rejects.toMatchObject({ status: 404, code: "not.found", entityId: id });
    count("deleteOauthClient", 1);
  });
});

describe("the contract", () => {
  it("holds in every operation that the SDK has", () => {
    const rows = OPERATIONS.map(({ sdk: name, request, function: performer, permission = "none" }) => {
      const fields = compared.get(name) ?? 0;
      return [request, performer.replaceAll("`", ""), permission, String(fields), fields > 0 ? "yes" : "NO"];
    });
    console.info(aligned([["operation", "function", "permission", "fields compared", "passed"], ...rows]));
    expect(sdk.operations.sort()).toEqual(OPERATIONS.map(({ sdk: name }) => name).sort());
    expect(rows.filter(([, , , , passed]) => passed !== "yes")).toEqual([]);
  });
});

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join(" | ")
        .trimEnd(),
    )
    .join("\n");
}
