/** An OAuth client in Genesys Cloud. */
export interface ClientRef {
  readonly id: string;
  readonly name: string;
}

/** A Genesys Cloud organisation. */
export interface OrganizationRef {
  readonly id: string;
  readonly name: string;
}

/** Entries, grouped by the organisation that they are about, in the order in which the organisations appear. */
export function byOrganization<T extends { readonly organization: OrganizationRef }>(list: readonly T[]) {
  return [...Map.groupBy(list, ({ organization }) => organization.id).values()].flatMap((entries) => {
    const [first] = entries;
    return first === undefined ? [] : [{ organization: first.organization, entries }];
  });
}
