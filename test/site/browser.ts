import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import chromium, { inflate } from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/** What this browser would otherwise ask its maker's hosts for. */
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

export interface TestBrowser extends AsyncDisposable {
  readonly browser: Browser;
}

/**
 * Starts a browser. On Linux with an x64 processor it comes with the npm dependencies, and brings the libraries that small
 * systems lack. On other systems it is the Chrome that is installed there.
 *
 * @throws Error if there is none, or it does not start
 */
export async function startBrowser(): Promise<TestBrowser> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    const browser = await playwright.launch({ channel: "chrome", args: QUIET });
    return { browser, [Symbol.asyncDispose]: () => browser.close() };
  }
  const folder = mkdtempSync(join(tmpdir(), "browser-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const { executablePath, libraries } = await unpackInto(folder);
    const fonts = join(folder, "fonts.conf");
    writeFileSync(fonts, fontConfiguration(folder));
    const browser = await playwright.launch({
      executablePath,
      args: [...QUIET, "--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
      env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fonts },
    });
    return {
      browser,
      async [Symbol.asyncDispose]() {
        await browser.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The package unpacks into the folder for temporary files, and takes what it finds there for its own. */
async function unpackInto(folder: string): Promise<{ executablePath: string; libraries: string }> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const executablePath = await chromium.executablePath();
    const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
    const libraries = await inflate(join(dirname(entry), "..", "bin", "al2023.tar.br"));
    return { executablePath, libraries: join(libraries, "lib") };
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** The fonts of the system, and the one that the package brings: without any, the browser crashes. */
function fontConfiguration(folder: string): string {
  const folders = ["/usr/share/fonts", "/usr/local/share/fonts", join(folder, "fonts")];
  return `<?xml version="1.0"?>
<fontconfig>
${folders.map((path) => `  <dir>${path}</dir>`).join("\n")}
  <cachedir>${join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;
}
