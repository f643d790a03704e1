import { Command } from "commander";
import { GenesysError } from "../provider/errors/index.ts";
import { deleteCommand } from "./delete.ts";
import { doctorCommand } from "./doctor.ts";
import { driftCommand } from "./drift.ts";
import { recoverCommand } from "./recover.ts";
import { simulateCommand } from "./simulate.ts";

/** Runs the command that the process was started with, and sets its exit code. */
export async function runProgram(): Promise<void> {
  const program = new Command("genesyscloud-oauth")
    .description("commands for managing OAuth clients of Genesys Cloud as code")
    .addCommand(deleteCommand())
    .addCommand(doctorCommand())
    .addCommand(driftCommand())
    .addCommand(recoverCommand())
    .addCommand(simulateCommand());
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof GenesysError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
