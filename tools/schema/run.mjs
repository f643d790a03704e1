import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../set-up/paths.mjs";
import { packageSchema } from "./package-schema.mjs";

const name = "provider/plugin/schema.json";
const path = join(root, name);
const fresh = `${JSON.stringify(packageSchema(), undefined, 2)}\n`;

if (process.argv[2] !== "--check") {
  writeFileSync(path, fresh);
  process.stdout.write(`${name} is written\n`);
} else if (fresh === committed()) {
  process.stdout.write(`${name} is up to date\n`);
} else {
  process.stderr.write(`${name} is not up to date; npm run schema writes it\n`);
  process.exitCode = 1;
}

function committed() {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
