import type { FaultAction, FaultHandle } from "../../simulator/index.ts";
import type { World } from "./world.ts";

/** One API call of an operation: the how-manieth of its method and route within the run. */
export interface Call {
  /** As in `PUT client`. */
  readonly title: string;
  readonly method: string;
  readonly route: string;
  /** How many of the same come before it. */
  readonly skip: number;
}

/** One column of the matrix. */
export interface Fault {
  readonly title: string;
  /** What the column means, for people. */
  readonly meaning: string;
  /** The request is applied, but no usable answer to it arrives. */
  readonly losesAnswer?: true;
  /** The simulator's client is gone when the call arrives. */
  readonly removesClient?: true;
  /** It passes, so the operation must succeed in spite of it: wherever it strikes, or on all calls but the login. */
  readonly passes?: "everywhere" | "after login";
  /** The provider process does not outlive it. */
  readonly kills?: true;
  /** How long the call must wait, in milliseconds, before it is sent again. */
  readonly waitsMs?: number;
  /** Time limit of one request in milliseconds; default generous. */
  readonly requestTimeoutMs?: number;
  /** Arms it for one call. */
  arm(world: World, call: Call): FaultHandle;
}

const once = (action: FaultAction, times = 1) => ({
  arm: ({ simulator }: World, { method, route, skip }: Call) =>
    simulator.faults.add({ method, route, skip, times, action }),
});

const gone: Fault["arm"] = (world, call) => {
  // A 404 of an API that works: somebody has deleted the client in the meantime.
  const action: FaultAction = {
    kind: "call",
    before: () => {
      for (const { id } of world.own()) world.simulator.clients.remove(id);
    },
  };
  return once(call.route.includes("{clientId}") ? action : { kind: "status", status: 404 }).arm(world, call);
};

/** The request arrives and is applied, whatever becomes of the process that sent it. */
const killed: Fault["arm"] = (world, call) => once({ kind: "call", before: () => world.kill() }).arm(world, call);

/** Every fault that can strike a call. */
export const FAULTS: readonly Fault[] = [
  { title: "429", meaning: "one 429 answer", passes: "everywhere", ...once({ kind: "status", status: 429 }) },
  {
    title: "429 ×5",
    meaning: "five 429 answers in a row",
    passes: "everywhere",
    ...once({ kind: "status", status: 429 }, 5),
  },
  { title: "500", meaning: "one 500 answer", passes: "everywhere", ...once({ kind: "status", status: 500 }) },
  {
    title: "500 ∞",
    meaning: "every answer is 500 until the run ends",
    ...once({ kind: "status", status: 500 }, Number.POSITIVE_INFINITY),
  },
  {
    title: "503 wait",
    meaning: "one 503 answer with `Retry-After: 1`",
    passes: "everywhere",
    waitsMs: 1_000,
    ...once({ kind: "status", status: 503, headers: { "Retry-After": "1" } }),
  },
  {
    title: "reset before",
    meaning: "the connection breaks before the request is applied",
    passes: "everywhere",
    ...once({ kind: "reset-before" }),
  },
  {
    title: "reset after",
    meaning: "the request is applied, then the connection breaks",
    passes: "everywhere",
    losesAnswer: true,
    ...once({ kind: "reset-after" }),
  },
  {
    title: "reset after ∞",
    meaning: "the same, until the run ends",
    losesAnswer: true,
    ...once({ kind: "reset-after" }, Number.POSITIVE_INFINITY),
  },
  {
    title: "time-out",
    meaning: "the request is applied, but no answer arrives within the time limit",
    passes: "everywhere",
    losesAnswer: true,
    requestTimeoutMs: 1_000,
    ...once({ kind: "hang-after" }),
  },
  {
    title: "cut JSON",
    meaning: "the request is applied, but its answer is cut off",
    passes: "everywhere",
    losesAnswer: true,
    ...once({ kind: "truncated-json" }),
  },
  {
    title: "HTML 200",
    meaning: "a proxy answers 200 with an HTML page",
    passes: "everywhere",
    ...once({ kind: "html" }),
  },
  { title: "401", meaning: "one 401 answer", passes: "after login", ...once({ kind: "status", status: 401 }) },
  { title: "403", meaning: "one 403 answer", ...once({ kind: "status", status: 403 }) },
  {
    title: "404",
    meaning: "somebody else has just deleted the client; on other calls, one 404 answer",
    removesClient: true,
    arm: gone,
  },
  { title: "slow", meaning: "the answer is delayed", passes: "everywhere", ...once({ kind: "delay", ms: 40 }) },
  {
    title: "killed",
    meaning: "the request is applied, and the provider process is killed",
    losesAnswer: true,
    kills: true,
    arm: killed,
  },
];
