import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setUpLanguage } from "../../../tools/setup.mjs";
import { examples, type Prepared, root, runIn } from "./languages.ts";

const MODULE = "example.com/pulumi-genesyscloud-oauth/sdk/go/genesyscloudoauth";

/** Compiles the program once: the first time on a machine takes longer than a command of a test may. */
export async function prepareGo(): Promise<Prepared> {
  const found = await setUpLanguage("go", { quiet: true });
  if ("missing" in found) return found;
  // A workspace around this repository must not decide what a program is compiled with.
  const env = { PATH: found.env.PATH, GOWORK: "off" };
  const project = mkdtempSync(join(tmpdir(), "go-program-"));
  try {
    cpSync(join(examples, "plugin-go"), project, { recursive: true });
    await useLocalGoSdk(project, env);
    await runIn(project, env, "go", "build", "-o", "program");
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
  return { env };
}

/** Does what README.md in sdk/go says, for a program that stands somewhere else than in examples/. */
export async function useLocalGoSdk(project: string, env: Record<string, string>): Promise<void> {
  await runIn(project, env, "go", "mod", "edit", `-replace=${MODULE}=${join(root, "sdk", "go")}`);
}
