import type { OAuthClientInputs } from "../model/oauth-client.ts";
import { creationRequest } from "../model/translate.ts";

/**
 * What this run knows of the stack's own clients. The host tells us ids only of clients that it changes or reads; of the
 * unchanged ones `check` brings the inputs alone.
 */
export class Ownership {
  private readonly clientIds = new Set<string>();
  private readonly adoptedIds = new Set<string>();
  private readonly existing = new Map<string, { readonly all: number; readonly unidentified: number }>();

  /** Notes that a resource of this run has the client, so that no other resource takes it. */
  claim(clientId: string): void {
    this.clientIds.add(clientId.toLowerCase());
  }

  /** Whether a resource of this run has the client. */
  isClaimed(clientId: string): boolean {
    return this.clientIds.has(clientId.toLowerCase());
  }

  /** Notes that a resource of this run has just adopted the client. */
  noteAdopted(clientId: string): void {
    this.claim(clientId);
    this.adoptedIds.add(clientId.toLowerCase());
  }

  /** Whether a resource of this run has just adopted the client: no other one may delete it now. */
  isAdopted(clientId: string): boolean {
    return this.adoptedIds.has(clientId.toLowerCase());
  }

  /** Notes a resource that is in the state already, by its inputs there. */
  noteExisting(inputs: OAuthClientInputs): void {
    if (inputs.importId !== undefined) this.claim(inputs.importId);
    const key = sameClientKey(inputs);
    const known = this.existing.get(key) ?? { all: 0, unidentified: 0 };
    this.existing.set(key, {
      all: known.all + 1,
      unidentified: known.unidentified + (inputs.importId === undefined ? 1 : 0),
    });
  }

  /**
   * How many resources of the state describe exactly this client: all of them, and those of which nothing here tells the id.
   * An id that `diff` has told since is claimed, but its resource still counts.
   */
  countExisting(inputs: OAuthClientInputs): { readonly all: number; readonly unidentified: number } {
    return this.existing.get(sameClientKey(inputs)) ?? { all: 0, unidentified: 0 };
  }
}

/** Equal for inputs that create equal clients. */
export function sameClientKey(inputs: OAuthClientInputs): string {
  return JSON.stringify(Object.entries(creationRequest(inputs)).sort(([a], [b]) => (a < b ? -1 : 1)));
}
