import type { Faces } from "./faces.ts";
import type { Goals } from "./goals.ts";
import type { SizeRow } from "./sizes.ts";
import type { Starts } from "./starts.ts";

/** What a run has measured. */
export interface Measurements {
  /** ISO date. */
  readonly measuredAt: string;
  readonly node: string;
  readonly cores: number;
  readonly goals: Goals & { readonly starts: Starts };
  /** Left out if the faces were not measured. */
  readonly faces?: Faces | undefined;
  readonly rows: readonly SizeRow[];
}

/** The row of one command with so many clients. */
export function find(
  rows: readonly SizeRow[],
  clients: number,
  command: SizeRow["command"],
  variant: SizeRow["variant"],
): SizeRow | undefined {
  return rows.find((row) => row.clients === clients && row.command === command && row.variant === variant);
}

/** How many tokens a command fetched. */
export function loginsOf({ byRoute }: SizeRow): number {
  return byRoute["POST /oauth/token"] ?? 0;
}
