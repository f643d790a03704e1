import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { repository } from "./routes.ts";

/** What a page of an example leaves out: what says nothing about it. */
const LEFT_OUT = new Set(["tsconfig.json", "go.sum", "Pulumi.yaml"]);
const LANGUAGES: Readonly<Record<string, string>> = {
  ".ts": "ts",
  ".mjs": "js",
  ".json": "json",
  ".yml": "yaml",
  ".yaml": "yaml",
  ".go": "go",
  ".py": "python",
  ".mod": "text",
  ".txt": "text",
};

const folderOf = (name: string) => join(repository, ...(name === "template" ? [name] : ["examples", name]));

/** The folders below examples/, and the template. */
export function exampleNames(): string[] {
  return [...readdirSync(join(repository, "examples")).sort(), "template"];
}

/** A page with every file of an example that says something. */
export function examplePage(name: string): string {
  const folder = folderOf(name);
  const blocks = readdirSync(folder)
    .filter((file) => !LEFT_OUT.has(file) || readdirSync(folder).length === 1)
    .map((file) => {
      const language = LANGUAGES[extname(file)] ?? "text";
      return `## ${file}\n\n\`\`\`\`${language}\n${readFileSync(join(folder, file), "utf8")}\`\`\`\`\n`;
    });
  return [`# ${name}\n`, ...blocks].join("\n");
}
