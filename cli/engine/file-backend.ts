import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { basename, join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";

const lock = z.object({ pid: z.number(), hostname: z.string(), timestamp: z.string() });
const checkpoint = z.object({
  checkpoint: z.object({ latest: z.object({ manifest: z.object({ time: z.string() }) }).nullish() }),
});

/** A lock that an engine holds on a stack, or has left behind. */
export interface Lock {
  readonly file: string;
  readonly since: string | undefined;
  /** Whether its process ran on this machine and is gone. */
  readonly isLeftBehind: boolean;
}

/** A copy of a state that can be read. */
export interface StateCopy {
  readonly file: string;
  /** When the state was written, in epoch milliseconds. */
  readonly writtenAt: number;
}

/** What is wrong with the files of a state. */
export interface BrokenState {
  /** Name of the stack, without its project. */
  readonly stack: string;
  /**
   * `attributes`: the file beside the state that holds its content type and checksum is cut short. The engine reads it first, and
   * stops. `state`: the state itself is.
   */
  readonly part: "attributes" | "state";
  readonly file: string;
  /** The newest copy that the engine keeps. Only for a broken state. */
  readonly newestCopy?: StateCopy;
}

/**
 * The files in which the engine keeps the stacks of a project, where the backend is a folder.
 * @see https://github.com/pulumi/pulumi/tree/master/pkg/backend/diy
 */
export class FileBackend {
  private readonly root: string;
  private readonly project: string;

  private constructor(root: string, project: string) {
    this.root = join(root, ".pulumi");
    this.project = project;
  }

  /**
   * The backend of a URL such as `file:///srv/state` or `file://~`; undefined where it is not a folder.
   * @param directory what a relative path starts from.
   */
  static of(url: string | undefined, project: string, directory: string): FileBackend | undefined {
    const path = /^file:\/\/([^?]*)/.exec(url ?? "")?.[1];
    if (path === undefined) return undefined;
    const absolute = path.startsWith("~") ? join(homedir(), path.slice(1)) : resolve(directory, path);
    return new FileBackend(absolute, project);
  }

  /** The locks of a stack. */
  locksOf(stack: string): readonly Lock[] {
    return [join("organization", this.project, nameOf(stack)), nameOf(stack)]
      .map((folder) => join(this.root, "locks", folder))
      .flatMap((folder) => filesOf(folder).filter((file) => file.endsWith(".json")))
      .map(readLock);
  }

  /** The stacks of the project whose files are cut short. */
  brokenStates(): readonly BrokenState[] {
    const states = this.stateFolders().flatMap((folder) => filesOf(folder).filter((file) => isState(basename(file))));
    return states.flatMap((file): BrokenState[] => {
      const stack = basename(file).replace(/\.json(\.gz)?$/, "");
      const attributes = `${file}.attrs`;
      const areAttributesCut = existsSync(attributes) && jsonOf(attributes) === undefined;
      return [
        ...(areAttributesCut ? [{ stack, part: "attributes" as const, file: attributes }] : []),
        ...(copyAt(file) === undefined ? [this.brokenState(file, stack)] : []),
      ];
    });
  }

  private brokenState(file: string, stack: string): BrokenState {
    const [newestCopy] = this.copiesOf(file, stack);
    return { stack, part: "state", file, ...(newestCopy === undefined ? {} : { newestCopy }) };
  }

  /** The copies that the engine keeps of a state, the newest first: one of before the last write, and one of each finished update. */
  private copiesOf(file: string, stack: string): readonly StateCopy[] {
    const backups = [join(this.root, "backups", this.project, stack), join(this.root, "backups", stack)];
    return [`${file}.bak`, ...backups.flatMap(filesOf).filter((backup) => isState(basename(backup)))]
      .flatMap((copy) => copyAt(copy) ?? [])
      .sort((a, b) => b.writtenAt - a.writtenAt);
  }

  /** The folder of the project, or that of all stacks in the layout that knew no projects. */
  private stateFolders(): readonly string[] {
    const ofProject = join(this.root, "stacks", this.project);
    return existsSync(ofProject) ? [ofProject] : [join(this.root, "stacks")];
  }
}

/** The last part of `organization/project/stack`. */
function nameOf(stack: string): string {
  return stack.slice(stack.lastIndexOf("/") + 1);
}

function filesOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

/** States that are compressed in another way than gzip are left to the engine. */
function isState(name: string): boolean {
  return /\.json(\.gz)?$/.test(name);
}

function readLock(file: string): Lock {
  const { data } = lock.safeParse(jsonOf(file));
  return {
    file,
    since: data?.timestamp,
    isLeftBehind: data !== undefined && data.hostname === hostname() && !isRunning(data.pid),
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function copyAt(file: string): StateCopy | undefined {
  const { data } = checkpoint.safeParse(jsonOf(file));
  if (data === undefined) return undefined;
  const time = Date.parse(data.checkpoint.latest?.manifest.time ?? "");
  return { file, writtenAt: Number.isNaN(time) ? 0 : time };
}

function jsonOf(file: string): unknown {
  try {
    const bytes = readFileSync(file);
    const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return JSON.parse((isCompressed ? gunzipSync(bytes) : bytes).toString("utf8"));
  } catch {
    // There is no such file, it can't be read, or it is cut short.
    return undefined;
  }
}
