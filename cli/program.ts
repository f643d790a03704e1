import { Command, type CommanderError } from "commander";
import { GenesysError } from "../provider/errors/index.ts";
import { EXIT_CODES } from "./report/exit-codes.ts";

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
  const named = commandNamed(process.argv[2]);
  if (named === undefined) await describeAll(program);
  else program.addCommand(await named());
  for (const command of [program, ...program.commands]) command.exitOverride(exitAfterParsing);
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof GenesysError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = EXIT_CODES.broken;
  }
}

/** The help and the version end the process well. What can't be parsed is wrong usage. */
function exitAfterParsing({ exitCode }: CommanderError): never {
  process.exit(exitCode === 0 ? EXIT_CODES.fine : EXIT_CODES.usage);
}

function commandNamed(name: string | undefined): (() => Promise<Command>) | undefined {
  const isName = (text: string): text is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, text);
  return name !== undefined && isName(name) ? COMMANDS[name] : undefined;
}

/** For the help, which lists all commands, for the version, and for a wrong name, which gets a suggestion. */
async function describeAll(program: Command): Promise<void> {
  const { OWN_PACKAGE } = await import("./own-package.ts");
  program.version(OWN_PACKAGE.version, "-V, --version", "display the version of this package");
  for (const load of Object.values(COMMANDS)) program.addCommand(await load());
}
