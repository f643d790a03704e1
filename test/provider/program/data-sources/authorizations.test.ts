import { describe, expect, it } from "vitest";
import { OTHER_USER_ID, ROLE_IDS } from "../../../../simulator/index.ts";
import { expectRefusal, resolved, startProgram } from "./program.ts";

const [PORTAL, MOBILE, UNUSED] = [1, 2, 3].map((last) => `c0ffee00-0000-4000-8000-00000000000${last}`) as [
  string,
  string,
  string,
];
const ANN = { id: "a0000000-0000-4000-8000-00000000000a", name: "Ann" };
const seed = {
  clients: [
    { id: PORTAL, name: "Portal", scope: ["users"], dateCreated: "2026-03-01T00:00:00.000Z" },
    { id: MOBILE, name: "Mobile" },
    { id: UNUSED, name: "Unused" },
  ],
  authorizations: [
    { clientId: PORTAL, resourceOwner: ANN, roles: [ROLE_IDS.employee] },
    { clientId: MOBILE, scope: ["chat"], state: "Requested" as const, pending: true },
  ],
};
const GRANTED_TO_PORTAL = {
  clientId: PORTAL,
  clientName: "Portal",
  scopes: ["users"],
  roles: [ROLE_IDS.employee],
  resourceOwner: ANN.id,
  resourceOwnerName: "Ann",
  dateCreated: "2026-03-01T00:00:00.000Z",
  dateModified: "2026-03-01T00:00:00.000Z",
  createdBy: ANN.id,
  modifiedBy: ANN.id,
  pending: false,
  state: "Authorized",
  selfUri: `/api/v2/oauth/authorizations/${PORTAL}`,
};

describe("getOAuthAuthorizations", () => {
  it("lists what was granted with one request, in both forms", async () => {
    await using program = await startProgram({ seed });
    const { getOAuthAuthorizations, getOAuthAuthorizationsOutput } = program.sources;
    const { authorizations } = await getOAuthAuthorizations();
    expect(authorizations).toEqual([
      GRANTED_TO_PORTAL,
      expect.objectContaining({
        clientId: MOBILE,
        scopes: ["chat"],
        roles: [],
        state: "Requested",
        pending: true,
        resourceOwner: OTHER_USER_ID,
      }),
    ]);
    expect(await resolved(getOAuthAuthorizationsOutput())).toEqual({ authorizations });
    expect(program.requests()).toEqual({ login: 1, "GET oauth/authorizations": 1 });
  });

  it("is empty where nobody authorised anything", async () => {
    await using program = await startProgram();
    expect(await program.sources.getOAuthAuthorizations({ acceptLanguage: "de" })).toEqual({ authorizations: [] });
  });
});

describe("getOAuthAuthorization", () => {
  it("reads what was granted to one client with one request, in both forms", async () => {
    await using program = await startProgram({ seed });
    const { getOAuthAuthorization, getOAuthAuthorizationOutput } = program.sources;
    expect(await getOAuthAuthorization({ clientId: PORTAL, acceptLanguage: "en-us" })).toEqual(GRANTED_TO_PORTAL);
    const later = getOAuthAuthorizationOutput({ clientId: Promise.resolve(PORTAL), acceptLanguage: "en-us" });
    expect(await resolved(later)).toEqual(GRANTED_TO_PORTAL);
    expect(program.requests()).toEqual({ login: 1, "GET oauth/authorizations/{clientId}": 1 });
  });

  it("tells a client that nobody authorised", async () => {
    await using program = await startProgram({ seed });
    const error = await expectRefusal(
      program.sources.getOAuthAuthorization({ clientId: UNUSED }),
      "NotFoundError",
      `Cannot read the authorization of OAuth client ${UNUSED}: nobody has authorised this client, or there is no such client`,
      "getOAuthAuthorizations lists the clients that were authorised.",
    );
    expect(error).toMatchObject({ clientId: UNUSED, status: 404, genesysCode: "not.found" });
    expect(program.requests()).toEqual({ login: 1, "GET oauth/authorizations/{clientId}": 1 });
  });

  it("refuses what is no client id before any request", async () => {
    await using program = await startProgram({ seed });
    const asked = program.sources.getOAuthAuthorization({ clientId: "Portal" });
    await expectRefusal(asked, "InvalidInputError", '"Portal" is not an OAuth client id. Client ids are UUIDs');
    expect(program.requests()).toEqual({});
  });
});
