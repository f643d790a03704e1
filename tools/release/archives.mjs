import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "tar";
import { readJson, root, sha256 } from "../set-up/paths.mjs";

const EXECUTABLE = "pulumi-resource-genesyscloud-oauth";

/** As Pulumi names them when it looks for an archive. */
const SYSTEMS = ["darwin", "linux", "windows"];
const ARCHITECTURES = ["amd64", "arm64"];

/**
 * Writes the archives of the plugin, one for each platform, and a file with their checksums. Pulumi looks for each archive under exactly
 * this name. Their content is the same, because the plugin needs only Node.js: Windows starts the file that ends with .cmd.
 */
export async function makeRelease(folder) {
  const { version } = readJson(join(root, "package.json"));
  const names = SYSTEMS.flatMap((system) =>
    ARCHITECTURES.map((architecture) => `${EXECUTABLE}-v${version}-${system}-${architecture}.tar.gz`),
  );
  const files = names.map((name) => join(folder, name));
  mkdirSync(folder, { recursive: true });
  const [first, ...others] = files;
  await archivePlugin(first);
  for (const file of others) copyFileSync(first, file);
  const checksums = join(folder, `pulumi-genesyscloud-oauth_${version}_checksums.txt`);
  const checksum = sha256(readFileSync(first));
  writeFileSync(checksums, names.map((name) => `${checksum}  ${name}\n`).join(""));
  return { version, files: [...files, checksums] };
}

/** The same plugin gives the same bytes, wherever and whenever it is archived. */
async function archivePlugin(file) {
  const draft = mkdtempSync(join(tmpdir(), "release-"));
  try {
    cpSync(join(root, "plugin"), draft, { recursive: true });
    copyFileSync(join(root, "LICENSE"), join(draft, "LICENSE"));
    const names = readdirSync(draft).sort();
    for (const name of names) chmodSync(join(draft, name), name === EXECUTABLE ? 0o755 : 0o644);
    await create({ file, cwd: draft, gzip: { level: 9 }, portable: true, mtime: new Date(0) }, names);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
