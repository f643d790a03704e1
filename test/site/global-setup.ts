import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { getRequestListener } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import type { TestProject } from "vitest/node";

const root = join(import.meta.dirname, "..", "..");
/** Like the site of an older version: a link that forgets the path leads nowhere. */
const BASE = "/v1.0/";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder that the site is built into. */
    siteFolder: string;
    /** Where the site is served, with a slash at the end. */
    siteUrl: string;
  }
}

/** Once before all tests: builds the site as `npm run site` does, and serves it as any host of files would. */
export default async function prepare({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "site-"));
  const vitepress = join(root, "node_modules", "vitepress", "bin", "vitepress.js");
  const options = ["--outDir", folder, "--base", BASE];
  try {
    await promisify(execFile)(process.execPath, [vitepress, "build", join(root, "site"), ...options]);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const app = new Hono();
  app.use(`${BASE}*`, serveStatic({ root: folder, rewriteRequestPath: (path) => path.slice(BASE.length - 1) }));
  app.notFound(async (context) => context.html(await readFile(join(folder, "404.html"), "utf8"), 404));
  const server = createServer(getRequestListener(app.fetch));
  // A client must not send a request over a connection that is just being closed.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  provide("siteFolder", folder);
  provide("siteUrl", `http://127.0.0.1:${port}${BASE}`);
  return async () => {
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
    rmSync(folder, { recursive: true, force: true });
  };
}
