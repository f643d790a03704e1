import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { startBrowser, type TestBrowser } from "./browser.ts";

const screenshots = join(import.meta.dirname, "..", "..", "node_modules", ".cache", "site-screenshots");
const siteUrl = inject("siteUrl");
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };

describe("the documentation site in a browser", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
    return () => browser[Symbol.asyncDispose]();
  });

  const open = async (path: string, options: Parameters<TestBrowser["browser"]["newContext"]>[0] = {}) => {
    const context = await browser.browser.newContext(options);
    const page = await context.newPage();
    const faults: string[] = [];
    const ownHost = new URL(siteUrl).host;
    await context.route(
      (url) => url.host !== ownHost,
      async (route) => {
        faults.push(`asks ${route.request().url()}`);
        await route.abort();
      },
    );
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(new URL(path, siteUrl).href, { waitUntil: "networkidle" });
    return { page, faults, [Symbol.asyncDispose]: () => context.close() };
  };

  it.each([
    ["index", "./"],
    ["rotation", "rotation.html"],
    ["reference", "reference/classes/OAuthClient.html"],
  ])("shows %s on phones and desktops, light and dark", async (name, path) => {
    mkdirSync(screenshots, { recursive: true });
    for (const viewport of [PHONE, DESKTOP]) {
      for (const colorScheme of ["light", "dark"] as const) {
        await using opened = await open(path, { viewport, colorScheme });
        const file = join(screenshots, `${name}-${viewport.width}-${colorScheme}.png`);
        await opened.page.screenshot({ path: file, fullPage: true });
        process.stdout.write(`screenshot: ${file}\n`);
        expect(opened.faults).toEqual([]);
      }
    }
  });

  it("finds a word", async () => {
    await using opened = await open("./", { viewport: DESKTOP });
    await search(opened.page, "retirePrevious");
    expect(new URL(opened.page.url()).pathname).toMatch(/rotation|RotatingOAuthClient/);
    expect(opened.faults).toEqual([]);
  });
});

async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.locator("#localsearch-input").fill(text);
  await page.locator("#localsearch-list a").first().click();
  await page.waitForURL((url) => !url.pathname.endsWith("/"));
}
