import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type ClientSeed,
  ROLE_IDS,
  type SimClient,
  simulatorEnvironment,
  startSimulator,
} from "../../../simulator/index.ts";
import { leakedSecrets } from "../../harness/leaks.ts";
import {
  type CommandResult,
  createStack,
  executedChanges,
  plannedChanges,
  type TestStack,
} from "../../harness/pulumi.ts";
import { ClientStack, QUIET, SECRET, summaryOf } from "../client-stack.ts";
import { describeWhere } from "./describe-where.ts";
import { type Prepared, root, version } from "./languages.ts";

const CREDENTIAL = "/api/v2/integrations/credentials/{credentialId}";

/** The client that the programs adopt, made by a person long ago. */
const WALLBOARD: ClientSeed = {
  name: "Wallboard",
  authorizedGrantType: "CODE",
  registeredRedirectUri: ["https://wallboard.example.com/callback"],
  scope: ["analytics:readonly"],
  dateCreated: "2024-05-06T07:08:09.000Z",
};

interface ProgramOfLanguage {
  /** Folder below examples/. */
  readonly example: string;
  /** File of the program in it. */
  readonly file: string;
  /** Folder of the SDK below sdk/. */
  readonly sdk: string;
  readonly prepared: Prepared;
  /** What someone who copied the folder out has to do. */
  readonly adapt?: (project: string, env: Record<string, string>) => Promise<void>;
}

/**
 * One program from `up` to `destroy`, on the real engine with the installed plugin. What a plugin does is tested in TypeScript; this shows
 * that another language and its SDK reach it. The tests are one story: each starts from what the one before has left.
 */
export function describeLifeOfAClient(language: string, program: ProgramOfLanguage): void {
  const { example, file, sdk, prepared, adapt } = program;

  describeWhere(prepared, `a program in ${language}`, (env) => {
    let clients: ClientStack;
    let stack: TestStack;

    beforeAll(async () => {
      const simulator = await startSimulator({ rateLimit: false, seed: { clients: [WALLBOARD] } });
      stack = await createStack({ program: { example }, env: { ...simulatorEnvironment(simulator.url), ...env } });
      clients = new ClientStack(simulator, stack);
      await adapt?.(stack.project, env);
      const plugin = ["resource", "genesyscloud-oauth", version, "--file", join(root, "plugin")];
      (await stack.run(["plugin", "install", ...plugin])).succeeded();
    });

    afterAll(async () => {
      await clients[Symbol.asyncDispose]();
    });

    const clientNamed = (name: string): SimClient => {
      const found = clients.simulator.clients.list().find((client) => client.name === name);
      if (found === undefined) throw new Error(`there is no client ${name}`);
      return found;
    };
    const secretOf = (name: string) => clients.simulator.clients.secretOf(clientNamed(name).id);
    const credentialFields = () => clients.simulator.credentials.list().map(({ name, fields }) => ({ name, fields }));

    /** Searches all there is to see after a command: its own output and what the backend keeps. */
    const expectNoLeak = (result: CommandResult) =>
      expect(leakedSecrets(clients.simulator, result.output + stack.backendText())).toEqual([]);

    /** An `up` with its changes, in which no secret is seen. */
    const up = async () => {
      clients.simulator.log.clear();
      const result = (await stack.up({ json: true })).succeeded();
      expectNoLeak(result);
      return summaryOf(executedChanges(result));
    };

    it("would create what the program in README.md of the SDK declares", async () => {
      const readme = readFileSync(join(root, "sdk", sdk, "README.md"), "utf8");
      expect(readme).toContain(`pulumi plugin install resource genesyscloud-oauth ${version} --file `);
      stack.writeProgram(file, codeBlock(readme, language.toLowerCase()));
      const preview = (await stack.preview({ json: true })).succeeded();
      stack.writeProgram(file, readFileSync(join(root, "examples", example, file), "utf8"));
      expect(summaryOf(plannedChanges(preview))).toEqual({ reporting: "create" });
    });

    it("creates a client with a role that it looked up, and a credential that holds its secret", async () => {
      expect(await up()).toEqual({ reporting: "create", "data-actions": "create" });
      const { id, roleIds } = clientNamed("Reporting service");
      expect(roleIds).toEqual([ROLE_IDS.employee]);
      const clientSecret = secretOf("Reporting service");
      expect(credentialFields()).toEqual([{ name: "Data actions", fields: { clientId: id, clientSecret } }]);
      expect(await stack.outputs()).toEqual({ clientId: id, clientSecret: "[secret]" });
      expect(await stack.outputs({ showSecrets: true })).toEqual({ clientId: id, clientSecret });
    });

    it("finds nothing to change, neither in a refresh nor in a preview", async () => {
      expect(await clients.noise()).toEqual(QUIET);
      expectNoLeak((await stack.refresh()).succeeded());
    });

    it("rotates the secret with one request, and the credential gets it in the same up", async () => {
      const before = secretOf("Reporting service");
      await stack.setConfig("secretVersion", "2");
      expect(await up()).toEqual({ reporting: "update secretVersion", "data-actions": "update fields" });
      expect(clients.simulator.log.count({ method: "POST", route: SECRET })).toBe(1);
      expect(clients.simulator.log.count({ method: "PUT", route: CREDENTIAL })).toBe(1);
      const after = secretOf("Reporting service");
      expect(after).not.toBe(before);
      expect(credentialFields()).toMatchObject([{ fields: { clientSecret: after } }]);
      expect(await clients.noise()).toEqual(QUIET);
    });

    it("shows what somebody changed by hand, and the next up restores it", async () => {
      clients.simulator.clients.edit(clientNamed("Reporting service").id, { description: "by hand" });
      expect(await clients.drift()).toEqual({ code: 7, changes: { reporting: "update description" } });
      (await stack.up({ refresh: true })).succeeded();
      expect(clientNamed("Reporting service").description ?? "").toBe("");
    });

    it("adopts a client that exists with the option import, and changes nothing in it", async () => {
      const before = clientNamed("Wallboard");
      await stack.setConfig("existingClientId", before.id);
      expect(await up()).toMatchObject({ wallboard: expect.stringMatching(/^import/) });
      expect(clientNamed("Wallboard")).toEqual(before);
      expect(clients.simulator.log.count({ method: "PUT" })).toBe(0);
      expect(await clients.noise()).toEqual(QUIET);
    });

    it("deletes everything", async () => {
      expectNoLeak((await stack.destroy()).succeeded());
      // Genesys Cloud keeps clients that are older than 30 days for seven more days.
      expect(clients.simulator.clients.list().filter(({ dateToDelete }) => dateToDelete === undefined)).toEqual([]);
      expect(clients.simulator.credentials.list()).toEqual([]);
    });
  });
}

/** The first block of code in that language. */
function codeBlock(markdown: string, language: string): string {
  const code = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "m").exec(markdown)?.[1];
  if (code === undefined) throw new Error(`there is no program in ${language}`);
  return code;
}
