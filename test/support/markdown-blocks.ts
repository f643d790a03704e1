import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** A fenced block of a page. */
export interface MarkdownBlock {
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a page, in order. @param page path below the repository's root. */
export function blocksOf(page: string): readonly MarkdownBlock[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(/^ *```(\w+)\n(.*?)^ *```$/gms)].map(([, language = "", block = ""]) => ({
    language,
    text: block,
  }));
}

/** The first block of a page that holds a text. @throws Error if there is none. */
export function blockWith(page: string, text: string): string {
  const found = blocksOf(page).find((block) => block.text.includes(text));
  if (found === undefined) throw new Error(`${page} has no block with ${text}`);
  return found.text;
}
