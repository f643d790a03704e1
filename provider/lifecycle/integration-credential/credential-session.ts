import type { ApiCredential } from "../../api/api-types.ts";
import { CredentialsApi } from "../../api/credentials-api.ts";
import type { Session } from "../session.ts";
import { StackCredentials } from "./stack-credentials.ts";

/** What the operations on integration credentials share within one process, beside the session that all resources share. */
export class CredentialSession {
  readonly shared: Session;
  readonly api: CredentialsApi;
  /** The stack's own credentials, as far as they are known before an operation. */
  readonly stack: StackCredentials;
  private readonly claimed = new Set<string>();
  private readonly adopted = new Set<string>();
  private known: Promise<ReadonlyMap<string, ApiCredential>> | undefined;

  constructor(shared: Session, stack: StackCredentials = new StackCredentials()) {
    this.shared = shared;
    this.api = new CredentialsApi(shared.api.connection);
    this.stack = stack;
  }

  /** Notes that a resource of this run has the credential, so that no other resource takes it. */
  claim(credentialId: string): void {
    this.claimed.add(credentialId.toLowerCase());
  }

  isClaimed(credentialId: string): boolean {
    return this.claimed.has(credentialId.toLowerCase());
  }

  /** Notes that a resource of this run has just adopted the credential. */
  noteAdopted(credentialId: string): void {
    this.claim(credentialId);
    this.adopted.add(credentialId.toLowerCase());
  }

  /** Whether a resource has adopted the credential in this run. */
  isJustAdopted(credentialId: string): boolean {
    return this.adopted.has(credentialId.toLowerCase());
  }

  /**
   * The organisation's credentials as they were before this process created its first one, by id. A credential that is not in
   * here and appears after a lost answer is new.
   */
  credentialsBefore(): Promise<ReadonlyMap<string, ApiCredential>> {
    const asked = this.known ?? this.listAll();
    this.known = asked;
    asked.catch(() => {
      if (this.known === asked) this.known = undefined;
    });
    return asked;
  }

  /** All credentials now, by id. */
  async listAll(): Promise<ReadonlyMap<string, ApiCredential>> {
    return new Map((await this.api.allCredentials()).map((credential) => [credential.id, credential]));
  }
}
