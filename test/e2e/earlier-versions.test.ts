import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { OAUTH_CLIENT_TYPE } from "../../provider/model/oauth-client.ts";
import { DEFAULT_ORGANIZATION, type Simulator, simulatorEnvironment, startSimulator } from "../../simulator/index.ts";
import { createStack } from "../harness/pulumi.ts";

/**
 * States as released versions wrote them: `pulumi stack export --show-secrets` of a stack on a simulator, the address of the
 * API replaced by a mark. Each release adds one.
 */
const folder = join(import.meta.dirname, "states");

interface State {
  readonly deployment: { readonly resources: readonly { readonly type: string; readonly outputs: Outputs }[] };
}

interface Outputs {
  readonly [output: string]: unknown;
  readonly clientId: string;
  readonly clientSecret: { readonly plaintext: string };
}

it.each(readdirSync(folder))("a state written by %s shows no change in refresh, and is destroyed", async (file) => {
  const simulator = await startSimulator();
  const text = readFileSync(join(folder, file), "utf8").replaceAll("{{apiUrl}}", simulator.url);
  const outputs = (JSON.parse(text) as State).deployment.resources.flatMap((resource) =>
    resource.type === OAUTH_CLIENT_TYPE ? [resource.outputs] : [],
  );
  for (const output of outputs) recreate(simulator, output);
  // No program: neither refresh nor destroy runs one.
  await using stack = await createStack({
    program: { file: "index.mjs", source: "" },
    env: simulatorEnvironment(simulator.url),
  });
  stack.writeProgram("state.json", text);
  (await stack.run(["stack", "import", "--file", "state.json"])).succeeded();

  expect((await stack.refresh({ previewOnly: true, expectNoChanges: true })).code).toBe(0);
  (await stack.destroy()).succeeded();
  expect(simulator.clients.list()).toEqual([]);
  await simulator.close();
});

/** Puts the client of a state into the simulator, as it was then. */
function recreate(simulator: Simulator, output: Outputs): void {
  expect(output.organizationId).toBe(DEFAULT_ORGANIZATION.id);
  simulator.clients.create({
    ...(output.extraProperties as object | undefined),
    id: output.clientId,
    secret: JSON.parse(output.clientSecret.plaintext),
    name: String(output.name),
    description: String(output.description),
    authorizedGrantType: output.authorizedGrantType as "CODE",
    accessTokenValiditySeconds: Number(output.accessTokenValiditySeconds),
    registeredRedirectUri: output.registeredRedirectUris as string[],
    scope: output.scopes as string[],
    roleDivisions: output.roles as { roleId: string; divisionId: string }[],
    state: "active",
    dateCreated: String(output.dateCreated),
  });
}
