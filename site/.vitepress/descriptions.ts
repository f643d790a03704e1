import type { MarkdownRenderer } from "vitepress";

/** Gives each page its first paragraph as the description, for search engines and previews of links. */
export function descriptions(md: MarkdownRenderer): void {
  md.core.ruler.push("descriptions", ({ env }) => {
    env.frontmatter = { description: firstParagraphOf(env.content ?? ""), ...env.frontmatter };
  });
}

function firstParagraphOf(markdown: string): string | undefined {
  const paragraph = markdown.split(/\n\s*\n/).find((block) => /^[A-Z`*]/.test(block));
  return paragraph
    ?.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[`*]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
