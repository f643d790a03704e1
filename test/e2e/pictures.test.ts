import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startSimulator } from "../../simulator/index.ts";
import { drawPictures, simulation } from "../../tools/pictures/pictures.mjs";
import { setUp } from "../../tools/setup.mjs";
import { leakedSecrets } from "../harness/leaks.ts";

const root = join(import.meta.dirname, "..", "..");
const folder = join(root, "docs", "pictures");

function isPinnedEngine(pulumiBin: string): boolean {
  const version = execFileSync(join(pulumiBin, "pulumi"), ["version"], { encoding: "utf8" }).trim();
  const pinned = JSON.parse(readFileSync(join(root, "node_modules", "pulumi", "package.json"), "utf8"));
  return version === `v${pinned.version}`;
}

describe("the pictures of the README", () => {
  it("show what the commands print today, and no secret", async () => {
    const { env, pulumiBin } = await setUp({ quiet: true });
    const simulator = await startSimulator(simulation());
    try {
      const drawn = await drawPictures(simulator, env.PATH);
      const committed = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")]);
      // Another engine, which somebody may have on the PATH, may print its table differently.
      const compared = isPinnedEngine(pulumiBin) ? /./ : /^drift/;
      const only = (pictures: [string, string][]) => pictures.filter(([file]) => compared.test(file));
      expect(
        Object.fromEntries(only(Object.entries(drawn))),
        "The pictures are out of date. Draw them anew: npm run pictures",
      ).toEqual(Object.fromEntries(only(committed as [string, string][])));
      expect(leakedSecrets(simulator, Object.values(drawn).join("\n"))).toEqual([]);
    } finally {
      await simulator.close();
    }
  });
});
