import { describe, expect, it } from "vitest";
import { isUuid, requireClientId, requirePathSegment } from "../../../provider/api/identifiers.ts";
import type { OAuthApi } from "../../../provider/api/oauth-api.ts";
import { InvalidInputError } from "../../../provider/errors/index.ts";
import { startConnected } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";

const ID = "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e";
const LEADING_ELSEWHERE = [
  "",
  " ",
  ".",
  "..",
  "../scopes",
  `${ID}/secret`,
  `${ID}?x=1`,
  `${ID}#x`,
  "%2e%2e",
  "a b",
  "a\\b",
  "a\nb",
];
const NOT_UUIDS = [...LEADING_ELSEWHERE, "my-client", `${ID}0`, ` ${ID}`, `${ID}\n`, ID.replaceAll("-", ""), `{${ID}}`];

describe("a client id", () => {
  const calls: Record<string, (api: OAuthApi, id: string) => Promise<unknown>> = {
    getClient: (api, id) => api.getClient(id),
    updateClient: (api, id) => api.updateClient(id, { name: "x", authorizedGrantType: "CODE" }),
    deleteClient: (api, id) => api.deleteClient(id),
    regenerateSecret: (api, id) => api.regenerateSecret(id),
  };

  it.each(Object.keys(calls))(
    "that is no UUID is refused by %s before any request, the login included",
    async (name) => {
      await using session = await startConnected();
      for (const id of NOT_UUIDS) {
        const error = await failureOf(calls[name]?.(session.api, id) ?? Promise.resolve());
        expect(error).toBeInstanceOf(InvalidInputError);
        expect(error.message).toContain("is not an OAuth client id. Client ids are UUIDs such as ");
      }
      expect(session.simulator.log.count()).toBe(0);
    },
  );

  it("may be written in upper case", () => {
    expect(requireClientId(ID.toUpperCase())).toBe(ID);
    expect(isUuid(ID.toUpperCase())).toBe(true);
  });

  it.each([undefined, null, 7, {}, ["a"]])("that is no text is refused: %j", (value) => {
    expect(() => requireClientId(value as unknown as string)).toThrow(InvalidInputError);
  });

  it("is quoted and cut short in the message", () => {
    expect(() => requireClientId(`"${"x".repeat(500)}`)).toThrow(/^"\\"x{79}…" is not an OAuth client id/);
  });
});

describe("a scope id", () => {
  it.each(LEADING_ELSEWHERE)("that could lead elsewhere is refused before any request: %j", async (id) => {
    await using session = await startConnected();
    const error = await failureOf(session.api.getScope(id));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain("is not a scope id");
    expect(session.simulator.log.count()).toBe(0);
  });

  it("with a colon is read in one request, in the language asked for", async () => {
    await using session = await startConnected();
    const { api, simulator } = session;
    const english = await api.getScope("analytics:readonly");
    expect(english).toMatchObject({ id: "analytics:readonly", description: expect.any(String) });
    await api.tokenInfo();
    expect(simulator.log.count({ route: "/api/v2/oauth/scopes/{scopeId}" })).toBe(1);
  });

  it("passes as one segment of the path", () => {
    expect(requirePathSegment("scope id", "user-basic-info:readonly")).toBe("user-basic-info%3Areadonly");
  });
});
