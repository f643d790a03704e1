import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitepress";
import { descriptions } from "./descriptions.ts";
import { sidebar } from "./navigation.ts";
import { copyLinkedFiles, repositoryLinks } from "./repository-links.ts";
import { notPages, pageOf, repository } from "./routes.ts";

const { name, version, description } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  name: string;
  version: string;
  description: string;
};

// A pre-release of VitePress 2: version 1.6, of August 2025, needs Vite 5, which gets no fixes any more. Version 2 needs the Vite
// that the tests use.
export default defineConfig({
  lang: "en",
  title: name,
  description,
  srcDir: "..",
  srcExclude: notPages,
  rewrites: pageOf,
  outDir: "dist",
  cacheDir: join(repository, "node_modules", ".cache", "vitepress"),
  head: [["link", { rel: "icon", href: "data:," }]],
  markdown: {
    config(md) {
      repositoryLinks(md);
      descriptions(md);
    },
  },
  transformPageData: ({ filePath }) => (filePath === "README.md" ? { title: "Getting started" } : undefined),
  buildEnd: ({ outDir }) => copyLinkedFiles(outDir),
  themeConfig: {
    nav: [
      { text: "Getting started", link: "/getting-started.html" },
      { text: "Reference", link: "/reference/" },
      { text: `Version ${version}`, link: "/changelog.html" },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    notFound: {
      title: "Page not found",
      quote: "The search and the menu lead to every page.",
      linkText: "First page",
      linkLabel: "First page",
    },
    search: { provider: "local" },
  },
});
