import { Command, InvalidArgumentError, Option } from "commander";
import { ConfigurationError } from "../provider/errors/index.ts";
import {
  formatStartMessage,
  isVariant,
  type RateLimit,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
  VARIANTS,
  type Variant,
} from "../simulator/index.ts";

/** `simulate`: a local Genesys Cloud for trying, testing and learning. It runs until it is stopped. */
export function simulateCommand(): Command {
  const wholeNumber = (text: string): number => {
    const number = Number(text);
    if (Number.isSafeInteger(number) && number >= 0) return number;
    throw new InvalidArgumentError("write a whole number");
  };
  return new Command("simulate")
    .description("run a local Genesys Cloud OAuth API on a loopback port")
    .addOption(new Option("--port <number>", "TCP port; 0 takes a free one").default(8787).argParser(wholeNumber))
    .addOption(new Option("--latency <ms>", "minimum duration of every answer").default(0).argParser(wholeNumber))
    .addOption(
      new Option("--consistency-window <ms>", "time during which reading a new client still answers 404")
        .default(0)
        .argParser(wholeNumber),
    )
    .addOption(
      new Option("--rate-limit <number>", "requests per minute; 0 for no limit").default(300).argParser(wholeNumber),
    )
    .addOption(
      new Option("--rate-limit-per <scope>", "what the rate limit counts together")
        .choices(["token", "client", "organization"])
        .default("token"),
    )
    .addOption(
      new Option("--login-rate-limit <number>", "logins per minute and client; 0 for no limit")
        .default(0)
        .argParser(wholeNumber),
    )
    .addOption(new Option("--page-size <number>", "clients per page of the listing").default(25).argParser(wholeNumber))
    .option("--persist <file>", "keep the organisation in this file (mode 0600, because it holds secrets)")
    .addOption(
      new Option("--variant <name>", "let the API differ from what is believed about it (can be repeated)")
        .default([], "none")
        .argParser(addVariant),
    )
    .addHelpText("after", variantsHelp)
    .action(async (options: SimulateOptions) => {
      const simulator = await startOrExplain(simulatorOptions(options));
      process.stdout.write(formatStartMessage(simulator.url));
      await untilStopped(simulator);
    });
}

interface SimulateOptions {
  readonly port: number;
  readonly latency: number;
  readonly consistencyWindow: number;
  readonly rateLimit: number;
  readonly rateLimitPer: NonNullable<RateLimit["per"]>;
  readonly loginRateLimit: number;
  readonly pageSize: number;
  readonly persist?: string;
  readonly variant: readonly Variant[];
}

function addVariant(name: string, others: readonly Variant[]): Variant[] {
  if (isVariant(name)) return [...others, name];
  throw new InvalidArgumentError("genesyscloud-oauth simulate --help lists the variants");
}

function variantsHelp(): string {
  const width = Math.max(...Object.keys(VARIANTS).map(({ length }) => length));
  const lines = Object.entries(VARIANTS).map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`);
  return ["", "Variants:", ...lines].join("\n");
}

function simulatorOptions(options: SimulateOptions): SimulatorOptions {
  return {
    port: options.port,
    latencyMs: options.latency,
    consistencyWindowMs: options.consistencyWindow,
    rateLimit: perMinute(options.rateLimit, options.rateLimitPer),
    loginRateLimit: perMinute(options.loginRateLimit),
    pageSize: Math.max(options.pageSize, 1),
    variants: options.variant,
    ...(options.persist === undefined ? {} : { persistTo: options.persist }),
  };
}

function perMinute(requests: number, per: RateLimit["per"] = "token"): RateLimit | false {
  return requests === 0 ? false : { requests, windowMs: 60_000, per };
}

async function startOrExplain(options: SimulatorOptions): Promise<Simulator> {
  try {
    return await startSimulator(options);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    throw new ConfigurationError(`Port ${options.port} is in use.`, {
      nextStep: "Choose another one with --port, or 0 for a free one.",
    });
  }
}

async function untilStopped(simulator: Simulator): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await simulator.close();
}
