// Writes docs/pictures, and says what it wrote. With `architecture` it writes only that picture, which needs no engine.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator } from "pulumi-genesyscloud-oauth/simulator";
import { drawArchitecture } from "../architecture/drawing.mjs";
import { root } from "../set-up/paths.mjs";
import { drawPictures, simulation } from "./pictures.mjs";

const folder = join(root, "docs", "pictures");
if (process.argv[2] === "architecture") write(drawArchitecture());
else await writeAll();

async function writeAll() {
  const simulator = await startSimulator(simulation());
  try {
    write(await drawPictures(simulator, process.env.PATH));
  } finally {
    await simulator.close();
  }
}

function write(pictures) {
  mkdirSync(folder, { recursive: true });
  for (const [file, svg] of Object.entries(pictures)) {
    writeFileSync(join(folder, file), svg);
    process.stdout.write(`docs/pictures/${file}: ${(svg.length / 1024).toFixed(1)} KB\n`);
  }
}
