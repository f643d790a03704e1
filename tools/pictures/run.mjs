// Writes docs/pictures, and says what it wrote.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator } from "pulumi-genesyscloud-oauth/simulator";
import { root } from "../set-up/paths.mjs";
import { drawPictures, simulation } from "./pictures.mjs";

const folder = join(root, "docs", "pictures");
const simulator = await startSimulator(simulation());
try {
  const pictures = await drawPictures(simulator, process.env.PATH);
  mkdirSync(folder, { recursive: true });
  for (const [file, svg] of Object.entries(pictures)) {
    writeFileSync(join(folder, file), svg);
    process.stdout.write(`docs/pictures/${file}: ${(svg.length / 1024).toFixed(1)} KB\n`);
  }
} finally {
  await simulator.close();
}
