import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, it } from "vitest";
import { describeWhere } from "./describe-where.ts";
import { root } from "./languages.ts";

const start = promisify(execFile);

describeWhere(inject("go"), "the generated SDKs", (env) => {
  it("are what Pulumi's generators write from the schema", async () => {
    const { stdout } = await start("node", ["tools/sdks.mjs", "--check"], {
      cwd: root,
      env: { ...process.env, ...env },
    });
    expect(stdout).toBe("sdk/python and sdk/go are up to date\n");
  });
});

it("write OAuth as one word in the names of Python", () => {
  const folder = join(root, "sdk", "python", "pulumi_genesyscloud_oauth");
  const files = readdirSync(folder).filter((name) => name.endsWith(".py"));
  expect(files).toEqual(expect.arrayContaining(["oauth_client.py", "get_oauth_client_usage.py"]));
  for (const name of files) expect(name + readFileSync(join(folder, name), "utf8")).not.toMatch(/o_auth/);
});
