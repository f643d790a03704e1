export interface Toolchain {
  /** A Node of at least 24.5. */
  node: string;
  /** The folder that holds `pulumi`. */
  pulumiBin: string;
  /** To be added to a child's environment: PATH with that node and that pulumi first. */
  env: { PATH: string };
}

export function setUp(options?: { quiet?: boolean }): Promise<Toolchain>;

export function setUpLanguage(
  language: "python" | "go",
  options?: { quiet?: boolean },
): Promise<{ env: { PATH: string } } | { missing: string }>;
