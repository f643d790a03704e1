import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { sidebar } from "../../site/.vitepress/navigation.ts";

const files = readdirSync(inject("siteFolder"), { recursive: true, encoding: "utf8" });

/** The addresses of a sidebar, with those of its groups. */
const addressesIn = (items: readonly { link?: string; items?: { link?: string }[] }[]): string[] =>
  items.flatMap(({ link, items = [] }) => [...(link === undefined ? [] : [link]), ...addressesIn(items)]);

it("has every page in the navigation", () => {
  const reachable = Object.values(sidebar()).flatMap((items) =>
    addressesIn(Array.isArray(items) ? items : items.items),
  );
  const addresses = files
    .filter((file) => file.endsWith(".html"))
    .map((file) => `/${file.replace(/(^|\/)index\.html$/, "$1")}`);
  // The first page stands behind the title, and the page of each example is reached from the list of examples.
  const others = addresses.filter((address) => !/^\/(404\.html|examples\/.+)?$/.test(address));
  expect(new Set(reachable)).toEqual(new Set(others));
  expect(existsSync(join(inject("siteFolder"), "404.html"))).toBe(true);
});
