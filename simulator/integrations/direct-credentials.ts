import type { CredentialBody, CredentialRecord, CredentialStore } from "./credential-store.ts";

/** A credential as integrations inside Genesys Cloud see it, with its fields, and regardless of the consistency window. */
export interface SimCredential extends CredentialBody {
  readonly id: string;
  /** ISO 8601. */
  readonly createdDate: string;
  /** ISO 8601. */
  readonly modifiedDate: string;
}

/** Direct access to integration credentials for tests: no HTTP, no limits, no checks. Changes count as made by another user. */
export interface SimCredentials {
  list(): SimCredential[];
  get(id: string): SimCredential | undefined;
  create(body: CredentialBody): SimCredential;
  /** Changes some parts of a credential. `fields` replaces all fields. */
  edit(id: string, patch: Partial<CredentialBody>): void;
  /** Removes a credential at once. */
  remove(id: string): void;
}

/** Builds the direct access. */
export function directCredentials(store: CredentialStore): SimCredentials {
  // With the variant ids-upper-case, a test has ids in upper case.
  const idOf = (id: string) => id.toLowerCase();
  return {
    list: () => store.all().map(seen),
    get(id) {
      const record = store.find(idOf(id));
      return record && seen(record);
    },
    create: (body) => seen(store.create(body, 0)),
    edit: (id, patch) => store.update(store.require(idOf(id)), patch),
    remove: (id) => store.remove(idOf(id)),
  };
}

function seen({ id, name, type, fields, createdDate, modifiedDate }: CredentialRecord): SimCredential {
  return {
    id,
    name,
    type,
    fields: { ...fields },
    createdDate: new Date(createdDate).toISOString(),
    modifiedDate: new Date(modifiedDate).toISOString(),
  };
}
