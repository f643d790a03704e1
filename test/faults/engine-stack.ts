import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { ClientStack, DeclaredClients, Face, StoredClient } from "../e2e/client-stack.ts";
import { APP } from "../harness/sample-clients.ts";

const run = promisify(execFile);

/** Stack configuration with which nothing waits for long. */
export const FAST_CONFIG = {
  "genesyscloud:requestTimeoutSeconds": "1",
  "genesyscloud:consistencyWindowSeconds": "1",
  "genesyscloud:requestsPerMinute": "100000",
};

/** The command line of the process in which a face does its work. */
export const PROVIDER_PROCESS: Readonly<Record<Face, RegExp>> = {
  dynamic: /dynamic-provider/,
  plugin: /plugin\/start\.cjs/,
};

/** So many clients that differ in their names. */
export function manyClients(count: number): DeclaredClients {
  const names = Array.from({ length: count }, (_, index) => `client${String(index).padStart(3, "0")}`);
  return Object.fromEntries(names.map((name) => [name, { ...APP, name }]));
}

/** Clients that exist although the state does not have them. */
export function orphansOf({ simulator }: ClientStack, stored: Record<string, StoredClient>): string[] {
  const ids = new Set(Object.values(stored).map(({ id }) => id));
  return simulator.clients.list().flatMap(({ id }) => (ids.has(id) ? [] : [id]));
}

/** Kills, without a warning, every process that this one has started, directly or not, whose command line fits. */
export async function killStarted(commandLine: RegExp): Promise<number> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,args="]);
  const processes = stdout.split("\n").flatMap((line) => {
    const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return args === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
  });
  const started = new Set([process.pid]);
  // Children have not always higher ids than their parents.
  for (let known = 0; known < started.size; ) {
    known = started.size;
    for (const { pid, parent } of processes) if (started.has(parent)) started.add(pid);
  }
  const victims = processes.filter(
    ({ pid, args }) => pid !== process.pid && started.has(pid) && commandLine.test(args),
  );
  for (const { pid } of victims) process.kill(pid, "SIGKILL");
  return victims.length;
}
