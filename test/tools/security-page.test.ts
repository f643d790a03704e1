import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const page = readFileSync(join(root, "SECURITY.md"), "utf8");

/** What issue and review ask of the page: a section for each, with a test. */
const THREATS = [
  "The state and its backups",
  "Output, logs and errors",
  "Text from the organisation",
  "The process list",
  "The environment and the stack configuration",
  "Processes on loopback",
  "Temporary files and files of the command",
  "Redirects, and other ways to another host",
  "TLS",
  "Proxies",
  "The wrong organisation, and the own login",
  "The simulator in production by mistake",
  "The supply chain",
];

interface NamedTest {
  readonly file: string;
  readonly title: string;
}

/** The tests of a part of the page: a line for each file, with the titles in italics. */
function testsOf(text: string): readonly NamedTest[] {
  const lines = [...text.matchAll(/^- \[(test\/[^\]]+)\]\(([^)]+)\): (.+)$/gm)];
  return lines.flatMap(([, name = "", target = "", titles = ""]) => {
    expect(target).toBe(name);
    return [...titles.matchAll(/\*([^*]+)\*/g)].map(([, title = ""]) => ({ file: target, title }));
  });
}

describe("SECURITY.md", () => {
  const sections = new Map(
    page.split(/^### /m).map((section) => [section.slice(0, section.indexOf("\n")), section.split(/^## /m)[0] ?? ""]),
  );

  it.each(THREATS)("names the tests that show the defence: %s", (threat) => {
    expect(testsOf(sections.get(threat) ?? "").length).toBeGreaterThan(0);
  });

  it("has no other threats", () => {
    const headings = [...page.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(THREATS);
  });

  it.each(testsOf(page))("names a test that exists: $file, $title", ({ file, title }) => {
    expect(readFileSync(join(root, file), "utf8")).toContain(title);
  });

  it("names no test in another form, which nobody would check", () => {
    const named = testsOf(page).map(({ file }) => file);
    const mentioned = [...page.matchAll(/test\/[\w/-]+\.test\.ts/g)].map(([file]) => file);
    expect(mentioned.filter((file) => !named.includes(file))).toEqual([]);
  });

  it("leads to pages and headings that exist", () => {
    const links = [...page.matchAll(/\]\(([^)#]*)(?:#([^)]+))?\)/g)];
    expect(links.length).toBeGreaterThan(40);
    for (const [, file = "", anchor] of links) {
      const target = file === "" ? "SECURITY.md" : file;
      expect(existsSync(join(root, target)), target).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(target)).toContain(anchor);
    }
  });
});

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(file: string): readonly string[] {
  const headings = readFileSync(join(root, file), "utf8").matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}
