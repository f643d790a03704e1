import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { parse } from "yaml";
import { repository } from "./routes.ts";

/** The files that a page of an example shows. Others are the same everywhere, or written by tools. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ".go": "go",
  ".js": "js",
  ".mjs": "js",
  ".py": "python",
  ".ts": "ts",
  ".yaml": "yaml",
  ".yml": "yaml",
};

/** The settings of a stack that somebody has tried an example with. */
const STACK_SETTINGS = /(^|\/)Pulumi\.[^/]+\.yaml$/;

/** Examples that have no Pulumi.yaml with a description. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  ci: "Pipelines that look for drift every night, for GitHub Actions and GitLab.",
  template: "What `pulumi new` makes a project of.",
};

export interface Example {
  readonly name: string;
  /** One sentence. */
  readonly description: string;
}

/** The folders below examples/ and the template, in alphabetical order. */
export function examples(): Example[] {
  const names = [...readdirSync(join(repository, "examples")), "template"].sort();
  return names.map((name) => ({ name, description: DESCRIPTIONS[name] ?? `${projectDescription(name)}.` }));
}

/** The page that lists all examples. */
export function examplesPage(): string {
  const rows = examples().map(({ name, description }) => `| [${name}](/examples/${name}.html) | ${description} |`);
  return [
    "# Examples\n",
    "Each example is a project of its own. Copy its folder out of a clone of the repository, and run `npm install` and `pulumi up`.\n",
    "| example | what it does |",
    "|---|---|",
    ...rows,
  ].join("\n");
}

/** A page with the files of an example, as they are. */
export function examplePage({ name, description }: Example): string {
  const folder = folderOf(name);
  const isShown = (file: string) => extname(file) in LANGUAGES && !STACK_SETTINGS.test(file);
  const files = globSync("**/*.*", { cwd: folder, exclude: ["**/node_modules"] }).filter(isShown);
  files.sort((a, b) => rankOf(a) - rankOf(b) || a.localeCompare(b, "en"));
  const sections = files.map((file) => {
    const text = readFileSync(join(folder, file), "utf8").trimEnd();
    return `## ${file}\n\n\`\`\`\`${LANGUAGES[extname(file)]}\n${text}\n\`\`\`\`\n`;
  });
  return [`# ${name}\n`, `${description}\n`, ...sections].join("\n");
}

const PROJECTS = ["Pulumi.yaml", "PulumiPolicy.yaml"];
const isProject = (file: string) => PROJECTS.includes(file);

/** The program comes first, then what else there is, and last how Pulumi runs it. */
const rankOf = (file: string) => (/^(index|main|__main__)\./.test(file) ? 0 : isProject(file) ? 2 : 1);

function folderOf(name: string): string {
  const folder = join(repository, "examples", name);
  return existsSync(folder) ? folder : join(repository, name);
}

function projectDescription(name: string): string {
  const folder = folderOf(name);
  const file = readdirSync(folder).find(isProject);
  const project: unknown = file === undefined ? undefined : parse(readFileSync(join(folder, file), "utf8"));
  if (typeof project === "object" && project !== null && "description" in project) return String(project.description);
  throw new Error(`${name} has no Pulumi.yaml with a description`);
}
