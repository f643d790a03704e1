import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { MarkdownRenderer } from "vitepress";
import { repository, targetOf } from "./routes.ts";

type Rule = Parameters<MarkdownRenderer["core"]["ruler"]["push"]>[1];
type Tokens = Parameters<Rule>[0]["tokens"];

/** The files that pages link to, and the addresses where the site must have them. */
const linkedFiles = new Map<string, string>();

/** Turns the links and pictures of a page, which fit the repository, into those of the site. */
export function repositoryLinks(md: MarkdownRenderer): void {
  md.core.ruler.push("repository_links", ({ tokens, env }) => {
    const from = relative(repository, env.realPath ?? env.path);
    for (const token of tokens) {
      if (token.type === "html_block") token.content = withBothPictures(token.content, from);
      if (token.children !== null) token.children = withSiteLinks(token.children, from);
    }
  });
}

/** Copies the files that pages link to. To be called when all pages are rendered. */
export function copyLinkedFiles(folder: string): void {
  for (const [file, address] of linkedFiles) {
    const copy = join(folder, address);
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(join(repository, file), copy);
  }
}

function withSiteLinks(tokens: Tokens, from: string): Tokens {
  let isUnwrapping = false;
  return tokens.filter((token) => {
    if (token.type === "link_close" && isUnwrapping) {
      isUnwrapping = false;
      return false;
    }
    const href = token.type === "link_open" ? token.attrGet("href") : null;
    // Links of other hosts, of mail programs, within the page, and the anchors that VitePress adds to headings.
    if (href === null || /^(?:[a-z]+:|#|\/)/.test(href)) return true;
    const [path = "", anchor] = href.split("#");
    const target = targetOf(from, path);
    if (target.kind === "nothing") {
      isUnwrapping = true;
      return false;
    }
    if (target.kind === "file") linkedFiles.set(target.file, target.address);
    token.attrSet("href", anchor === undefined ? target.address : `${target.address}#${anchor}`);
    return true;
  });
}

const PICTURE =
  /<picture>\s*<source media="\(prefers-color-scheme: dark\)" srcset="([^"]+)">\s*<img src="([^"]+)"([^>]*)>\s*<\/picture>/g;

/** GitHub chooses a picture by the reader's system. On the site the reader chooses, so the page has both, and shows one. */
function withBothPictures(html: string, from: string): string {
  const shown = html.replaceAll(PICTURE, (_, dark: string, light: string, rest: string) =>
    [
      '<div class="picture">',
      `<img class="light-only" src="${pictureIn(from, light)}"${rest}>`,
      `<img class="dark-only" src="${pictureIn(from, dark)}"${rest}>`,
      "</div>",
    ].join("\n"),
  );
  if (/<picture|<source/.test(shown)) throw new Error(`${from} has a picture in a form that the site does not know`);
  return shown;
}

function pictureIn(from: string, source: string): string {
  return `/${join(dirname(from), source)}`;
}
