import type { IntegrationCredentialInputs } from "../../model/integration-credential.ts";

/** What this run knows of the stack's own credentials before any operation on them: the inputs that `check` is given. */
export class StackCredentials {
  private readonly adopted = new Set<string>();
  private readonly counts = new Map<string, number>();

  /** Notes a resource that is in the state and in the program, with its inputs from the state. */
  noteExisting(inputs: Partial<IntegrationCredentialInputs>): void {
    if (inputs.importId !== undefined) this.adopted.add(inputs.importId.toLowerCase());
    const key = similarityKey(inputs);
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** Whether a resource of the program adopted the credential in an earlier run. */
  hasAdopted(credentialId: string): boolean {
    return this.adopted.has(credentialId.toLowerCase());
  }

  /** How many resources in the state have a credential that could be mistaken for one with these inputs. */
  countLike(inputs: IntegrationCredentialInputs): number {
    return this.counts.get(similarityKey(inputs)) ?? 0;
  }
}

/** A key that is equal for credentials that could be mistaken for each other, because nobody can see their fields. */
export function similarityKey({ name, type }: Partial<IntegrationCredentialInputs>): string {
  return JSON.stringify([type, name]);
}
