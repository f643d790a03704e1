export interface Toolchain {
  /** A Node of 22.21 or newer within 22, or of 24.5 or newer. */
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
