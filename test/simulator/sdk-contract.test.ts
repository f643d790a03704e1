import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DEFAULT_LOGIN, DIVISION_IDS, ROLE_IDS, type Simulator, startSimulator } from "../../simulator/index.ts";
import { checkAgainstModel, readSdkModels } from "./sdk-models.ts";

type Body = Record<string, unknown>;
type Call = (...parameters: unknown[]) => Promise<Body>;

/** The part of the SDK's singleton that this test drives; the package is CommonJS and declares global types only. */
interface Sdk {
  ApiClient: {
    instance: {
      setGateway(gateway: { protocol: string; host: string; port: number }): void;
      config: { live_reload_config: boolean };
      loginClientCredentialsGrant(clientId: string, clientSecret: string): Promise<{ accessToken: string }>;
    };
  };
  OAuthApi: new () => Record<string, Call>;
  TokensApi: new () => Record<string, Call>;
  AuthorizationApi: new () => Record<string, Call>;
  OrganizationApi: new () => Record<string, Call>;
}

const CLIENT_ID = "c0ffee00-0000-4000-8000-000000000003";
const models = readSdkModels();
const filled = new Set<string>();
let simulator: Simulator;
let sdk: Sdk;

/** Calls one method of the SDK and compares what it returns with the model. */
async function checked(model: string, answer: Promise<Body> | undefined): Promise<Body> {
  if (!answer) throw new Error("The SDK has no such method.");
  const body = await answer;
  const findings = checkAgainstModel(models, model, body);
  expect(findings.faults).toEqual([]);
  for (const field of findings.filled) filled.add(field);
  return body;
}

beforeAll(async () => {
  const user = { id: "c0ffee00-0000-4000-8000-000000000004", name: "Ann", selfUri: "/api/v2/users/x" };
  simulator = await startSimulator({
    usagePageSize: 1,
    pageSize: 2,
    seed: {
      clients: [
        { id: CLIENT_ID, name: "portal", scope: ["users"], description: "text" },
        { name: "pending", state: "inactive", dateToDelete: "2099-01-01T00:00:00.000Z" },
        { name: "third" },
        { name: "fourth" },
        { name: "fifth" },
      ],
      authorizations: [{ clientId: CLIENT_ID, resourceOwner: user }],
      usage: ["2026-11-01", "2026-11-02"].map((date) => ({
        clientId: CLIENT_ID,
        date,
        templateUri: "/api/v2/users",
        httpMethod: "GET",
        status200: 1,
      })),
    },
  });
  const { hostname, port } = new URL(simulator.url);
  // The SDK's HTTP library would ask a proxy of the environment for loopback addresses too.
  vi.stubEnv("NO_PROXY", hostname);
  sdk = createRequire(import.meta.url)("purecloud-platform-client-v2") as Sdk;
  sdk.ApiClient.instance.config.live_reload_config = false;
  sdk.ApiClient.instance.setGateway({ protocol: "http", host: hostname, port: Number(port) });
  await sdk.ApiClient.instance.loginClientCredentialsGrant(DEFAULT_LOGIN.clientId, DEFAULT_LOGIN.clientSecret);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await simulator.close();
});

