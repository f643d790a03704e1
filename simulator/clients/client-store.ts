import { randomBytes, randomUUID } from "node:crypto";
import { badRequest, notFound, OperationError } from "../transport/operation-error.ts";
import type { ClientBody } from "./client-request.ts";

/** A client as the simulator keeps it; times in epoch milliseconds. */
export interface ClientRecord {
  readonly id: string;
  body: ClientBody;
  /** The secret in force. */
  secret: string;
  dateCreated: number;
  dateModified: number;
  createdBy: string;
  modifiedBy: string;
  /** There only while a deletion is pending. */
  dateToDelete?: number;
  /** Reads answer 404 before. */
  visibleAt: number;
}

/** What outlives a restart. */
export interface ClientStoreSnapshot {
  clients: ClientRecord[];
  /** Every secret ever made, per client, oldest first; also of clients that are gone. */
  secrets: Record<string, string[]>;
}

/** What the API makes of the settings that it stores. */
export interface StorageRules {
  /** For every write. */
  normalise(body: ClientBody): ClientBody;
  /** For a client that is new, and for all clients when the rules change. */
  complete(body: ClientBody): ClientBody;
}

const DAY_MS = 86_400_000;

/** A secret shaped like Genesys's: 43 characters of URL-safe base64. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** The clients of the organisation, with the rules of their life: visibility, secrets, deletion. */
export class ClientStore {
  readonly #records = new Map<string, ClientRecord>();
  readonly #pendingDeletion = new Set<ClientRecord>();
  readonly #secrets = new Map<string, string[]>();
  readonly #now: () => number;
  readonly #consistencyWindowMs: number;
  readonly #onChange: () => void;
  readonly #rules: StorageRules;

  constructor(now: () => number, consistencyWindowMs: number, onChange: () => void, rules: StorageRules) {
    this.#now = now;
    this.#consistencyWindowMs = consistencyWindowMs;
    this.#onChange = onChange;
    this.#rules = rules;
  }

  /** Every client that exists, visible or not, in order of creation. */
  all(): ClientRecord[] {
    this.#purge();
    return [...this.#records.values()];
  }

  /** The clients that reads show: a client is missing for a while after its creation [peer, forum, point 3]. */
  visible(): ClientRecord[] {
    const now = this.#now();
    return this.all().filter((record) => record.visibleAt <= now);
  }

  find(id: string): ClientRecord | undefined {
    this.#purge();
    return this.#records.get(id);
  }

  /** For writes. Assumed: they reach the primary copy, so the consistency window is for reads only. */
  require(id: string): ClientRecord {
    const record = this.find(id);
    if (!record) throw notFound("OAuthClient", id);
    return record;
  }

  /** For reads: 404 within the consistency window after the creation [peer, forum, point 3]. */
  requireVisible(id: string): ClientRecord {
    const record = this.require(id);
    if (record.visibleAt > this.#now()) throw notFound("OAuthClient", id);
    return record;
  }

  create(body: ClientBody, createdBy: string): ClientRecord {
    const now = this.#now();
    return this.insert({
      id: randomUUID(),
      body,
      secret: newSecret(),
      dateCreated: now,
      dateModified: now,
      createdBy,
      modifiedBy: createdBy,
      visibleAt: now + this.#consistencyWindowMs,
    });
  }

  /** Puts a complete record in, as seeds and restarts do. */
  insert(record: ClientRecord): ClientRecord {
    record.body = this.#rules.complete(this.#rules.normalise(record.body));
    return this.#put(record);
  }

  /** Completes the clients that exist. */
  completeAll(): void {
    for (const record of this.#records.values()) record.body = this.#rules.complete(record.body);
    this.#onChange();
  }

  update(record: ClientRecord, body: ClientBody, modifiedBy: string): void {
    record.body = this.#rules.normalise(body);
    if (body.state !== "inactive") this.#cancelDeletion(record);
    this.#touch(record, modifiedBy);
  }

  /** The old secret is dead at once: there is no overlap [doc, point 1]. */
  regenerateSecret(record: ClientRecord, modifiedBy: string): string {
    record.secret = newSecret();
    this.#secrets.get(record.id)?.push(record.secret);
    this.#touch(record, modifiedBy);
    return record.secret;
  }

  /**
   * Deletes by the rules of the API: only an inactive client; one under 30 days old is gone at once, an older one
   * 7 days later [doc, peer, point 2]. Assumed: deleting a client whose deletion is pending changes nothing.
   *
   * @throws OperationError 400 `cannot.delete.client`
   */
  delete(record: ClientRecord, modifiedBy: string): void {
    if (record.body.state !== "inactive") {
      const message = "Clients must be marked as inactive to be eligible for deletion";
      throw new OperationError(400, "cannot.delete.client", message, { entityId: record.id });
    }
    if (this.#now() - record.dateCreated < 30 * DAY_MS) {
      this.remove(record.id);
      return;
    }
    if (record.dateToDelete !== undefined) return;
    this.scheduleDeletion(record, this.#now() + 7 * DAY_MS);
    this.#touch(record, modifiedBy);
  }

  /** Marks a client as gone from `dateToDelete` on, in epoch milliseconds. */
  scheduleDeletion(record: ClientRecord, dateToDelete: number): void {
    record.dateToDelete = dateToDelete;
    this.#pendingDeletion.add(record);
    this.#onChange();
  }

  /** Takes a client away, whatever its state. */
  remove(id: string): void {
    const record = this.#records.get(id);
    if (!record) return;
    this.#records.delete(id);
    this.#pendingDeletion.delete(record);
    this.#onChange();
  }

  /** Secrets of one client, oldest first, also after the client is gone. */
  secretsOf(id: string): readonly string[] {
    return this.#secrets.get(id) ?? [];
  }

  /** Every secret that a client ever had. */
  allSecrets(): string[] {
    return [...this.#secrets.values()].flat();
  }

  snapshot(): ClientStoreSnapshot {
    return { clients: this.all(), secrets: Object.fromEntries(this.#secrets) };
  }

  restore({ clients, secrets }: ClientStoreSnapshot): void {
    for (const record of clients) this.#put(record);
    for (const [id, known] of Object.entries(secrets)) this.#secrets.set(id, known);
  }

  #put(record: ClientRecord): ClientRecord {
    if (this.#records.has(record.id)) throw new Error(`A client ${record.id} is there already.`);
    this.#records.set(record.id, record);
    if (record.dateToDelete !== undefined) this.#pendingDeletion.add(record);
    this.#secrets.set(record.id, [...(this.#secrets.get(record.id) ?? []), record.secret]);
    this.#onChange();
    return record;
  }

  #touch(record: ClientRecord, modifiedBy: string): void {
    // Two changes within a millisecond still show as two.
    record.dateModified = Math.max(this.#now(), record.dateModified + 1);
    record.modifiedBy = modifiedBy;
    this.#onChange();
  }

  #cancelDeletion(record: ClientRecord): void {
    delete record.dateToDelete;
    this.#pendingDeletion.delete(record);
  }

  #purge(): void {
    for (const record of this.#pendingDeletion) {
      if (record.dateToDelete !== undefined && record.dateToDelete <= this.#now()) this.remove(record.id);
    }
  }
}

/** Assumed: what Genesys support has locked answers 400 to every change [point 9 says only that it is locked]. */
export function refuseWhenDisabled(record: ClientRecord): void {
  if (record.body.state === "disabled") {
    throw badRequest("client.disabled", "The client has been disabled by Genesys and cannot be changed.");
  }
}
