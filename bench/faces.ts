import { BenchStack, type Variant } from "./bench-stack.ts";
import { COMMANDS, type Command } from "./commands.ts";
import { measurePluginStart } from "./plugin-start.ts";
import { median, startedSimulator, turned } from "./rounds.ts";
import { UNLIMITED } from "./sizes.ts";
import type { StateParts } from "./state-parts.ts";

/** The two faces of this package: dynamic resources, and the provider plugin. */
export type Face = Extract<Variant, "ours" | "plugin">;

type OfBoth<T> = Readonly<Record<Face, T>>;

/** One command with so many clients, with both faces in turn. */
export interface FaceComparison {
  readonly clients: number;
  readonly command: Command;
  /** Median seconds of the rounds. */
  readonly seconds: OfBoth<number>;
  /** Median over the rounds of the plugin's time, divided by that of the dynamic face in the same round. */
  readonly pluginAgainstDynamic: number;
}

export interface Faces {
  readonly rounds: number;
  readonly comparisons: readonly FaceComparison[];
  /** Of the state with the largest number of clients. */
  readonly bytesPerClient: OfBoth<number>;
  readonly stateParts: OfBoth<StateParts>;
  /** Resources that the preview of another description updates, where a second resource uses the client's secret. */
  readonly updatesForDescription: OfBoth<number>;
  /** Milliseconds from the start of the plugin to its port; median of many. */
  readonly pluginStartMs: number;
}

type Seconds = OfBoth<Partial<Record<Command, number>>>;

const FACES = ["ours", "plugin"] as const satisfies readonly Face[];
const SIZES = [1, 200];
const COMPARED: readonly Command[] = ["up", "preview without changes", "refresh preview", "destroy"];
const STARTS = 20;
const ENVIRONMENT = { GENESYSCLOUD_REQUESTS_PER_MINUTE: "1000000" };

/** Compares the faces in rounds without a rate limit; within a round the same command follows at once. */
export async function measureFaces(rounds: number, say: (line: string) => void): Promise<Faces> {
  const comparisons: FaceComparison[] = [];
  const state = { bytesPerClient: { ours: NaN, plugin: NaN }, stateParts: { ours: {}, plugin: {} } };
  for (const clients of SIZES) {
    const measured: Seconds[] = [];
    for (let round = 0; round < rounds; round++) {
      const seconds = await measureRound(clients, turned(FACES, round), async (face, stack) => {
        state.bytesPerClient[face] = await stack.bytesPerClient();
        state.stateParts[face] = await stack.statePartsOfFirstClient();
      });
      measured.push(seconds);
      for (const command of COMPARED) {
        const times = FACES.map((face) => `${face} ${seconds[face][command]?.toFixed(2)} s`);
        say(`faces, round ${round + 1} of ${rounds}, ${clients} clients, ${command}: ${times.join(", ")}`);
      }
    }
    comparisons.push(...COMPARED.map((command) => comparisonOf(clients, command, measured)));
  }
  return {
    rounds,
    comparisons,
    ...state,
    updatesForDescription: { ours: await updatesForDescription("ours"), plugin: await updatesForDescription("plugin") },
    pluginStartMs: await measurePluginStart(STARTS),
  };
}

async function measureRound(
  clients: number,
  faces: readonly Face[],
  afterUp: (face: Face, stack: BenchStack) => Promise<void>,
): Promise<Seconds> {
  await using stacks = new AsyncDisposableStack();
  const started: [Face, BenchStack][] = [];
  for (const face of faces) {
    const simulator = await startedSimulator(stacks, UNLIMITED);
    started.push([face, stacks.use(await BenchStack.create(simulator, face, clients, ENVIRONMENT))]);
  }
  const seconds: Record<Face, Partial<Record<Command, number>>> = { ours: {}, plugin: {} };
  for (const command of COMPARED) {
    const { args, env } = COMMANDS[command];
    for (const [face, stack] of started) seconds[face][command] = (await stack.measure(args, env)).seconds;
    if (command !== "up") continue;
    for (const [face, stack] of started) await afterUp(face, stack);
  }
  return seconds;
}

function comparisonOf(clients: number, command: Command, measured: readonly Seconds[]): FaceComparison {
  const secondsOf = (face: Face) => measured.map((round) => round[face][command] ?? NaN);
  const [ours, plugin] = [secondsOf("ours"), secondsOf("plugin")];
  return {
    clients,
    command,
    seconds: { ours: median(ours), plugin: median(plugin) },
    pluginAgainstDynamic: median(plugin.map((time, round) => time / (ours[round] ?? NaN))),
  };
}

async function updatesForDescription(face: Face): Promise<number> {
  await using stacks = new AsyncDisposableStack();
  const simulator = await startedSimulator(stacks, UNLIMITED);
  const stack = stacks.use(await BenchStack.create(simulator, face, 1, { BENCH_DOWNSTREAM: "true" }));
  await stack.measure(COMMANDS.up.args);
  return await stack.updatesInPreview(COMMANDS["change all"].env);
}
