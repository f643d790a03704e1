import { expect, inject, it } from "vitest";
import { startSimulator } from "../../simulator/index.ts";
import { Installation } from "./installation.ts";
import { LAYOUTS } from "./layouts.ts";
import { PACKAGE_MANAGERS } from "./package-managers.ts";

it("previews a TypeScript program of a project without TypeScript, which Pulumi compiles with the version 3.8.3 that it brings", async () => {
  const simulator = await startSimulator();
  await using installation = await Installation.create({
    manager: PACKAGE_MANAGERS.npm,
    companions: { "@pulumi/pulumi": "3.270.0", "@types/node": "18.19.130" },
    tarball: inject("tarball"),
    simulatorUrl: simulator.url,
  });
  installation.arrange(LAYOUTS["TypeScript without a tsconfig.json"]);
  const { stdout } = (await installation.stack.preview()).succeeded();
  expect(stdout).toMatch(/OAuthClient +reporting +create/);
  await simulator.close();
});
