import { isErrorOf, PartialFailureError } from "../../provider/errors/index.ts";
import type { FaultHandle, Variant } from "../../simulator/index.ts";
import { deadSecrets, faultsOfEnd, faultsOfError, writesOf } from "./expectations.ts";
import type { Call, Fault } from "./faults.ts";
import type { Tokens } from "./in-process.ts";
import type { Operation } from "./operations.ts";
import { followRemedies, type Remedy } from "./remedies.ts";
import { type RunResult, World } from "./world.ts";

/**
 * - `ok`: the operation succeeded in spite of the fault;
 * - `again`: it stopped, and the same program applied again finished it;
 * - `kept`: it was half done and recorded as such, and the same program applied again finished it;
 * - `recovered`: it was killed, or nobody knew how it ended; `genesyscloud-oauth recover` and the same program applied again finished it;
 * - `named`: an error named what to do, that was done, and the same program applied again finished it.
 */
export type Outcome = "ok" | "again" | "kept" | "named" | "recovered";

/** What became of one cell. No problems: everything held. */
export interface CellResult {
  readonly operation: Operation;
  readonly call: Call;
  readonly fault: Fault;
  readonly outcome: Outcome;
  readonly problems: readonly string[];
}

/** Generous for a loaded machine: without bounds the faults that last would hold a run for minutes. */
const LONGEST_RUN_MS = 30_000;
const MOST_REQUESTS = 60;
const MOST_RUNS = 4;

/** Brings a world to the point where the operation is about to begin. */
export async function prepare(
  operation: Operation,
  variants: readonly Variant[] = [],
  /** Project and stack of the ownership mark; default: the setting is off. */
  markedAs?: string,
): Promise<World> {
  const { simulation, ageMs, before = {}, program } = operation;
  const world = await World.start({ ...simulation, variants }, ageMs);
  world.engine.markedAs = markedAs;
  world.program = before;
  const failures = await world.up();
  if (failures === undefined || failures.size > 0) throw new Error(`${operation.title} can't be prepared`);
  world.simulator.clock.advance(ageMs ?? 3_600_000);
  await operation.prepare?.(world);
  world.program = typeof program === "function" ? program(world) : program;
  world.simulator.faults.clear();
  world.simulator.log.clear();
  return world;
}

export function perform(world: World, operation: Operation): Promise<RunResult> {
  return operation.run === "refresh" ? world.refresh() : world.up();
}

/** Runs one operation under one fault of one of its calls, then without it until it is finished, and judges the end. */
export async function runCell(
  operation: Operation,
  call: Call,
  fault: Fault,
  { variants, tokens }: { readonly variants?: readonly Variant[]; readonly tokens?: Tokens } = {},
): Promise<CellResult> {
  await using world = await prepare(operation, variants);
  world.tokens = tokens;
  const before = secretCounts(world);
  const storedBefore = idsInState(world);
  const handle = fault.arm(world, call);
  const standing = operation.standing?.(world);
  if (fault.requestTimeoutMs !== undefined) world.requestTimeoutMs = fault.requestTimeoutMs;

  const problems: string[] = [];
  const bounded = async (run: () => Promise<RunResult>): Promise<RunResult> => {
    const startedAt = performance.now();
    const requests = world.simulator.log.count();
    const result = await run();
    if (performance.now() - startedAt > LONGEST_RUN_MS) problems.push("a run took too long");
    if (world.simulator.log.count() - requests > MOST_REQUESTS) problems.push("a run sent too many requests");
    for (const [name, error] of result ?? []) problems.push(...faultsOfError(world, name, error));
    return result;
  };

  let result = await bounded(() => perform(world, operation));
  const hits = handle.hits;
  if ((result === undefined) !== (fault.kills === true)) problems.push("the wrong runs are killed");
  if (hits === 0) problems.push("the fault never struck");
  problems.push(...forgotten(world, fault, storedBefore), ...hasty(world, call, fault));
  const halfDone = [...(result?.values() ?? [])].some((error) => isErrorOf(error, PartialFailureError));
  world.simulator.faults.clear();

  const stopped = result === undefined || result.size > 0;
  if (stopped && mustSucceed(operation, call, fault)) problems.push("stops where it must go on");
  const remedies: Remedy[] = [];
  try {
    // As documented: after a run that was killed, `recover` comes before the next `up`.
    if (result === undefined && (await world.recover())) remedies.push("recovered");
    if (result !== undefined) remedies.push(...(await followRemedies(world, result)));
    for (let run = 1; run <= MOST_RUNS; run++) {
      if (!stopped) world.simulator.log.clear();
      result = await bounded(() => world.up());
      if (result === undefined || result.size === 0) break;
      if (run === MOST_RUNS) problems.push(...[...result.values()].map((error) => `is never finished: ${error}`));
      remedies.push(...(await followRemedies(world, result)));
    }
    if (!stopped && !fault.removesClient)
      problems.push(...writesOf(world).map((write) => `needlessly repeats ${write}`));
  } catch (error) {
    problems.push(String(error));
  }
  problems.push(...(await judgeEnd(world)));
  const lost = fault.losesAnswer && call.title === "POST secret" ? hits : 0;
  problems.push(...judgeSecrets({ world, operation, call, fault, before, lost, standing, remedies }));
  const outcome = remedies.includes("recovered")
    ? "recovered"
    : remedies.length > 0
      ? "named"
      : halfDone
        ? "kept"
        : stopped
          ? "again"
          : "ok";
  return { operation, call, fault, outcome, problems };
}

