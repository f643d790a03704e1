import { join, relative, sep } from "node:path";

/** The Pulumi.yaml of a folder as a relative URI, which is how SARIF names files. */
export function projectFile(directory: string): string {
  const file = relative(".", join(directory, "Pulumi.yaml"));
  return file.split(sep).map(encodeURIComponent).join("/");
}
