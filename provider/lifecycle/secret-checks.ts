import PQueue from "p-queue";
import type { LoginHostAnswer } from "../api/secret-presentation.ts";
import type { SecretStatus } from "../model/oauth-client.ts";

/** How many secrets are presented at a time. Each is that of another client. */
const CONCURRENCY = 4;

/** The checks of secrets in one process. They do not wait for the logins and requests of the provider, nor these for them. */
export class SecretChecks {
  private readonly found = new Map<string, Promise<SecretStatus>>();
  private readonly queue = new PQueue({ concurrency: CONCURRENCY });
  private isSilent = false;

  /** What a check finds, or found earlier in this process. */
  once(clientId: string, check: () => Promise<SecretStatus>): Promise<SecretStatus> {
    const known = this.found.get(clientId) ?? check();
    this.found.set(clientId, known);
    return known;
  }

  /** Presents a secret when it is its turn, unless the login host has stopped answering. */
  async inTurn(present: () => Promise<LoginHostAnswer>): Promise<LoginHostAnswer> {
    return this.queue.add(async () => {
      if (this.isSilent) return { kind: "none", isSilent: true };
      const answer = await present();
      this.isSilent ||= answer.kind === "none" && answer.isSilent;
      return answer;
    });
  }
}
