import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { createOAuthClient } from "../../../../provider/lifecycle/create.ts";
import { OAUTH_CLIENT_TYPE } from "../../../../provider/model/oauth-client.ts";
import { genesyscloudMocks, promiseOf } from "../../../../provider/program/testing/index.ts";
import { APP, SERVICE } from "../../../harness/sample-clients.ts";
import { canonical, startWorld } from "../../lifecycle/lifecycle-world.ts";

const FIRST = { ...SERVICE, rotationSlot: "first", rotation: "1" };
const SECOND = { ...SERVICE, name: "Service (2)", rotationSlot: "second" };

/** Inputs of clients of every kind. `{second}` stands for the id of another client, `{existing}` for that of one like APP. */
const INPUTS = {
  "an app": APP,
  "an app with everything": {
    ...APP,
    description: "Shows reports",
    secretVersion: 7,
    state: "inactive",
    accessTokenValiditySeconds: 3600,
    extraProperties: { allowedIps: ["10.0.0.0/8"] },
    allowSelf: true,
    verifySecret: true,
  },
  "a service": SERVICE,
  "an adopted app": { ...APP, importId: "{existing}" },
  "an adopted app with its secret": { ...APP, importId: "{existing}", importedClientSecret: "known" },
  "the second client of a rotation": SECOND,
  "the second client of a rotation that retires it": { ...SECOND, retirePrevious: true },
  "the first client of a rotation": { ...FIRST, secondClientId: "{second}" },
  "the first client of a rotation that retires the second": {
    ...FIRST,
    secondClientId: "{second}",
    retirePrevious: true,
  },
};

/** What only Genesys Cloud can tell. */
const MADE_UP = ["clientId", "dateCreated", "dateModified", "createdBy", "modifiedBy", "selfUri", "secretDate"];
const MADE_UP_TOO = ["clientSecret", "organizationId", "apiUrl", "current", "previous"];

it.each(Object.entries(INPUTS))("the mocks have the outputs of the real creation: %s", async (_name, inputs) => {
  await using world = await startWorld();
  const { id: existing } = world.simulator.clients.create({
    name: APP.name,
    authorizedGrantType: "CODE",
    registeredRedirectUri: APP.registeredRedirectUris,
    scope: APP.scopes,
  });
  const { clientId: second } = await createOAuthClient(world.process(), canonical(SECOND));
  const news = Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [
      key,
      value === "{existing}" ? existing : value === "{second}" ? second : value,
    ]),
  );
  const real: Readonly<Record<string, unknown>> = { ...(await createOAuthClient(world.process(), canonical(news))) };
  const { state } = await genesyscloudMocks().newResource({ type: OAUTH_CLIENT_TYPE, name: "a", inputs: news });
  const mocked: Readonly<Record<string, unknown>> = await promiseOf(pulumi.output(state));
  expect(Object.keys(mocked).sort()).toEqual(Object.keys(real).sort());
  const known = Object.keys(real).filter((key) => ![...MADE_UP, ...MADE_UP_TOO].includes(key));
  for (const key of known) expect([key, mocked[key]]).toEqual([key, real[key]]);
});
