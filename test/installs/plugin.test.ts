import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { Installation } from "./installation.ts";
import { PACKAGE_MANAGERS } from "./package-managers.ts";

const PROGRAM = `import { getOAuthScopesOutput, OAuthClient } from "pulumi-genesyscloud-oauth/plugin";

const client = new OAuthClient("reporting", {
  name: "Reporting",
  authorizedGrantType: "CODE",
  registeredRedirectUris: ["https://app.example.com/callback"],
  scopes: getOAuthScopesOutput().apply(({ scopes }) => scopes.slice(0, 1).map(({ id }) => id)),
});
export const clientId = client.clientId;
`;

/** What docs/plugin.md says to write. */
const PROJECT = `name: program
runtime: nodejs
plugins:
  providers:
    - name: genesyscloud-oauth
      path: node_modules/pulumi-genesyscloud-oauth/plugin
`;

describe.each(Object.entries(PACKAGE_MANAGERS))(
  "the plugin of the package, installed by %s",
  { timeout: 600_000 },
  (_name, manager) => {
    let simulator: Simulator;

    beforeEach(async () => {
      simulator = await startSimulator({ rateLimit: false });
    });

    afterEach(() => simulator.close());

    it("is found in node_modules by the one entry of Pulumi.yaml, without a warning", async () => {
      await using installation = await Installation.create({
        manager,
        tarball: inject("tarball"),
        companions: { "@pulumi/pulumi": "3.270.0", typescript: "6.0.3", "@types/node": "24.19.2" },
        simulatorUrl: simulator.url,
      });
      const { stack } = installation;
      const compilerOptions = { strict: true, target: "es2022", module: "nodenext", moduleResolution: "nodenext" };
      installation.arrange({ manifest: { main: "index.ts" }, file: "index.ts", source: PROGRAM, compilerOptions });

      // The message says what is to be written.
      const { code, output } = await stack.preview();
      expect(code).not.toBe(0);
      for (const line of PROJECT.split("\n").slice(2)) expect(output).toContain(line);

      stack.writeProgram("Pulumi.yaml", PROJECT);
      const up = (await stack.up()).succeeded();
      expect(simulator.clients.list()).toMatchObject([{ name: "Reporting", scope: [expect.any(String)] }]);
      expect(await stack.outputs()).toEqual({ clientId: simulator.clients.list()[0]?.id });
      const again = (await stack.preview({ expectNoChanges: true })).succeeded();
      const refreshed = (await stack.refresh({ expectNoChanges: true })).succeeded();
      const destroyed = (await stack.destroy()).succeeded();
      expect(simulator.clients.list()).toEqual([]);
      for (const said of [up, again, refreshed, destroyed]) expect(said.output).not.toMatch(/warning|error/i);
      expect(leakedSecrets(simulator, up.output + stack.backendText())).toEqual([]);
    });
  },
);
