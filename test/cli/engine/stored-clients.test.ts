import { expect, it } from "vitest";
import { clientsOfState } from "../../../cli/engine/stored-clients.ts";

const URN = "urn:pulumi:prod::project::pulumi-nodejs:dynamic/genesyscloud:OAuthClient::";

const resource = (name: string, outputs: object) => ({
  urn: `${URN}${name}`,
  type: "pulumi-nodejs:dynamic/genesyscloud:OAuthClient",
  custom: true,
  id: name,
  outputs,
});

it("takes the age of a RotatingOAuthClient's second secret from the first client, which renews it", () => {
  const made = "2026-01-01T00:00:00.000Z";
  const renewed = "2026-06-01T00:00:00.000Z";
  const first = { secretDate: made, secondClientId: "rotated-second", secondSecretDate: renewed };
  const resources = [
    resource("rotated-second", { secretDate: made }),
    resource("rotated-first", first),
    resource("fresh-second", { secretDate: made }),
    resource("fresh-first", { secretDate: made, secondClientId: "fresh-second" }),
    resource("unknown", {}),
  ];
  const { owned } = clientsOfState({ resources });
  expect(Object.fromEntries(owned.map(({ id, secretDate }) => [id, secretDate]))).toEqual({
    "rotated-second": renewed,
    "rotated-first": made,
    "fresh-second": made,
    "fresh-first": made,
    unknown: undefined,
  });
});
