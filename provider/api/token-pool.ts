import { debuglog } from "node:util";
import PQueue from "p-queue";
import type { Credentials } from "../config/configuration.ts";
import type { Redactor } from "./redaction.ts";
import { RequestWindow } from "./request-window.ts";
import { TokenSource } from "./token-source.ts";
import type { Transport } from "./transport.ts";

const debug = debuglog("genesyscloud");

/**
 * What goes first when requests wait for room. A write goes before reads: the shorter the time between a GET and the PUT that is built
 * from it, the fewer changes of others can fall in between.
 */
export type Urgency = keyof typeof URGENCY;

const URGENCY = { read: 0, write: 1, repeated: 2 };

/** The right to send one request with a token. */
export interface Lease {
  readonly token: string;
  /** When the token was issued, on the clock of `performance.now()`. */
  readonly issuedAt: number;
  /** The request has ended, however. Further calls do nothing. */
  end(): void;
  /** The request was refused with 429, and the API is to be left alone for so many milliseconds. */
  endRefused(pauseMs: number): void;
  /** The API does not accept the token: the next lease of it logs in again. */
  discardToken(): Promise<void>;
}

/** A token with its own rolling window. */
interface Lane {
  readonly source: TokenSource;
  readonly window: RequestWindow;
  /**
   * Most requests at a time. A further token starts with one, and each answer but a 429 allows one more: if the limit covers more
   * than a token, few requests hear it.
   */
  parallel: number;
}

/** What the pool needs. */
export interface TokenPoolOptions {
  readonly transport: Transport;
  readonly redactor: Redactor;
  readonly credentials: Credentials;
  readonly loginUrl: string | undefined;
  /** Clock in epoch milliseconds; decides when a token expires. */
  readonly now: () => number;
  /** Most tokens at a time. A ready token is always the only one. */
  readonly maxTokens: number;
  /** Budget of each token within the window. */
  readonly requestsPerWindow: number;
  readonly windowMs: number;
}

/**
 * As many tokens as the work needs: one login at first, and a further one when the next request would otherwise wait longer than
 * a login takes. Genesys counts its 300 requests a minute per token.
 *
 * A 429 on a token that has not used half its budget shows that the limit covers more than the token (the client, the
 * organisation, or another program with the same token). Then there are no further tokens, and all share one budget.
 * @see https://developer.genesys.cloud/platform/api/rate-limits
 */
export class TokenPool {
  private readonly options: TokenPoolOptions;
  private readonly first: Lane;
  private lanes: readonly Lane[];
  /** Counts every request; decides once the limit has shown that it covers more than a token. */
  private readonly all: RequestWindow;
  private isShared = false;
  private waiting = 0;
  private mayGrow: boolean;
  private isGrowing = false;
  /** The first request in it waits for room, and the others wait for the first. */
  private readonly turns = new PQueue({ concurrency: 1 });
  private readonly logins = new PQueue({ concurrency: 1 });
  private change = Promise.withResolvers<void>();

  constructor(options: TokenPoolOptions) {
    this.options = options;
    this.all = new RequestWindow(options.requestsPerWindow, options.windowMs);
    this.first = this.newLane("first");
    this.lanes = [this.first];
    this.mayGrow = this.renewable && options.maxTokens > 1;
  }

  /** Whether a refused token can be replaced by a new login. */
  get renewable(): boolean {
    return this.first.source.renewable;
  }

  /**
   * Resolves when one more request may be sent.
   * @param urgency of the requests that wait, the most urgent is sent first.
   * @throws AuthenticationError, RateLimitError or NoAnswerError of the login, if there is no token at all.
   */
  async lease(urgency: Urgency): Promise<Lease> {
    for (;;) {
      this.waiting++;
      const turn = this.turns.add(() => this.takeRoom(), { priority: URGENCY[urgency] });
      this.growIfWorthIt();
      const lane = await turn;
      try {
        return this.leaseOf(lane, await lane.source.token());
      } catch (error) {
        lane.window.notSent();
        this.all.notSent();
        this.signal();
        if (lane === this.first) throw error;
        this.endGrowth("a token of several can't be renewed");
        this.lanes = this.lanes.filter((other) => other !== lane);
      }
    }
  }

