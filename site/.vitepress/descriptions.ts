import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PageData } from "vitepress";
import { repository } from "./routes.ts";

/** The first paragraph of a page as plain text, for search engines and previews of links. Empty if the page has none. */
export function descriptionOf({ filePath }: Pick<PageData, "filePath">): string {
  const text = readFileSync(join(repository, filePath), "utf8").replace(/^---\n.*?\n---\n/s, "");
  const paragraph = text.split(/\n\s*\n/).find((block) => /^[A-Z`*]/.test(block)) ?? "";
  return paragraph
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[`*]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
