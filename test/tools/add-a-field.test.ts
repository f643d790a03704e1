import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const page = readFileSync(`${root}CONTRIBUTING.md`, "utf8");

const FIELDS = "provider/model/client-fields.ts";
const PROPERTIES = "provider/program/oauth-client-properties.ts";
const SAMPLES = "test/support/input-samples.ts";

/** Where each code block of the section goes, in its order: at the end of what this expression finds. */
const PLACES = [
  [FIELDS, /interface ClientFields \{[^}]*/],
  [FIELDS, /const CLIENT_FIELDS = \{\n/],
  [PROPERTIES, /interface OAuthClientArgs \{\n/],
  [PROPERTIES, /class OAuthClientOutputs extends [\w.]+ \{\n/],
  [SAMPLES, /const INPUT_SAMPLES = \{\n/],
] as const;

const [, section = ""] = page.split("## Add a field\n");
const blocks = [...section.matchAll(/ {3}```ts\n(.*?) {3}```\n/gs)].map(([, code = ""]) => code);

/** The files that the first steps of the page change, as they then are. */
function changedFiles(steps: number): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [index, [file, place]] of PLACES.slice(0, steps).entries()) {
    const text = files.get(file) ?? readFileSync(root + file, "utf8");
    expect(text).toMatch(place);
    files.set(
      file,
      text.replace(place, (found) => `${found}${blocks[index] ?? ""}`),
    );
  }
  return files;
}

/** The files in which the compiler then finds errors. @param roots what it looks at. Default: the whole repository. */
function filesWithErrors(changed: ReadonlyMap<string, string>, roots?: readonly string[]): readonly string[] {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  host.readFile = (path) => changed.get(path.slice(root.length)) ?? readFile(path);
  const program = ts.createProgram(roots?.map((file) => root + file) ?? fileNames, options, host);
  const diagnostics = program.getSemanticDiagnostics();
  return [...new Set(diagnostics.map(({ file }) => file?.fileName.slice(root.length) ?? ""))];
}

it("has a code block for each place", () => {
  expect(blocks).toHaveLength(PLACES.length);
});

it.each([
  ["the type of the field asks for its description, argument and output", 1, [FIELDS, PROPERTIES]],
  ["its description asks for its argument and its output", 2, [PROPERTIES]],
  ["its argument and its output ask for a sample", 4, [SAMPLES]],
] as const)("%s", { timeout: 120_000 }, (_, steps, files) => {
  expect(filesWithErrors(changedFiles(steps), [FIELDS, PROPERTIES, SAMPLES])).toEqual(files);
});

it("its sample is the last step: the whole repository compiles", { timeout: 180_000 }, () => {
  expect(filesWithErrors(changedFiles(5))).toEqual([]);
});
