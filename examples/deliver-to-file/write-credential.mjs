// Writes the credential that it reads from stdin to a file that only its owner can read.
// It works without index.ts too: pulumi stack output current --json --show-secrets | node write-credential.mjs credential.json
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("Name the file to write: node write-credential.mjs credential.json");

const { clientId, clientSecret } = JSON.parse(await text(process.stdin));
if (!clientId || !clientSecret) throw new Error("stdin must be a credential: { clientId, clientSecret }");

// Those who read the file see the old credential or the new one, and never half of it.
const unfinished = `${file}.new`;
rmSync(unfinished, { force: true });
writeFileSync(unfinished, `${JSON.stringify({ clientId, clientSecret })}\n`, { mode: 0o600, flag: "wx" });
renameSync(unfinished, file);
