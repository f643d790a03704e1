// Writes release/, and says what it wrote.
import { join, relative } from "node:path";
import { root } from "../set-up/paths.mjs";
import { makeRelease } from "./archives.mjs";

const { version, files } = await makeRelease(join(root, "release"));
process.stdout.write(`version ${version} of the provider plugin:\n`);
for (const file of files) process.stdout.write(`${relative(root, file)}\n`);