  private async takeRoom(): Promise<Lane> {
    for (;;) {
      const lane = this.laneWithRoom();
      if (lane !== undefined) {
        lane.window.take();
        this.all.take();
        this.waiting--;
        return lane;
      }
      this.growIfWorthIt();
      await this.changeOr(whenOpen(1, this.windows(isFree)));
    }
  }

  private laneWithRoom(): Lane | undefined {
    if (this.isShared) return this.all.hasRoom ? this.first : undefined;
    return this.lanes.find((lane) => lane.window.hasRoom && isFree(lane));
  }

  private leaseOf(lane: Lane, { value, issuedAt }: { value: string; issuedAt: number }): Lease {
    let isOpen = true;
    const end = (isAnswered: boolean): void => {
      if (!isOpen) return;
      isOpen = false;
      lane.window.ended();
      this.all.ended();
      if (isAnswered) lane.parallel++;
      this.signal();
    };
    return {
      token: value,
      issuedAt,
      end: () => end(true),
      endRefused: (pauseMs) => {
        if (!this.isShared && lane.window.isHalfFree) {
          this.isShared = true;
          this.endGrowth("the rate limit covers more than a token");
        }
        (this.isShared ? this.all : lane.window).pauseFor(pauseMs);
        end(false);
      },
      discardToken: () => lane.source.discard(value),
    };
  }

  private growIfWorthIt(): void {
    const { loginMs } = this.first.source;
    if (!this.mayGrow || this.isGrowing || this.waiting === 0 || loginMs === undefined) return;
    // As a rule there is room, and nothing else needs to be known.
    if (this.laneWithRoom() !== undefined) return;
    if (whenOpen(this.waiting, this.windows()) - performance.now() <= loginMs) return;
    this.isGrowing = true;
    void this.grow().finally(() => {
      this.isGrowing = false;
      this.signal();
      this.growIfWorthIt();
    });
  }

  private async grow(): Promise<void> {
    const lane = this.newLane("further");
    try {
      await lane.source.token();
      this.lanes = [...this.lanes, lane];
      debug("%d access tokens share the work.", this.lanes.length);
      if (this.lanes.length >= this.options.maxTokens) this.mayGrow = false;
    } catch {
      this.endGrowth("a further login was refused");
    }
  }

  /** The work goes on with the tokens that are there. */
  private endGrowth(reason: string): void {
    if (this.mayGrow) debug("There will be no further access token: %s.", reason);
    this.mayGrow = false;
  }

  private windows(isMeant: (lane: Lane) => boolean = () => true): readonly RequestWindow[] {
    return this.isShared ? [this.all] : this.lanes.filter(isMeant).map(({ window }) => window);
  }

  /** Resolves at the given time, or when something else has changed. */
  private async changeOr(at: number): Promise<void> {
    // Keeps the program alive for as long as a request waits. Infinity is no time-out that a timer can have.
    const timer = setTimeout(() => this.signal(), Math.min(Math.max(at - performance.now(), 1), 60_000));
    await this.change.promise;
    clearTimeout(timer);
  }

  private signal(): void {
    this.change.resolve();
    this.change = Promise.withResolvers();
  }

  private newLane(kind: "first" | "further"): Lane {
    const { requestsPerWindow, windowMs } = this.options;
    const source = new TokenSource({ ...this.options, logins: this.logins, repeatsRefusedLogin: kind === "first" });
    return {
      source,
      window: new RequestWindow(requestsPerWindow, windowMs),
      parallel: kind === "first" ? Number.POSITIVE_INFINITY : 1,
    };
  }
}

function isFree({ window, parallel }: Lane): boolean {
  return window.inFlight < parallel;
}

/** When room for so many requests will have opened, on the clock of `performance.now()`; infinity if that is not known. */
function whenOpen(requests: number, windows: readonly RequestWindow[]): number {
  const openings = windows.flatMap((window) => window.openings()).sort((one, other) => one.at - other.at);
  let open = 0;
  for (const opening of openings) {
    open += opening.requests;
    if (open >= requests) return opening.at;
  }
  return Number.POSITIVE_INFINITY;
}