describe("the official SDK", () => {
  it("runs a client through its life", async () => {
    const api = new sdk.OAuthApi();
    const request = {
      name: "automation",
      description: "made by the SDK",
      authorizedGrantType: "CLIENT-CREDENTIALS",
      accessTokenValiditySeconds: 3600,
      roleDivisions: [{ roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.home }],
    };
    const created = await checked("OAuthClient", api.postOauthClients?.(request));
    const id = String(created.id);
    expect(created).toMatchObject(request);
    expect(created.secret).toBe(simulator.clients.secretOf(id));

    const { secret, ...shown } = created;
    expect(await checked("OAuthClient", api.getOauthClient?.(id))).toEqual(shown);
    const updated = await checked("OAuthClient", api.putOauthClient?.(id, { ...request, state: "inactive" }));
    expect(updated).toMatchObject({ ...request, state: "inactive" });
    const rotated = await checked("OAuthClient", api.postOauthClientSecret?.(id));
    expect(rotated.secret).not.toBe(secret);
    const listing = await checked("OAuthClientEntityListing", api.getOauthClients?.());
    expect(listing).toMatchObject({ total: 6, pageCount: 3 });
    await api.deleteOauthClient?.(id);
    expect(simulator.clients.get(id)).toBeUndefined();
  });

  it("reads scopes and authorizations, in German too", async () => {
    const api = new sdk.OAuthApi();
    await checked("OAuthScopeListing", api.getOauthScopes?.());
    const scope = await checked("OAuthScope", api.getOauthScope?.("users:readonly", { acceptLanguage: "de" }));
    expect(scope.description).toBe("Benutzer anzeigen");
    const listing = await checked("OAuthAuthorizationListing", api.getOauthAuthorizations?.());
    expect(listing.total).toBe(1);
    await checked("OAuthAuthorization", api.getOauthAuthorization?.(CLIENT_ID, { acceptLanguage: "de" }));
  });

  it("asks for usage", async () => {
    const api = new sdk.OAuthApi();
    const query = {
      interval: "2026-11-01T00:00:00.000Z/2026-12-01T00:00:00.000Z",
      granularity: "Day",
      metrics: ["Status200", "Status300", "Status400", "Status500", "Status429", "Requests"],
      groupBy: ["OAuthClientId", "OrganizationId", "TemplateUri", "HttpMethod"],
    };
    for (const started of [
      api.postOauthClientUsageQuery?.(CLIENT_ID, query),
      api.getOauthClientUsageSummary?.(CLIENT_ID, { days: 3650 }),
    ]) {
      const { executionId } = await checked("UsageExecutionResult", started);
      const statuses: unknown[] = [];
      while (statuses.at(-1) !== "Complete") {
        const result = await checked(
          "ApiUsageQueryResult",
          api.getOauthClientUsageQueryResult?.(executionId, CLIENT_ID),
        );
        statuses.push(result.queryStatus);
      }
      expect(statuses).toEqual(["Running", "Running", "Complete"]);
    }
  });

  it("asks whose token it has, and for roles and divisions", async () => {
    const info = await checked("TokenInfo", new sdk.TokensApi().getTokensMe?.());
    expect(info).toMatchObject({ OAuthClient: { id: DEFAULT_LOGIN.clientId } });
    const api = new sdk.AuthorizationApi();
    const roles = await checked("OrganizationRoleEntityListing", api.getAuthorizationRoles?.({ name: "employee" }));
    expect(roles.entities).toMatchObject([{ id: ROLE_IDS.employee }]);
    await checked("OrganizationRoleEntityListing", api.getAuthorizationRoles?.({ pageSize: 2, pageNumber: 2 }));
    const role = await checked(
      "DomainOrganizationRole",
      api.getAuthorizationRole?.(ROLE_IDS.oauthAutomation, { userCount: false }),
    );
    expect(role.permissionPolicies).toMatchObject([
      { domain: "oauth", entityName: "client", actionSet: ["*"] },
      { domain: "authorization", entityName: "role", actionSet: ["view"] },
    ]);
    const divisions = await checked("AuthzDivisionEntityListing", api.getAuthorizationDivisions?.({ name: "Sales" }));
    expect(divisions.entities).toMatchObject([{ id: DIVISION_IDS.sales }]);
    await checked("AuthzDivision", api.getAuthorizationDivisionsHome?.());
  });

  it("asks what Genesys's Terraform provider asks at each start: the organisation and its products", async () => {
    const organization = await checked("Organization", new sdk.OrganizationApi().getOrganizationsMe?.());
    expect(organization).toMatchObject({ ...simulator.organization, state: "active", defaultCountryCode: "US" });
    const products = await checked(
      "OrganizationProductEntityListing",
      new sdk.AuthorizationApi().getAuthorizationProducts?.(),
    );
    expect(products.entities).toHaveLength(Number(products.total));
  });

  it("gets errors of the documented shape", async () => {
    // The SDK rejects with the answer's body itself.
    const bodyOf = (call: Promise<Body> | undefined) =>
      call?.then(
        () => ({ message: "The call succeeded." }),
        (body: Body) => body,
      );
    const { OAuthApi } = sdk;
    const missing = await checked("ErrorBody", bodyOf(new OAuthApi().getOauthClient?.("missing")));
    expect(missing).toMatchObject({ status: 404, code: "not.found", entityId: "missing", entityName: "OAuthClient" });
    const refused = await checked("ErrorBody", bodyOf(new OAuthApi().postOauthClients?.({ name: "no grant type" })));
    expect(refused).toMatchObject({ status: 400, messageParams: { field: "authorizedGrantType" } });
    simulator.revokeTokens();
    const stranger = await checked("ErrorBody", bodyOf(new OAuthApi().getOauthClients?.()));
    expect(stranger).toMatchObject({ status: 401, code: "bad.credentials" });
  });

  it("met every field of the models, but for those that the simulator leaves out on purpose", () => {
    const met = [...filled].map((field) => field.split(".", 1)[0] ?? "");
    const unmet = [...new Set(met)].flatMap((model) =>
      [...(models.get(model)?.keys() ?? [])].map((field) => `${model}.${field}`).filter((field) => !filled.has(field)),
    );
    const ofRole = (field: string): string => `DomainOrganizationRole.${field}`;
    const leftOut = [
      // Only on pages after the first, which the SDK's method cannot ask for.
      "OAuthClientEntityListing.previousUri",
      "AuthzDivisionEntityListing.nextUri",
      "AuthzDivisionEntityListing.previousUri",
      // The documented shape, of which real answers fill only some.
      "ErrorBody.messageWithParams",
      "ErrorBody.limit",
      "ApiUsageRow.userId",
      "Cursors.before",
      // Only for people's sessions and trusted organizations.
      "TokenInfo.clonedUser",
      "TokenInfo.dateTokenIdles",
      "OrgOAuthClient.dateCreated",
      "OrgOAuthClient.dateModified",
      "OrgOAuthClient.createdBy",
      "OrgOAuthClient.modifiedBy",
      "OrgOAuthClient.dateToDelete",
      "AuthzDivision.objectCounts",
      // Nobody asks for these of an organisation, and its products come in one page.
      ...["thirdPartyURI", "defaultSiteId", "supportURI"].map((field) => `Organization.${field}`),
      ...["pageSize", "pageNumber", "pageCount"].map((field) => `OrganizationProductEntityListing.${field}`),
      // Nothing that reads a role reads these.
      ...["defaultRoleId", "unusedPermissions", "userCount", "roleNeedsUpdate"].map(ofRole),
      ...["baseLicense", "addonLicenses", "dateLicenseLastUpdated", "default", "base"].map(ofRole),
      // Of a policy, only what it permits and whether conditions are possible.
      "DomainPermissionPolicy.policyName",
      "DomainPermissionPolicy.policyDescription",
      "DomainPermissionPolicy.namedResources",
      "DomainPermissionPolicy.resourceConditionNode",
    ];
    expect(unmet.sort()).toEqual(leftOut.sort());
  });
});
