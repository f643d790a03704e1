#!/usr/bin/env node
import { Command } from "commander";
import { simulateCommand } from "./simulate.ts";

await new Command("genesyscloud-oauth")
  .description("Operations around OAuth clients of Genesys Cloud as code")
  .addCommand(simulateCommand())
  .parseAsync();
