import type { FaultHandle, SimulatorOptions } from "../../simulator/index.ts";
import { APP, SERVICE } from "../harness/sample-clients.ts";
import type { Program } from "./engine-model.ts";
import { seedOf } from "./seed.ts";
import type { World } from "./world.ts";

const DAY_MS = 86_400_000;

/** One group of rows of the matrix: something that the lifecycle does with one client. */
export interface Operation {
  readonly title: string;
  readonly simulation?: SimulatorOptions;
  /** Age of the prepared client in milliseconds; default one hour. */
  readonly ageMs?: number;
  /** What the stack holds before. */
  readonly before?: Program;
  /** More that happens before the operation. */
  readonly prepare?: (world: World) => Promise<void>;
  /** What the program says, now and to the end. */
  readonly program: Program | ((world: World) => Program);
  /** What the engine does under the fault. Default `up`. */
  readonly run?: "refresh";
  /** A fault that belongs to the operation itself; the one under test strikes before it. */
  readonly standing?: (world: World) => FaultHandle;
  /** How many new secrets the operation asks for, the one of a creation not counted. */
  readonly rotations?: number;
}

const service = { ...SERVICE, description: "ours", secretVersion: "1" };
const app = { ...APP, extraProperties: { allowedIps: ["10.0.0.0/8"] } };
const CLIENTS = "/api/v2/oauth/clients";

const loseCreation = ({ simulator }: World): FaultHandle =>
  simulator.faults.add({ method: "POST", route: CLIENTS, action: { kind: "reset-after" } });

const notYetVisible = ({ simulator }: World): FaultHandle =>
  simulator.faults.add({
    method: "GET",
    route: `${CLIENTS}/{clientId}`,
    times: 2,
    action: { kind: "status", status: 404 },
  });

const foreignTwin = async (world: World): Promise<void> => {
  world.addForeign(world.simulator.clients.create(seedOf(service)));
};

const deleteByHand = async (world: World): Promise<void> => {
  const dateToDelete = new Date(world.simulator.clock.now() + 7 * DAY_MS).toISOString();
  for (const { id } of world.own()) world.simulator.clients.edit(id, { state: "inactive", dateToDelete });
  await world.refresh();
};

/** Everything the lifecycle does. */
export const OPERATIONS: readonly Operation[] = [
  { title: "create", prepare: foreignTwin, program: { it: service } },
  { title: "create inactive", program: { it: { ...app, state: "inactive" } } },
  {
    title: "create, answer lost",
    // Visible only after a while, as in the real API.
    simulation: { consistencyWindowMs: 20 },
    prepare: foreignTwin,
    program: { it: service },
    standing: loseCreation,
  },
  {
    title: "finish a lost creation",
    prepare: async (world) => {
      loseCreation(world);
      const refused = world.simulator.faults.add({
        route: `${CLIENTS}/{clientId}/secret`,
        times: Number.POSITIVE_INFINITY,
        action: { kind: "status", status: 500 },
      });
      world.program = { it: service };
      await world.up();
      refused.remove();
    },
    program: { it: service },
    rotations: 1,
  },
  {
    title: "adopt",
    prepare: async ({ simulator }) => {
      simulator.clients.create(seedOf(APP));
    },
    program: (world) => ({ it: { ...APP, importId: world.own()[0]?.id } }),
  },
  { title: "refresh", before: { it: service }, program: { it: service }, run: "refresh" },
  {
    title: "refresh, just created",
    ageMs: 0,
    before: { it: service },
    program: { it: service },
    run: "refresh",
    standing: notYetVisible,
  },
  {
    title: "refresh three",
    before: { it: service, app, twin: service },
    program: { it: service, app, twin: service },
    run: "refresh",
  },
  { title: "update", before: { it: service }, program: { it: { ...service, description: "changed" } } },
  { title: "rotate", before: { it: service }, program: { it: { ...service, secretVersion: "2" } }, rotations: 1 },
  {
    title: "update and rotate",
    before: { it: app },
    program: { it: { ...app, name: "Renamed", secretVersion: 1 } },
    rotations: 1,
  },
  {
    title: "restore",
    ageMs: 40 * DAY_MS,
    before: { it: app },
    prepare: deleteByHand,
    program: { it: app },
  },
  {
    title: "restore inactive",
    ageMs: 40 * DAY_MS,
    before: { it: { ...app, state: "inactive" } },
    prepare: deleteByHand,
    program: { it: { ...app, state: "inactive" } },
  },
  { title: "delete active", before: { it: service }, program: {} },
  { title: "delete inactive", before: { it: { ...app, state: "inactive" } }, program: {} },
  { title: "delete after 30 days", ageMs: 40 * DAY_MS, before: { it: service }, program: {} },
];
