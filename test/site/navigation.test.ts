import { readdirSync } from "node:fs";
import { expect, inject, it } from "vitest";
import { sidebar } from "../../site/.vitepress/navigation.ts";

interface Item {
  readonly link?: string;
  readonly items?: readonly Item[];
}

/** The addresses in a sidebar, with those of its groups. */
const addressesIn = (items: readonly Item[]): string[] =>
  items.flatMap(({ link, items: inner = [] }) => [...(link === undefined ? [] : [link]), ...addressesIn(inner)]);

it("has every page in the navigation, and no other", () => {
  const files = readdirSync(inject("siteFolder"), { recursive: true, encoding: "utf8" });
  const pages = files.filter((file) => file.endsWith(".html") && file !== "404.html");
  const addresses = pages.map((file) => `/${file.replace(/(^|\/)index\.html$/, "$1")}`);
  const reachable = Object.values(sidebar()).flatMap((items) =>
    addressesIn(Array.isArray(items) ? items : items.items),
  );
  // The title leads to the first page.
  expect([...new Set(["/", ...reachable])].sort()).toEqual(addresses.sort());
});