/** At the end everything is as declared, and both refresh and up find nothing more to do. */
async function judgeEnd(world: World): Promise<string[]> {
  const problems = faultsOfEnd(world);
  world.simulator.log.clear();
  const quiet = [await world.refresh(), await world.up()];
  if (quiet.some((result) => result === undefined || result.size > 0)) problems.push("does not stay finished");
  problems.push(...writesOf(world).map((write) => `is not finished: the next run would ${write}`));
  return problems;
}

interface Secrets {
  readonly world: World;
  readonly operation: Operation;
  readonly call: Call;
  readonly fault: Fault;
  readonly before: ReadonlyMap<string, number>;
  /** Secrets that were generated without reaching us. */
  readonly lost: number;
  readonly standing: FaultHandle | undefined;
  readonly remedies: readonly Remedy[];
}

/** The secret in the state is the living one, and no more were generated than were needed. */
function judgeSecrets({ world, operation, call, fault, before, lost, standing, remedies }: Secrets): string[] {
  const adopted = operation.title === "adopt";
  const recovered = remedies.includes("recovered") && fault.kills === true;
  const problems = deadSecrets(world, { unknownAllowed: adopted }).map((name) => `the secret of ${name} is dead`);
  const createdAnew = fault.removesClient && call.route.includes("{clientId}");
  const creationLost = (standing?.hits ?? 0) > 0 || (fault.losesAnswer === true && call.title === "POST clients");
  for (const { id } of world.engine.state.values()) {
    const existing = before.get(id);
    const takenOver = creationLost && !createdAnew;
    const needed =
      existing === undefined ? 1 + (takenOver ? 1 + lost : 0) : existing + (operation.rotations ?? 0) + lost;
    const generated = world.simulator.clients.secretsGenerated(id);
    // The secrets of a killed run reached nobody: the first, perhaps one for a lost answer, and the one of the recovery.
    if (recovered && existing === undefined && generated <= 3) continue;
    if (generated !== needed) problems.push(`${generated} secrets were generated where ${needed} were needed`);
  }
  return problems;
}

/** Faults that pass are survived; and what is to be deleted may be gone already. */
function mustSucceed(
  { before, program }: Operation,
  { title, route }: Call,
  { passes, removesClient }: Fault,
): boolean {
  const survived = passes === "everywhere" || (passes === "after login" && title !== "POST login");
  const deletes = before !== undefined && Object.keys(program).length === 0;
  return survived || (removesClient === true && deletes && route.includes("{clientId}"));
}

/** Only what is surely gone may leave the state: every other fault must keep what is declared, under its id. */
function forgotten(world: World, { removesClient }: Fault, before: ReadonlyMap<string, string>): string[] {
  if (removesClient) return [];
  const now = idsInState(world);
  return [...before].flatMap(([name, id]) =>
    name in world.program && now.get(name) !== id ? [`${name} was lost`] : [],
  );
}

function idsInState({ engine }: World): ReadonlyMap<string, string> {
  return new Map([...engine.state].map(([name, { id }]) => [name, id]));
}

/** A wish to wait is honoured wherever the same call is sent again; a creation is looked for first instead. */
function hasty({ simulator }: World, { title, method, route }: Call, { waitsMs }: Fault): string[] {
  if (waitsMs === undefined || title === "POST clients") return [];
  const sent = simulator.log.all().filter((entry) => entry.method === method && entry.route === route);
  return sent.flatMap(({ status, at }, index) => {
    const next = sent[index + 1];
    return status === 503 && next !== undefined && next.at - at < waitsMs ? ["did not wait"] : [];
  });
}

function secretCounts({ simulator }: World): ReadonlyMap<string, number> {
  return new Map(simulator.clients.list().map(({ id }) => [id, simulator.clients.secretsGenerated(id)]));
}
