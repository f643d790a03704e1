import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { simulatorEnvironment } from "../../simulator/index.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { SERVICE } from "../harness/sample-clients.ts";
import { DriftWorld, VIEWER } from "./drift-command-world.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const github = z
  .object({
    jobs: z.object({
      drift: z.object({
        steps: z.array(
          z.object({
            name: z.string().optional(),
            id: z.string().optional(),
            run: z.string().optional(),
            if: z.never().optional(),
            env: z.record(z.string(), z.string()).default({}),
          }),
        ),
      }),
    }),
  })
  .parse(parse(read("examples/ci/github-actions.yml"))).jobs.drift;

const gitlab = z
  .object({
    drift: z.object({
      script: z.array(z.string()),
      allow_failure: z.object({ exit_codes: z.number() }),
      artifacts: z.object({ paths: z.array(z.string()), reports: z.object({ junit: z.string() }) }),
    }),
  })
  .parse(parse(read("examples/ci/gitlab-ci.yml"))).drift;

/** The stand-in for GitHub, which can't be reached: writes down what it is asked, and knows at most one open issue. */
const GH = `#!/usr/bin/env node
const { appendFileSync, existsSync, readFileSync } = require("node:fs");
const args = process.argv.slice(2);
const body = args.indexOf("--body-file");
if (process.env.GH_TOKEN !== "job-token") process.exit(4);
appendFileSync("gh.log", JSON.stringify({ args, body: body < 0 ? "" : readFileSync(args[body + 1], "utf8") }) + "\\n");
if (args.slice(0, 2).join(" ") === "issue list" && existsSync("open-issue")) console.log(readFileSync("open-issue", "utf8"));
`;

const STACKS = "test billing#prod";

