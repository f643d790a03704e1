import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pluginToken } from "../../provider/model/plugin-tokens.ts";
import { root } from "../set-up/paths.mjs";
import { withInputsTable } from "./inputs-table.mjs";
import { packageSchema } from "./package-schema.mjs";

const schema = packageSchema();
const readme = readFileSync(join(root, "README.md"), "utf8");
const files = {
  "provider/plugin/schema.json": `${JSON.stringify(schema, undefined, 2)}\n`,
  "README.md": withInputsTable(readme, schema, pluginToken("OAuthClient")),
};

for (const [name, fresh] of Object.entries(files)) {
  const path = join(root, name);
  if (process.argv[2] !== "--check") {
    writeFileSync(path, fresh);
    process.stdout.write(`${name} is written\n`);
  } else if (existsSync(path) && readFileSync(path, "utf8") === fresh) {
    process.stdout.write(`${name} is up to date\n`);
  } else {
    process.stderr.write(`${name} is not up to date; npm run schema writes it\n`);
    process.exitCode = 1;
  }
}
