import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DefaultTheme } from "vitepress";
import { examples } from "./examples.ts";
import { addressOf, repository } from "./routes.ts";

type Group = readonly [title: string, pages: Readonly<Record<string, string>>];

/** Every page that somebody writes, by its file, in the order of the sidebar. */
const GROUPS: readonly Group[] = [
  [
    "Start",
    {
      "README.md": "Getting started",
      "docs/doctor.md": "Doctor: is everything ready?",
      "docs/plugin.md": "The provider plugin",
      "sdk/README.md": "Other languages",
      "sdk/python/README.md": "Python",
      "sdk/go/README.md": "Go",
    },
  ],
  [
    "Move in",
    {
      "docs/export.md": "Adopt existing clients",
      "docs/from-terraform.md": "From Terraform",
      "docs/organisations-and-regions.md": "Several organisations and regions",
      "docs/proxies-and-private-cas.md": "Proxies and private CAs",
    },
  ],
  [
    "Operate",
    {
      "docs/rotation.md": "Rotation",
      "docs/drift.md": "Drift in CI",
      "docs/audit.md": "Audit",
      "docs/policy.md": "Policy pack",
      "docs/ownership-mark.md": "The ownership mark",
      "docs/troubleshooting.md": "Troubleshooting",
    },
  ],
  [
    "What to rely on",
    {
      "SECURITY.md": "Security",
      "docs/reliability.md": "Reliability",
      "docs/performance.md": "Performance",
      "docs/assumptions.md": "Assumptions",
    },
  ],
  [
    "Develop",
    {
      "docs/testing.md": "Test your programs",
      "CONTRIBUTING.md": "Contributing",
      "docs/architecture.md": "Architecture",
      "CHANGELOG.md": "Changes",
    },
  ],
];

export function sidebar(): DefaultTheme.SidebarMulti {
  const groups = GROUPS.map(([text, pages]) => ({
    text,
    items: Object.entries(pages).map(([file, title]) => ({ text: title, link: addressOf(file) })),
  }));
  const programs = {
    text: "Examples",
    link: "/examples/",
    collapsed: true,
    items: examples().map(({ name }) => ({ text: name, link: `/examples/${name}.html` })),
  };
  const reference = { text: "Reference", link: addressOf("docs/reference/README.md") };
  return { "/": [...groups, programs, reference], "/reference/": referenceSidebar() };
}

/** The groups and pages of the reference, as its first page lists them. */
function referenceSidebar(): DefaultTheme.SidebarItem[] {
  const index = readFileSync(join(repository, "docs", "reference", "README.md"), "utf8");
  return index.split(/^## /m).map((section, position) => {
    const [title = ""] = section.split("\n", 1);
    if (position === 0) return { text: "Reference", link: addressOf("docs/reference/README.md") };
    const items = [...section.matchAll(/^- \[([^\]]+)\]\(([^)]+)\)/gm)].map(([, text = "", page = ""]) => ({
      text,
      link: addressOf(`docs/reference/${page}`),
    }));
    return { text: title, collapsed: false, items };
  });
}
