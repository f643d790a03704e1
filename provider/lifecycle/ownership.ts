import type { OAuthClientInputs } from "../model/oauth-client.ts";
import { creationRequest } from "../model/translate.ts";

/**
 * What this run knows of the stack's own clients. The host tells us ids only of clients that it changes or reads; of the
 * unchanged ones `check` brings the inputs alone.
 */
export class Ownership {
  private readonly clientIds = new Set<string>();
  private readonly existing = new Map<string, number>();

  /** Notes that a resource of this run has the client, so that no other resource takes it. */
  claim(clientId: string): void {
    this.clientIds.add(clientId.toLowerCase());
  }

  /** Whether a resource of this run has the client. */
  isClaimed(clientId: string): boolean {
    return this.clientIds.has(clientId.toLowerCase());
  }

  /** Notes a resource that is in the state already, by its inputs there. */
  noteExisting(inputs: OAuthClientInputs): void {
    if (inputs.importId !== undefined) {
      this.claim(inputs.importId);
      return;
    }
    const key = sameClientKey(inputs);
    this.existing.set(key, (this.existing.get(key) ?? 0) + 1);
  }

  /** How many resources in the state, their ids unknown here, describe exactly this client. */
  countExisting(inputs: OAuthClientInputs): number {
    return this.existing.get(sameClientKey(inputs)) ?? 0;
  }
}

/** Equal for inputs that create equal clients. */
export function sameClientKey(inputs: OAuthClientInputs): string {
  return JSON.stringify(Object.entries(creationRequest(inputs)).sort(([a], [b]) => (a < b ? -1 : 1)));
}
