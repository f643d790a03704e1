import type { OAuthApi } from "../api/oauth-api.ts";

/** Time, passed in so that tests can move it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
}

/** The machine's own clock. */
export const SYSTEM_CLOCK: Clock = {
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Whose credentials are in use. */
export interface Identity {
  readonly organizationId: string;
  readonly organizationName: string;
  /** The OAuth client that we are logged in as; undefined where the token does not tell. */
  readonly clientId: string | undefined;
}

/** What the operations of the lifecycle share within one process. */
export class Session {
  readonly api: OAuthApi;
  readonly clock: Clock;
  private known: Promise<Identity> | undefined;

  constructor(api: OAuthApi, clock: Clock = SYSTEM_CLOCK) {
    this.api = api;
    this.clock = clock;
  }

  /** Whose credentials are in use: asked once per process, however many callers wait; again only after a failure. */
  identity(): Promise<Identity> {
    if (this.known === undefined) {
      const asked = this.ask();
      this.known = asked;
      asked.catch(() => {
        if (this.known === asked) this.known = undefined;
      });
    }
    return this.known;
  }

  private async ask(): Promise<Identity> {
    const { organization, OAuthClient } = await this.api.tokenInfo();
    return {
      organizationId: organization?.id ?? "",
      organizationName: organization?.name ?? "",
      clientId: OAuthClient?.id,
    };
  }
}
