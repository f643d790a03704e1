import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitepress";
import { descriptionOf } from "./descriptions.ts";
import { sidebar } from "./navigation.ts";
import { copyLinkedFiles, repositoryLinks } from "./repository-links.ts";
import { notPages, pageOf, repository } from "./routes.ts";

const { name, version, description } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  name: string;
  version: string;
  description: string;
};

export default defineConfig({
  lang: "en",
  title: name,
  description,
  srcDir: "..",
  srcExclude: notPages,
  rewrites: pageOf,
  outDir: "dist",
  cacheDir: join(repository, "node_modules", ".cache", "vitepress"),
  markdown: { config: repositoryLinks },
  transformPageData: (page) => ({ description: descriptionOf(page) || description }),
  buildEnd: ({ outDir }) => copyLinkedFiles(outDir),
  themeConfig: {
    nav: [
      { text: "Getting started", link: "/getting-started.html" },
      { text: "Reference", link: "/reference/" },
      { text: `v${version}`, items: [{ text: "Changes", link: "/changelog.html" }] },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: "local" },
    externalLinkIcon: true,
  },
});
