import { randomUUID } from "node:crypto";
import { notFound } from "../transport/operation-error.ts";

/** The settable part of a credential. */
export interface CredentialBody {
  name: string;
  /** Name of the type. */
  type: string;
  fields: Record<string, string>;
}

/** A credential as the simulator keeps it; times in epoch milliseconds. */
export interface CredentialRecord extends CredentialBody {
  readonly id: string;
  createdDate: number;
  modifiedDate: number;
  /** Reads answer 404 before. */
  visibleAt: number;
}

/** What outlives a restart. */
export interface CredentialStoreSnapshot {
  credentials: CredentialRecord[];
}

/** The integration credentials of the organisation. */
export class CredentialStore {
  readonly #records = new Map<string, CredentialRecord>();
  readonly #now: () => number;
  readonly #consistencyWindowMs: number;
  readonly #onChange: () => void;

  constructor(now: () => number, consistencyWindowMs: number, onChange: () => void) {
    this.#now = now;
    this.#consistencyWindowMs = consistencyWindowMs;
    this.#onChange = onChange;
  }

  /** Every credential that exists, visible or not, in order of creation. */
  all(): CredentialRecord[] {
    return [...this.#records.values()];
  }

  /** The credentials that reads show. Assumed: a new one is missing for as long as a new client. */
  visible(): CredentialRecord[] {
    return this.all().filter(({ visibleAt }) => visibleAt <= this.#now());
  }

  find(id: string): CredentialRecord | undefined {
    return this.#records.get(id);
  }

  /** For writes, which see everything. */
  require(id: string): CredentialRecord {
    const record = this.find(id);
    if (!record) throw notFound("Credential", id);
    return record;
  }

  requireVisible(id: string): CredentialRecord {
    const record = this.require(id);
    if (record.visibleAt > this.#now()) throw notFound("Credential", id);
    return record;
  }

  /** @param visibleAt - default: after the consistency window */
  create(body: CredentialBody, visibleAt = this.#now() + this.#consistencyWindowMs): CredentialRecord {
    const now = this.#now();
    const record = { id: randomUUID(), ...body, createdDate: now, modifiedDate: now, visibleAt };
    this.#records.set(record.id, record);
    this.#onChange();
    return record;
  }

  /** Replaces what the body has. */
  update(record: CredentialRecord, body: Partial<CredentialBody>): void {
    // Two changes within a millisecond still show as two.
    Object.assign(record, body, { modifiedDate: Math.max(this.#now(), record.modifiedDate + 1) });
    this.#onChange();
  }

  remove(id: string): void {
    if (this.#records.delete(id)) this.#onChange();
  }

  snapshot(): CredentialStoreSnapshot {
    return { credentials: this.all() };
  }

  restore({ credentials }: Partial<CredentialStoreSnapshot>): void {
    for (const record of credentials ?? []) this.#records.set(record.id, record);
  }
}
