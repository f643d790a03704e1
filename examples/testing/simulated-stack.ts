import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { simulatorEnvironment, startSimulator } from "pulumi-genesyscloud-oauth/simulator";

/** The program of this folder in a stack of its own, with a local Genesys Cloud and a state in a temporary folder. */
export async function startSimulatedStack() {
  const simulator = await startSimulator();
  const state = mkdtempSync(join(tmpdir(), "pulumi-state-"));
  const stack = await pulumi.automation.LocalWorkspace.createOrSelectStack(
    { stackName: `test-${process.pid}`, workDir: process.cwd() },
    {
      envVars: {
        ...simulatorEnvironment(simulator.url),
        PULUMI_BACKEND_URL: `file://${state}`,
        PULUMI_CONFIG_PASSPHRASE: "test",
      },
    },
  );
  return {
    simulator,
    stack,
    async stop() {
      await stack.workspace.removeStack(stack.name, { force: true });
      await simulator.close();
      rmSync(state, { recursive: true });
    },
  };
}
