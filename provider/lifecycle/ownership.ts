import type { OAuthClientInputs } from "../model/oauth-client.ts";
import { creationRequest } from "../model/translate.ts";

/**
 * What this run knows about the stack's own clients. The host passes the ids only of clients that it changes or reads. For
 * unchanged clients, `check` passes only the inputs.
 */
export class Ownership {
  private readonly clientIds = new Set<string>();
  private readonly adoptedIds = new Set<string>();
  private readonly importedIds = new Set<string>();
  private readonly existing = new Map<string, OAuthClientInputs[]>();
  private readonly marks = new Set<string>();

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

  /** Whether a resource has adopted the client in this run. The client is then in no state yet. */
  isJustAdopted(clientId: string): boolean {
    return this.adoptedIds.has(clientId.toLowerCase());
  }

  /** Whether a resource of the program adopted the client, now or earlier. Removing another resource must not delete it. */
  isAdopted(clientId: string): boolean {
    return this.isJustAdopted(clientId) || this.importedIds.has(clientId.toLowerCase());
  }

  /** Notes a resource that is already in the state, with its inputs from the state. */
  noteExisting(inputs: OAuthClientInputs): void {
    if (inputs.importId !== undefined) {
      this.claim(inputs.importId);
      this.importedIds.add(inputs.importId.toLowerCase());
    }
    if (inputs.ownershipMark !== undefined) this.marks.add(inputs.ownershipMark);
    const key = similarityKey(inputs);
    this.existing.set(key, [...(this.existing.get(key) ?? []), inputs]);
  }

  /** Whether a resource that is already in the state has this mark. */
  hasMark(ownershipMark: string): boolean {
    return this.marks.has(ownershipMark);
  }

  /**
   * Inputs of the resources in the state that could be mistaken for these inputs. A resource stays among them after `diff`
   * has told its id and the id has been claimed.
   */
  existingLike(inputs: OAuthClientInputs): readonly OAuthClientInputs[] {
    return this.existing.get(similarityKey(inputs)) ?? [];
  }
}

/**
 * A key that is equal for inputs whose clients could be mistaken for each other. Extra properties don't count, because a
 * client may have fields that nobody requested. The ownership mark doesn't either, because clients that were created without
 * one have none.
 */
export function similarityKey({ extraProperties, ownershipMark, ...inputs }: OAuthClientInputs): string {
  return JSON.stringify(Object.entries(creationRequest(inputs)).sort(([a], [b]) => (a < b ? -1 : 1)));
}
