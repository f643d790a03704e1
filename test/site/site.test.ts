import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { startBrowser, type TestBrowser } from "./browser.ts";

const screenshots = join(import.meta.dirname, "..", "..", "node_modules", ".cache", "site-screenshots");
const siteUrl = inject("siteUrl");
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };

interface Reader extends AsyncDisposable {
  readonly page: Page;
  /** What the console says, and each request to a host that is not the site's. */
  readonly faults: readonly string[];
  /** Opens a page, given below the site's address. */
  open(path: string): Promise<void>;
}

describe("the documentation site in a browser", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
    return () => browser[Symbol.asyncDispose]();
  });

  async function createReader(options: BrowserContextOptions): Promise<Reader> {
    const context = await browser.browser.newContext(options);
    const page = await context.newPage();
    const faults: string[] = [];
    await context.route(
      (url) => url.host !== new URL(siteUrl).host,
      async (route) => {
        faults.push(`${page.url()} asks ${route.request().url()}`);
        await route.abort();
      },
    );
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) faults.push(`${page.url()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
    return {
      page,
      faults,
      async open(path) {
        await page.goto(new URL(path, siteUrl).href);
        // The page is text first, and works once Vue has taken it over.
        await page.waitForFunction("document.querySelector('#app').__vue_app__ !== undefined");
      },
      [Symbol.asyncDispose]: () => context.close(),
    };
  }

  it("has no page that is wider than a phone, prints an error or asks another host", async () => {
    const files = readdirSync(inject("siteFolder"), { recursive: true, encoding: "utf8" });
    await using reader = await createReader({ viewport: PHONE });
    const tooWide: string[] = [];
    for (const path of files.filter((file) => file.endsWith(".html"))) {
      await reader.open(path);
      if (await reader.page.evaluate("document.documentElement.scrollWidth > innerWidth")) tooWide.push(path);
    }
    expect(tooWide).toEqual([]);
    expect(reader.faults).toEqual([]);
  });

  it.each([
    ["first-page", "index.html"],
    ["rotation", "rotation.html"],
    ["reference", "reference/classes/OAuthClient.html"],
  ])("shows the page %s on phones and desktops, light and dark", async (name, path) => {
    mkdirSync(screenshots, { recursive: true });
    for (const viewport of [PHONE, DESKTOP]) {
      for (const colorScheme of ["light", "dark"] as const) {
        await using reader = await createReader({ viewport, colorScheme });
        await reader.open(path);
        const file = join(screenshots, `${name}-${viewport.width}-${colorScheme}.png`);
        // What the screen shows: this browser sometimes fails to draw pages of many screens at once.
        await reader.page.screenshot({ path: file });
        process.stdout.write(`screenshot: ${file}\n`);
        expect(reader.faults).toEqual([]);
      }
    }
  });

  it("shows each picture in the form that fits, also when the reader changes between light and dark", async () => {
    await using reader = await createReader({ viewport: DESKTOP, colorScheme: "light" });
    await reader.open("rotation.html");
    const shown = () =>
      reader.page
        .locator(".picture img")
        .evaluateAll((images) => images.filter((image) => image.checkVisibility()).map(({ className }) => className));
    expect(await shown()).toEqual(["light-only", "light-only"]);
    await reader.page.locator(".VPSwitchAppearance").first().click();
    expect(await shown()).toEqual(["dark-only", "dark-only"]);
    expect(reader.faults).toEqual([]);
  });

  it("finds a word", async () => {
    await using reader = await createReader({ viewport: DESKTOP });
    await reader.open("index.html");
    await reader.page.keyboard.press("Control+k");
    await reader.page.locator("#localsearch-input").fill("retirePrevious");
    await reader.page.locator("#localsearch-list a").first().click();
    await reader.page.waitForURL(/rotation|RotatingOAuthClient/);
    await reader.page.locator(".vp-doc", { hasText: "retirePrevious" }).waitFor();
    expect(reader.faults).toEqual([]);
  });

  it("says so where there is no page", async () => {
    await using reader = await createReader({ viewport: DESKTOP });
    const answer = await reader.page.goto(new URL("no/such/page.html", siteUrl).href);
    expect(answer?.status()).toBe(404);
    await reader.page.getByText("Page not found").waitFor();
    await reader.page.getByRole("link", { name: "First page" }).click();
    await reader.page.waitForURL(siteUrl);
  });
});
