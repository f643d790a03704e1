import { Command } from "commander";
import { GenesysError } from "../provider/errors/index.ts";

/** Each command with what it needs. Together they take half a second to load. */
const COMMANDS = {
  audit: async () => (await import("./audit.ts")).auditCommand(),
  delete: async () => (await import("./delete.ts")).deleteCommand(),
  doctor: async () => (await import("./doctor.ts")).doctorCommand(),
  drift: async () => (await import("./drift.ts")).driftCommand(),
  export: async () => (await import("./export.ts")).exportCommand(),
  recover: async () => (await import("./recover.ts")).recoverCommand(),
  simulate: async () => (await import("./simulate.ts")).simulateCommand(),
} as const;

/** Runs the command that the process was started with, and sets its exit code. */
export async function runProgram(): Promise<void> {
  const program = new Command("genesyscloud-oauth").description(
    "commands for managing OAuth clients of Genesys Cloud as code",
  );
  for (const load of neededCommands(process.argv[2])) program.addCommand(await load());
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof GenesysError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** The one that is named, or all of them: the help lists them, and a wrong name gets a suggestion. */
function neededCommands(name: string | undefined): readonly (() => Promise<Command>)[] {
  const isName = (text: string): text is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, text);
  return name !== undefined && isName(name) ? [COMMANDS[name]] : Object.values(COMMANDS);
}
