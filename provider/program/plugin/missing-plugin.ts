import { accessSync, constants, existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, relative, sep } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { PLUGIN_PACKAGE } from "../../model/plugin-tokens.ts";
import { perRun } from "../per-run.ts";
import { mocksOfRun } from "../unit-test.ts";
import { PLUGIN_VERSION } from "./plugin-version.ts";

const EXECUTABLE = `pulumi-resource-${PLUGIN_PACKAGE}`;
const OWN_PLUGIN = join("node_modules", "pulumi-genesyscloud-oauth", "plugin");

/**
 * Ends the program if Pulumi will not find the plugin. Pulumi itself would only say, many times, that a download failed. Does nothing
 * wherever there may be another way to the plugin.
 */
export const requireInstalledPlugin = perRun(() => {
  // A unit test with mocks needs no plugin, and neither does a script that runs without the engine.
  const needsNone = mocksOfRun() !== undefined || pulumi.runtime.getStackResource() === undefined;
  if (needsNone || isOfferedElsewhere(process.env)) return;
  const project = projectFile(process.cwd(), pulumi.getProject());
  if (project === undefined || namesPlugin(readFileSync(project, "utf8"))) return;
  throw new pulumi.RunError(
    `The provider plugin ${PLUGIN_PACKAGE} is not installed, and Pulumi.yaml does not say where it is. Nothing was changed.\n` +
      `Add these lines to Pulumi.yaml:\n` +
      `plugins:\n  providers:\n    - name: ${PLUGIN_PACKAGE}\n      path: ${ownPluginFrom(dirname(project))}\n` +
      `Or install it from a release archive: pulumi plugin install resource ${PLUGIN_PACKAGE} ${PLUGIN_VERSION} --file <archive>`,
  );
});

function isOfferedElsewhere(env: NodeJS.ProcessEnv): boolean {
  if (env.PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES || env.PULUMI_DEBUG_PROVIDERS) return true;
  const installed = installedPlugins(env.PULUMI_HOME);
  if (installed === undefined || installed.some(isPlugin)) return true;
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.some((folder) => ["", ".exe", ".cmd"].some((ending) => existsSync(join(folder, EXECUTABLE + ending))));
}

/** A lock or a half-done installation is none. */
function isPlugin(name: string): boolean {
  return name.startsWith(`resource-${PLUGIN_PACKAGE}-v`) && !/\.(lock|partial)$/.test(name);
}

/** The nearest one above the program, if it is of this project. An inline program of the Automation API may have none. */
function projectFile(folder: string, project: string): string | undefined {
  const file = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) return dirname(folder) === folder ? undefined : projectFile(dirname(folder), project);
  const name = /^name: *["']?([\w.-]+)/m.exec(readFileSync(file, "utf8"))?.[1];
  return name === project ? file : undefined;
}

/** Whether the text names the plugin, otherwise than as the namespace of a setting or in the name of the npm package. */
function namesPlugin(text: string): boolean {
  return new RegExp(`(?<![\\w-])${PLUGIN_PACKAGE}(?![\\w-]|:\\w)`).test(text);
}

/** Where the package is installed, which may be above the project's folder. */
function ownPluginFrom(project: string): string {
  for (let folder = project; dirname(folder) !== folder; folder = dirname(folder)) {
    const path = join(folder, OWN_PLUGIN);
    if (existsSync(path)) return relative(project, path).split(sep).join("/");
  }
  return OWN_PLUGIN.split(sep).join("/");
}

/** Undefined where Pulumi may keep its plugins in another folder, because it can't write to the usual one. */
function installedPlugins(chosenHome: string | undefined): readonly string[] | undefined {
  const home = chosenHome || join(homedir(), ".pulumi");
  try {
    if (!chosenHome) accessSync(home, constants.W_OK);
    const plugins = join(home, "plugins");
    return existsSync(plugins) ? readdirSync(plugins) : [];
  } catch {
    return undefined;
  }
}
