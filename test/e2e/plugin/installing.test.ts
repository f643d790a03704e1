import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { list } from "tar";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeRelease } from "../../../tools/release/archives.mjs";
import { setUp } from "../../../tools/setup.mjs";
import { leakedSecrets } from "../../harness/leaks.ts";
import { APP } from "../../harness/sample-clients.ts";
import { createPluginStack, declare, type PluginStack } from "./plugin-stack.ts";

const NAME = "pulumi-resource-genesyscloud-oauth";
/** As Pulumi calls this machine. */
const PLATFORM = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;

let folder: string;
let release: Awaited<ReturnType<typeof makeRelease>>;
let archive: string;

beforeAll(async () => {
  await setUp({ quiet: true });
  folder = mkdtempSync(join(tmpdir(), "release-"));
  release = await makeRelease(join(folder, "first"));
  archive = join(folder, "first", `${NAME}-v${release.version}-${PLATFORM}.tar.gz`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A stack whose Pulumi.yaml says nothing about plugins. */
async function createStackWithoutPlugin(): Promise<PluginStack> {
  const plugins = await createPluginStack();
  plugins.clients.stack.writeProgram("Pulumi.yaml", "name: program\nruntime: nodejs\nmain: index.mjs\n");
  plugins.write(declare("OAuthClient", "app", APP));
  return plugins;
}

/** The stack comes up, a second preview is empty, and Pulumi says nothing beside what it does. */
async function expectToWork({ clients: { simulator, stack } }: PluginStack): Promise<void> {
  const up = (await stack.up()).succeeded();
  expect(simulator.clients.list()).toMatchObject([{ name: APP.name }]);
  const preview = (await stack.preview({ expectNoChanges: true })).succeeded();
  for (const { output } of [up, preview]) expect(output).not.toMatch(/warning|error/i);
  expect(leakedSecrets(simulator, up.output + preview.output + stack.backendText())).toEqual([]);
}

describe("a release", () => {
  it("has an archive for each platform, under the names that Pulumi looks for, and their checksums", async () => {
    const platforms = ["darwin", "linux", "windows"].flatMap((system) => [`${system}-amd64`, `${system}-arm64`]);
    const archives = platforms.map((platform) => `${NAME}-v${release.version}-${platform}.tar.gz`);
    const checksums = `pulumi-genesyscloud-oauth_${release.version}_checksums.txt`;
    expect(readdirSync(join(folder, "first")).sort()).toEqual([checksums, ...archives].sort());
    expect(release.files.map((file) => basename(file))).toEqual([...archives, checksums]);
    const lines = archives.map((name) => `${sha256(readFileSync(join(folder, "first", name)))}  ${name}\n`);
    expect(readFileSync(join(folder, "first", checksums), "utf8")).toBe(lines.join(""));
  });

  it("holds what the plugin needs on every platform, and only the executable may be executed", async () => {
    const entries: Record<string, string> = {};
    await list({
      file: archive,
      onReadEntry: ({ path, mode = 0, mtime, uid, uname }) => {
        entries[path] = mode.toString(8);
        expect([mtime?.getTime(), uid, uname]).toEqual([0, undefined, ""]);
      },
    });
    expect(entries).toEqual({
      LICENSE: "644",
      "main.cjs": "644",
      [NAME]: "755",
      [`${NAME}.cmd`]: "644",
      "schema.json": "644",
      "start.cjs": "644",
      "supported-node.cjs": "644",
    });
  });

  it("has the same bytes when it is made again", async () => {
    const again = await makeRelease(join(folder, "again"));
    expect(again.files.map((file) => sha256(readFileSync(file)))).toEqual(
      release.files.map((file) => sha256(readFileSync(file))),
    );
  });
});

describe("the plugin", () => {
  it("works when it was installed from an archive", async () => {
    await using plugins = await createStackWithoutPlugin();
    const { stack } = plugins.clients;
    const install = ["plugin", "install", "resource", "genesyscloud-oauth", release.version, "--file", archive];
    (await stack.run(install)).succeeded();
    const listed = JSON.parse((await stack.run(["plugin", "ls", "--json"])).succeeded().stdout);
    expect(listed).toMatchObject([{ name: "genesyscloud-oauth", kind: "resource", version: release.version }]);
    await expectToWork(plugins);
  });

  it("works when it was installed from a server that has the archives side by side", async () => {
    await using plugins = await createStackWithoutPlugin();
    await using server = await serveRelease();
    const { stack } = plugins.clients;
    const install = ["plugin", "install", "resource", "genesyscloud-oauth", release.version, "--server", server.url];
    (await stack.run(install)).succeeded();
    await expectToWork(plugins);
    expect(server.asked).toEqual([`/${basename(archive)}`]);
  });

  it("is installed by the first command that needs it, if Pulumi is told where archives are", async () => {
    await using plugins = await createStackWithoutPlugin();
    await using server = await serveRelease();
    const { stack } = plugins.clients;
    const env = { PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES: `/pulumi-genesyscloud-oauth$=${server.url}` };
    const up = (await stack.up({ env })).succeeded();
    expect(up.output).not.toMatch(/warning|error/i);
    expect(server.asked).toEqual([`/${basename(archive)}`]);
    await expectToWork(plugins);
  });

  it("is asked for with what to write, if it is neither installed nor named in Pulumi.yaml", async () => {
    await using plugins = await createStackWithoutPlugin();
    const { stack } = plugins.clients;
    const { code, output } = await stack.preview();
    expect(code).not.toBe(0);
    expect(output).toContain("The provider plugin genesyscloud-oauth is not installed, and Pulumi.yaml does not say");
    expect(output).toContain(`pulumi plugin install resource genesyscloud-oauth ${release.version} --file <archive>`);
    expect(output).not.toMatch(/github|download/i);

    // The lines of the message are what was missing.
    const lines = /^ *plugins:\n.*\n.*\n *path: .*$/m.exec(output)?.[0].replaceAll(/^ {4}/gm, "");
    stack.writeProgram("Pulumi.yaml", `name: program\nruntime: nodejs\nmain: index.mjs\n${lines}\n`);
    await expectToWork(plugins);
  });
});

/** The archives by HTTP on loopback. Collects the paths that are asked for. */
async function serveRelease(): Promise<AsyncDisposable & { readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    const file = release.files.find((path) => url === `/${basename(path)}`);
    const content = file === undefined ? "" : readFileSync(file);
    // Pulumi refuses an archive whose length it isn't told.
    response.writeHead(file === undefined ? 404 : 200, { "Content-Length": content.length }).end(content);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
