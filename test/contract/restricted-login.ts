import { DEFAULT_LOGIN } from "../../simulator/index.ts";

/** Every permission that this package ever asks for. */
const ALL = [
  ...["view", "add", "edit", "delete", "authorize"].map((action) => `oauth:client:${action}`),
  ...["view", "add", "edit", "delete"].map((action) => `integrations:integration:${action}`),
  "authorization:role:view",
];

/** A login of a simulator whose permissions change while it runs. */
export class RestrictedLogin {
  readonly seed: typeof DEFAULT_LOGIN & { readonly name: string; readonly permissions: string[] };
  private readonly permissions: string[] = [];

  constructor() {
    this.seed = { ...DEFAULT_LOGIN, name: "Restricted", permissions: this.permissions };
    this.allowAll();
  }

  /** From now on it has these alone. */
  allow(permissions: readonly string[]): void {
    this.permissions.splice(0, Number.POSITIVE_INFINITY, ...permissions);
  }

  allowAll(): void {
    this.allow(ALL);
  }

  /** From now on it has every permission but this one. */
  allowAllBut(permission: string): void {
    this.allow(ALL.filter((other) => other !== permission));
  }
}