describe("a pipeline", () => {
  let world: DriftWorld;
  let service: string;
  const inProject = (file: string) => join(world.clients.stack.project, file);

  /** What somebody does in the admin UI, or undoes. */
  const describeByHand = (description: string | undefined) => {
    world.clients.simulator.clients.edit(service, { description });
  };

  beforeAll(async () => {
    world = await DriftWorld.create({ service: SERVICE });
    await world.addStack("prod", "billing", "billing");
    await world.addStack("prod", ".", "production");
    world.clients.declare({ service: SERVICE });
    ({ service = "" } = await world.clients.ids());
    writeFileSync(inProject("node_modules/.bin/gh"), GH, { mode: 0o755 });
  });

  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  beforeEach(() => {
    describeByHand(undefined);
    for (const file of ["gh.log", "open-issue", "summary", "output", "drift.md", "drift.xml", "drift.json"]) {
      rmSync(inProject(file), { force: true });
    }
  });

  describe("of GitHub", () => {
    /** Runs the job's own steps as GitHub does; what installs things is left out. Without a check, the last one counts. */
    const runJob = async (env: NodeJS.ProcessEnv = {}, { withCheck = true } = {}) => {
      const secrets: Record<string, string> = {
        "vars.DRIFT_STACKS": STACKS,
        "secrets.GENESYSCLOUD_OAUTHCLIENT_ID": VIEWER.clientId,
        "secrets.GENESYSCLOUD_OAUTHCLIENT_SECRET": VIEWER.clientSecret,
        "github.token": "job-token",
        "github.repository": "acme/infrastructure",
      };
      const texts: string[] = [];
      for (const { id, run, env: own } of github.steps) {
        if (run === undefined || run === "npm ci") continue;
        const values = Object.entries(own).map(([name, value]) => [
          name,
          value.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => secrets[expression] ?? ""),
        ]);
        appendFileSync(inProject("output"), "");
        const files = { GITHUB_OUTPUT: inProject("output"), GITHUB_STEP_SUMMARY: inProject("summary") };
        const script = id === "check" && !withCheck ? "true" : run;
        const result = await world.shell(script, { ...Object.fromEntries(values), ...files, ...env });
        texts.push(result.output);
        for (const line of readFileSync(inProject("output"), "utf8").split("\n")) {
          const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
          if (name !== undefined && value !== undefined) secrets[`steps.${id}.outputs.${name}`] = value;
        }
        if (result.code !== 0) return { failed: run, output: texts.join("\n") };
      }
      return { failed: undefined, output: texts.join("\n") };
    };

    const asked = () => {
      if (!existsSync(inProject("gh.log"))) return [];
      const lines = readFileSync(inProject("gh.log"), "utf8").trim().split("\n");
      return lines.map((line) => z.object({ args: z.array(z.string()), body: z.string() }).parse(JSON.parse(line)));
    };
    const verbs = () => asked().map(({ args }) => args.slice(0, 2).join(" "));

    it("opens one issue on drift, with the report, or updates the one that is open, and passes", async () => {
      describeByHand("By hand");
      const { failed, output } = await runJob();
      expect(failed).toBeUndefined();
      expect(verbs()).toEqual(["issue list", "label create", "issue create"]);
      const body = asked().at(-1)?.body;
      expect(body).toMatch(/^## Drift: 2 findings in 2 stacks\n/);
      expect(body).toContain("| `service` | `changed description` | `none` | `By hand` |");
      expect(readFileSync(inProject("summary"), "utf8")).toBe(body);
      expect(leakedSecrets(world.clients.simulator, `${output} ${body}`)).toEqual([]);

      rmSync(inProject("gh.log"));
      writeFileSync(inProject("open-issue"), "12");
      expect((await runJob({}, { withCheck: false })).failed).toBeUndefined();
      expect(
        asked()
          .map(({ args }) => args.slice(0, 3).join(" "))
          .at(-1),
      ).toBe("issue edit 12");
      expect(verbs()).toEqual(["issue list", "issue edit"]);
    });

    it("closes the issue when all is as declared", async () => {
      writeFileSync(inProject("open-issue"), "12");
      expect((await runJob({ DRIFT_STACKS: "test prod billing#prod" })).failed).toBeUndefined();
      expect(asked().map(({ args }) => args.slice(0, 3).join(" "))).toEqual(["issue list --label", "issue close 12"]);
      expect(readFileSync(inProject("summary"), "utf8")).toMatch(/^## Drift: No drift in 3 stacks\n/);
    });

    it("fails when the check is broken or misused, without touching the issue", async () => {
      writeFileSync(inProject("open-issue"), "12");
      const broken = await runJob({ DRIFT_STACKS: "nope" });
      expect(broken.failed).toContain("exit 1");
      expect(broken.output).toContain("::error::");
      expect((await runJob({ DRIFT_STACKS: "--nope" })).failed).toContain("exit 1");
      expect(verbs()).toEqual(["issue list", "issue list"]);
      expect(readFileSync(inProject("summary"), "utf8")).toContain("no stack named 'nope' found");
    });
  });

  describe("of GitLab", () => {
    const runJob = (stacks: string) => world.shell(gitlab.script.join("\n"), { DRIFT_STACKS: stacks });

    it("warns on drift, and leaves a test report", async () => {
      describeByHand("By hand");
      const result = await runJob(STACKS);
      expect(result.code).toBe(gitlab.allow_failure.exit_codes);
      for (const file of gitlab.artifacts.paths) expect(existsSync(inProject(file))).toBe(true);
      const junit = readFileSync(inProject(gitlab.artifacts.reports.junit), "utf8");
      expect(junit).toContain(`<failure message="changed description: expected none; actual By hand" type="changed">`);
      expect(leakedSecrets(world.clients.simulator, result.output + junit)).toEqual([]);
    });

    it("passes without drift, and fails when broken", async () => {
      expect((await runJob("test prod billing#prod")).code).toBe(0);
      expect((await runJob("nope")).code).toBe(1);
      expect(readFileSync(inProject("drift.xml"), "utf8")).toContain("<error");
    });
  });

  describe("of one's own, as docs/drift.md has it", () => {
    const blocks = [...read("docs/drift.md").matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
    const commands = blocks
      .flatMap((block) => block.split("\n"))
      .filter((line) => line !== "" && !line.startsWith("#"));
    /** Of our own command, the pipelines above show that it is quiet. */
    const quiet = commands.filter((command) => /^pulumi (refresh|preview)/.test(command));

    it.each(quiet)("is quiet without drift: %s", async (command) => {
      expect((await world.shell(command)).code).toBe(0);
    });

    it.each(commands)("finds drift, or puts it right: %s", async (command) => {
      describeByHand("By hand");
      const writes = command.startsWith("pulumi up");
      const login = writes ? simulatorEnvironment(world.clients.simulator.url) : {};
      expect((await world.shell(command, login)).code).toBe(writes ? 0 : 7);
    });

    it("are nine commands", () => {
      expect(commands).toHaveLength(9);
    });
  });
});
