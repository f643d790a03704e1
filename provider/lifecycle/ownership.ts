import type { OAuthClientInputs } from "../model/oauth-client.ts";
import { creationRequest } from "../model/translate.ts";

/**
 * What this run knows of the stack's own clients. The host tells us ids only of clients that it changes or reads; of the
 * unchanged ones `check` brings the inputs alone.
 */
export class Ownership {
  private readonly clientIds = new Set<string>();
  private readonly adoptedIds = new Set<string>();
  private readonly importedIds = new Set<string>();
  private readonly existing = new Map<string, OAuthClientInputs[]>();

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

  /** Whether a resource has just adopted the client: it is in no state yet. */
  isJustAdopted(clientId: string): boolean {
    return this.adoptedIds.has(clientId.toLowerCase());
  }

  /** Whether a resource of the program adopted the client, now or earlier: the end of another one must not delete it. */
  isAdopted(clientId: string): boolean {
    return this.isJustAdopted(clientId) || this.importedIds.has(clientId.toLowerCase());
  }

  /** Notes a resource that is in the state already, by its inputs there. */
  noteExisting(inputs: OAuthClientInputs): void {
    if (inputs.importId !== undefined) {
      this.claim(inputs.importId);
      this.importedIds.add(inputs.importId.toLowerCase());
    }
    const key = similarityKey(inputs);
    this.existing.set(key, [...(this.existing.get(key) ?? []), inputs]);
  }

  /**
   * The resources of the state that could be taken for these inputs, by their inputs there. An id that `diff` has told
   * since is claimed, but its resource is still among them.
   */
  existingLike(inputs: OAuthClientInputs): readonly OAuthClientInputs[] {
    return this.existing.get(similarityKey(inputs)) ?? [];
  }
}

/**
 * Equal for inputs whose clients could be taken for each other. Extra properties don't count: a client may have fields that
 * nobody asked for.
 */
export function similarityKey({ extraProperties, ...inputs }: OAuthClientInputs): string {
  return JSON.stringify(Object.entries(creationRequest(inputs)).sort(([a], [b]) => (a < b ? -1 : 1)));
}
