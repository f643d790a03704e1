import { globSync, readFileSync, readlinkSync } from "node:fs";
import { dirname } from "node:path";

/** A process as everybody on the machine sees it, and its environment, which only its owner sees. */
export interface RunningProcess {
  /** Arguments, the executable first, with a blank between them. */
  readonly commandLine: string;
  readonly environment: string;
  /** Addresses on which it accepts connections, as the kernel writes them: `0100007F` for 127.0.0.1. */
  readonly listeningOn: readonly string[];
}

/**
 * The processes of this user that have a text in their environment. Needs Linux, whose kernel shows processes as files.
 * @param marker such as `PULUMI_HOME=/folder`, which is in the environment of everything that a command of a stack starts.
 */
export function processesWith(marker: string): readonly RunningProcess[] {
  const addresses = listeningAddresses();
  return globSync("/proc/[0-9]*/environ").flatMap((file) => {
    const folder = dirname(file);
    const environment = textOf(file);
    if (!environment.split("\0").includes(marker)) return [];
    const commandLine = textOf(`${folder}/cmdline`).replaceAll("\0", " ").trim();
    const sockets = globSync(`${folder}/fd/*`).map(socketOf);
    const listeningOn = sockets.flatMap((socket) => addresses.get(socket) ?? []);
    return [{ commandLine, environment, listeningOn }];
  });
}

/** Of each socket that accepts connections, by the number of its inode: its address. */
function listeningAddresses(): ReadonlyMap<string, string> {
  const LISTENS = "0A";
  const rows = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) => textOf(file).split("\n").slice(1));
  return new Map(
    rows
      .map((row) => row.trim().split(/\s+/))
      .filter((columns) => columns[3] === LISTENS)
      .map((columns) => [columns[9] ?? "", columns[1]?.split(":")[0] ?? ""]),
  );
}

function socketOf(descriptor: string): string {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(descriptor))?.[1] ?? "";
  } catch {
    return "";
  }
}

/** Empty for a process that has ended, or belongs to somebody else. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
