import { describe, expect, it } from "vitest";
import { DEFAULT_LOGIN } from "../../simulator/index.ts";
import { APP } from "../harness/sample-clients.ts";
import { createClientStack, FACES, type Face, settingKey } from "./client-stack.ts";

const SECRET = "the-secret-of-the-production-login";
/** In the face of the plugin, a region in the stack makes the hosts of the environment count for nothing. */
const REGION: Readonly<Record<Face, Record<string, string>>> = {
  dynamic: { "genesyscloud:region": "eu-west-1" },
  plugin: {},
};

describe.each(FACES)("the variables of a simulator that are left in a shell, %s face", (face) => {
  it("stop an up of a stack that has a login of its own, before any request", async () => {
    await using clients = await createClientStack({
      face,
      config: { ...REGION[face], "genesyscloud:oauthClientId": DEFAULT_LOGIN.clientId },
      secretConfig: { [settingKey(face, "oauthClientSecret")]: SECRET },
    });
    clients.declare({ app: APP });
    const { code, output } = await clients.stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain("run: unset GENESYSCLOUD_API_URL GENESYSCLOUD_LOGIN_URL");
    expect(output).toContain(settingKey(face, "oauthClientSecret"));
    expect(output).not.toContain(SECRET);
    expect(clients.simulator.log.all()).toEqual([]);

    const variables = { GENESYSCLOUD_API_URL: "", GENESYSCLOUD_LOGIN_URL: "" };
    const hosts = { apiUrl: clients.simulator.url, loginUrl: clients.simulator.url };
    for (const [key, value] of Object.entries(hosts)) await clients.stack.setConfig(settingKey(face, key), value);
    await clients.stack.setConfig(settingKey(face, "oauthClientSecret"), DEFAULT_LOGIN.clientSecret, { secret: true });
    (await clients.stack.up({ env: variables })).succeeded();
  });
});
