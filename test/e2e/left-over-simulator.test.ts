import { describe, expect, it } from "vitest";
import { DEFAULT_LOGIN } from "../../simulator/index.ts";
import { APP } from "../harness/sample-clients.ts";
import { createClientStack, FACES, type Face, settingKey } from "./client-stack.ts";

/** In the face of the plugin, a region in the stack makes the hosts of the environment count for nothing. */
const REGION: Readonly<Record<Face, Record<string, string>>> = {
  dynamic: { "genesyscloud:region": "eu-west-1" },
  plugin: {},
};
const WARNING = /GENESYSCLOUD_API_URL leads to this machine, which gets (\S+) of the stack configuration/g;

describe.each(FACES)("the variables of a simulator that are left in a shell, %s face", (face) => {
  it("are told by the preview of a stack that has a login of its own", async () => {
    const key = settingKey(face, "oauthClientSecret");
    await using clients = await createClientStack({
      face,
      config: { ...REGION[face], "genesyscloud:oauthClientId": DEFAULT_LOGIN.clientId },
      secretConfig: { [key]: DEFAULT_LOGIN.clientSecret },
    });
    clients.declare({ app: APP, other: { ...APP, name: "Another" } });
    const { output } = (await clients.stack.preview()).succeeded();
    const diagnostics = output.slice(output.lastIndexOf("Diagnostics:"));
    expect([...diagnostics.matchAll(WARNING)].map(([, setting]) => setting)).toEqual([key]);
    expect(output).toContain("run: unset GENESYSCLOUD_API_URL GENESYSCLOUD_LOGIN_URL");
    expect(output).not.toContain(DEFAULT_LOGIN.clientSecret);

    const hosts = { apiUrl: clients.simulator.url, loginUrl: clients.simulator.url };
    for (const [host, value] of Object.entries(hosts)) await clients.stack.setConfig(settingKey(face, host), value);
    expect((await clients.stack.preview()).succeeded().output).not.toMatch(WARNING);
  });
});
