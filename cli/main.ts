#!/usr/bin/env node
import { Command } from "commander";
import { GenesysError } from "../provider/errors/index.ts";
import { deleteCommand } from "./delete.ts";
import { driftCommand } from "./drift.ts";
import { simulateCommand } from "./simulate.ts";

const program = new Command("genesyscloud-oauth")
  .description("Operations around OAuth clients of Genesys Cloud as code")
  .addCommand(deleteCommand())
  .addCommand(driftCommand())
  .addCommand(simulateCommand());

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof GenesysError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
