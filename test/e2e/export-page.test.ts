import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CommandResult } from "../harness/pulumi.ts";
import { blocksOf, blockWith } from "../support/markdown-blocks.ts";
import { anHourAgo, type Face, QUIET } from "./client-stack.ts";
import { ExportStack } from "./export-stack.ts";

const PAGE = "docs/export.md";
const TERRAFORM_PAGE = "docs/from-terraform.md";
const shellBlocks = [PAGE, TERRAFORM_PAGE].flatMap(blocksOf).filter(({ language }) => language === "sh");

/** A reader who confirms what `pulumi up` asks, has the package installed, and whose Terraform has the state in a file beside the project. */
const READER = `
pulumi() { command pulumi --non-interactive "$@" $([ "$1" = up ] && echo --yes --skip-preview); }
npx() { shift; "$NODE" "$MAIN" "$@"; }
terraform() { cat "\${1#-chdir=}/terraform.tfstate"; }
set -e
`;

const created = (face: Face) =>
  ExportStack.create({
    face,
    clock: anHourAgo,
    seed: { clients: [{ name: "Reports A", secret: "known-secret" }, { name: "Other" }] },
  });

async function run(exported: ExportStack, block: string): Promise<CommandResult> {
  const [NODE, MAIN] = exported.command;
  return exported.clients.stack.execute("bash", ["-c", READER + block], { env: { NODE, MAIN }, timeoutMs: 300_000 });
}

describe("docs/export.md and docs/from-terraform.md", { timeout: 900_000 }, () => {
  it("adopts the clients of an organisation", async () => {
    await using exported = await created("dynamic");
    for (const part of ["--name '^Reports'", "pulumi up\n", "--expect-no-changes\n"]) {
      (await run(exported, blockWith(PAGE, part))).succeeded();
    }
    expect(Object.keys(await exported.clients.ids())).toEqual(["reports-a"]);
    expect(await exported.clients.noise()).toEqual(QUIET);
    expect(exported.writes()).toEqual([]);
  });

  it("adopts them with the plugin", async () => {
    await using exported = await created("plugin");
    (await run(exported, blockWith(PAGE, "pulumi import"))).succeeded();
    expect(Object.keys(await exported.clients.ids()).sort()).toEqual(["other", "reports-a"]);
    expect(exported.writes()).toEqual([]);
  });

  it("adopts what a Terraform state has", async () => {
    await using exported = await created("dynamic");
    const { simulator, stack } = exported.clients;
    const [client] = simulator.clients.list();
    const attributes = {
      id: client?.id,
      name: "Reports A",
      authorized_grant_type: "CODE",
      client_secret: "known-secret",
    };
    const managed = { mode: "managed", type: "genesyscloud_oauth_client", name: "reports" };
    const state = { version: 4, resources: [{ ...managed, instances: [{ schema_version: 1, attributes }] }] };
    mkdirSync(join(dirname(stack.project), "terraform"));
    stack.writeProgram("../terraform/terraform.tfstate", JSON.stringify(state));
    for (const part of ["state pull |", "pulumi up\n"]) {
      (await run(exported, blockWith(TERRAFORM_PAGE, part))).succeeded();
    }
    expect((await exported.clients.stored()).reports).toMatchObject({ id: client?.id, secret: "known-secret" });
    expect(exported.writes()).toEqual([]);
  });

  it("have no other commands", () => {
    expect(shellBlocks).toHaveLength(6);
  });
});
