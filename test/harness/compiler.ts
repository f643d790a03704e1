import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setUp } from "../../tools/setup.mjs";
import { startCommand } from "./engine-command.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What the compiler says about programs, each on its own, that import the package by its name. Empty if they are correct. */
export async function compilerErrors(programs: readonly string[]): Promise<string> {
  const { node, env } = await setUp({ quiet: true });
  mkdirSync(join(root, ".e2e"), { recursive: true });
  // Inside the repository, so that the programs find the package by its name.
  const folder = mkdtempSync(join(root, ".e2e", "page-"));
  try {
    for (const [index, program] of programs.entries()) writeFileSync(join(folder, `${index}.ts`), program);
    const config = { extends: "../../tsconfig.programs.json", include: ["*.ts"], exclude: [], files: ["0.ts"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
    const options = { cwd: folder, env: { ...process.env, ...env }, timeoutMs: 120_000, input: undefined };
    return (await startCommand(node, [compiler, "-p", folder], options).result).output.trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
