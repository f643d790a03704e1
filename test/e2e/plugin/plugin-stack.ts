import type { ClientSeed, SimulatorOptions } from "../../../simulator/index.ts";
import type { CommandResult } from "../../harness/pulumi.ts";
import { plannedSteps } from "../../harness/pulumi.ts";
import { APP } from "../../harness/sample-clients.ts";
import { anHourAgo, type ClientStack, createClientStack, MODULES } from "../client-stack.ts";

const PRELUDE = `import * as pulumi from "@pulumi/pulumi";
import * as genesys from "${MODULES.plugin}";
`;

/** A client that {@link APP} describes, made by a person long ago. */
const LIVE: ClientSeed = {
  name: APP.name,
  authorizedGrantType: "CODE",
  registeredRedirectUri: APP.registeredRedirectUris,
  scope: APP.scopes,
  dateCreated: "2024-05-06T07:08:09.000Z",
};

/** A stack of the plugin face with a program that the test writes as statements. */
export interface PluginStack extends AsyncDisposable {
  readonly clients: ClientStack;
  /** Replaces the program by these statements. `genesys` is the package, `pulumi` the SDK. */
  write(...statements: string[]): void;
  /** The requests since the log was cleared that could have changed something, as `PUT /api/v2/…`. */
  writes(): string[];
  /** Makes a client by hand, as {@link APP} describes it unless the seed says otherwise, and returns its id. */
  live(seed?: ClientSeed): string;
}

export async function createPluginStack(
  options: SimulatorOptions & { config?: Record<string, string>; secretConfig?: Record<string, string> } = {},
): Promise<PluginStack> {
  const program = { file: "index.mjs", source: PRELUDE } as const;
  const clients = await createClientStack({ face: "plugin", clock: anHourAgo, program, ...options });
  const { simulator, stack } = clients;
  return {
    clients,
    write: (...statements) => stack.writeProgram("index.mjs", [PRELUDE, ...statements].join("\n")),
    writes: () =>
      simulator.log
        .all()
        .filter(({ method, route }) => method !== "GET" && route !== "/oauth/token")
        .map(({ method, path }) => `${method} ${path}`),
    live: (seed) => simulator.clients.create({ ...LIVE, ...seed }).id,
    [Symbol.asyncDispose]: () => clients[Symbol.asyncDispose](),
  };
}

/** A statement that declares a resource of the package. */
export function declare(type: string, name: string, args: object, opts: object = {}): string {
  return `new genesys.${type}(${[name, args, opts].map((value) => JSON.stringify(value)).join(", ")});`;
}

/** The steps of a preview on each resource with the paths of their differences: `{ app: ["import", "update description"] }`. */
export function stepsOf(preview: CommandResult): Record<string, string[]> {
  const steps: Record<string, string[]> = {};
  for (const { urn, op, detailedDiff } of plannedSteps(preview.succeeded())) {
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    if (op === "same" || urn.includes("::pulumi:pulumi:Stack::")) continue;
    steps[name] = [...(steps[name] ?? []), [op, ...Object.keys(detailedDiff ?? {}).sort()].join(" ")];
  }
  return steps;
}
