import { existsSync, statSync } from "node:fs";
import { join, posix } from "node:path";

/** The repository. Its pages are read where they stand, so that the same files serve GitHub, the npm package and the site. */
export const repository = join(import.meta.dirname, "..", "..");

/** What VitePress leaves out when it collects pages. */
export const notPages = ["!(README|CHANGELOG|CONTRIBUTING|SECURITY).md", "!(docs|sdk|site)/**/*"];

/** Where files go that are no pages, such as JSON schemas. */
export const FILES = "files";

const AT_THE_ROOT: Readonly<Record<string, string>> = {
  "README.md": "getting-started.md",
  "CHANGELOG.md": "changelog.md",
  "CONTRIBUTING.md": "contributing.md",
  "SECURITY.md": "security.md",
};

/** The page of the site that shows a Markdown file of the repository. Both are paths: `docs/drift.md` becomes `drift.md`. */
export function pageOf(file: string): string {
  const page = AT_THE_ROOT[file] ?? file.replace(/^(docs|site)\//, "");
  return page.replace(/(^|\/)README\.md$/, "$1index.md");
}

/** The address of a page, below the site's base: `/drift.html`. */
export function addressOf(file: string): string {
  return `/${pageOf(file)
    .replace(/(^|\/)index\.md$/, "$1")
    .replace(/\.md$/, ".html")}`;
}

/** What a relative link leads to. */
export type Target =
  | { readonly kind: "page"; readonly address: string }
  /** A file that the site must have a copy of. */
  | { readonly kind: "file"; readonly address: string; readonly file: string }
  /** A folder of the repository that no page shows. */
  | { readonly kind: "nothing" };

/**
 * @param from the file that has the link, relative to the repository
 * @param link the link as it is written there, without its anchor
 * @throws Error if there is no such file
 */
export function targetOf(from: string, link: string): Target {
  const file = posix.join(posix.dirname(from), decodeURI(link)).replace(/\/$/, "");
  if (!existsSync(join(repository, file))) throw new Error(`${from} links to ${link}, which does not exist`);
  if (file.endsWith(".md")) return { kind: "page", address: addressOf(file) };
  const example = /^(?:examples\/([^/]+)|template$)/.exec(file);
  if (example !== null) return { kind: "page", address: `/examples/${example[1] ?? "template"}.html` };
  if (existsSync(join(repository, file, "README.md"))) return { kind: "page", address: addressOf(`${file}/README.md`) };
  if (statSync(join(repository, file)).isDirectory()) return { kind: "nothing" };
  return { kind: "file", file, address: `/${FILES}/${file.endsWith(".json") ? file : `${file}.txt`}` };
}
