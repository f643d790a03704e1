/** The commands of the engine that are measured. */
export const COMMANDS = {
  up: { args: ["up", "--yes", "--skip-preview"], env: {} },
  "preview without changes": { args: ["preview", "--expect-no-changes"], env: {} },
  "refresh preview": { args: ["refresh", "--preview-only", "--expect-no-changes"], env: {} },
  "change all": { args: ["up", "--yes", "--skip-preview"], env: { BENCH_DESCRIPTION: "changed" } },
  destroy: { args: ["destroy", "--yes", "--skip-preview"], env: {} },
} as const satisfies Record<string, { args: readonly string[]; env: Record<string, string> }>;

export type Command = keyof typeof COMMANDS;
