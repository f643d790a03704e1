import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.ts";
import { type Companions, Installation } from "./installation.ts";
import { LAYOUTS } from "./layouts.ts";
import { PACKAGE_MANAGERS } from "./package-managers.ts";

/**
 * Declares the tests of one Node.js: each package manager installs the package in an empty folder. The README's programs then run there in
 * every layout, one through its whole life, the others as a preview.
 * @param node folder of the `node`; undefined for the one of the tests.
 */
export function declareInstallTests(node: string | undefined, companions: Companions): void {
  describe.each(Object.entries(PACKAGE_MANAGERS))("installed by %s", (_name, manager) => {
    let simulator: Simulator;
    let installation: Installation;

    beforeAll(async () => {
      simulator = await startSimulator({ rateLimit: false });
      installation = await Installation.create({
        manager,
        companions,
        tarball: inject("tarball"),
        simulatorUrl: simulator.url,
        ...(node === undefined ? {} : { node }),
      });
    });

    afterAll(async () => {
      await installation?.[Symbol.asyncDispose]();
      await simulator?.close();
    });

    it("needs nothing of this repository", () => {
      expect(installation.isSelfContained).toBe(true);
    });

    it("leads the client through its life: TypeScript, module commonjs, moduleResolution node", async () => {
      const { stack } = installation;
      installation.arrange(LAYOUTS["TypeScript, module commonjs, moduleResolution node"]);
      (await stack.up()).succeeded();
      const [client, ...others] = simulator.clients.list();
      expect(others).toEqual([]);
      expect(await stack.outputs()).toEqual({ clientId: client?.id, clientSecret: "[secret]" });
      (await stack.refresh({ expectNoChanges: true })).succeeded();
      (await stack.preview({ expectNoChanges: true })).succeeded();
      (await stack.destroy()).succeeded();
      expect(simulator.clients.list()).toEqual([]);
    });

    it.each(Object.entries(LAYOUTS).slice(1))("previews the client: %s", async (_layout, layout) => {
      installation.arrange(layout);
      const { stdout } = (await installation.stack.preview()).succeeded();
      expect(stdout).toMatch(/OAuthClient +reporting +create/);
      expect(stdout).not.toMatch(/warning/);
    });
  });
}
