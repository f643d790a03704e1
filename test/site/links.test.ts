import { readdirSync } from "node:fs";
import { LinkChecker } from "linkinator";
import { expect, inject, it } from "vitest";

it("has no dead links and no dead anchors", async () => {
  const { origin, href, pathname } = new URL(inject("siteUrl"));
  const { links } = await new LinkChecker().check({
    path: href,
    recurse: true,
    checkFragments: true,
    linksToSkip: async (link) => !link.startsWith(origin),
  });
  const broken = links.filter(({ state }) => state === "BROKEN");
  expect(broken.map(({ url, parent, failureDetails }) => `${parent}: ${url}: ${failureDetails}`)).toEqual([]);

  const visited = new Set(links.map(({ url }) => new URL(url).pathname.replace(/\/$/, "/index.html")));
  const files = readdirSync(inject("siteFolder"), { recursive: true, encoding: "utf8" });
  const pages = files.filter((file) => file.endsWith(".html"));
  expect(pages.filter((page) => !visited.has(pathname + page))).toEqual(["404.html"]);
});
