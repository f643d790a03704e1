import type { ApiDivision, ApiRole } from "../api-types.ts";
import { type DivisionSeed, divisionOf, type RoleSeed, roleOf } from "./default-seed.ts";

/** A list, by id, that a test can add to. */
export interface SeedList<Entity, Seed> {
  list(): Entity[];
  get(id: string): Entity | undefined;
  /** Adds one directly, with the same defaults as at the start. */
  add(seed: Seed): Entity;
}

/** Roles of the organisation. */
export type Roles = SeedList<ApiRole, RoleSeed>;
/** Divisions of the organisation. */
export type Divisions = SeedList<ApiDivision, DivisionSeed>;

/** What outlives a restart. */
export interface DirectorySnapshot {
  roles: ApiRole[];
  divisions: ApiDivision[];
}

/** Roles and divisions, which clients refer to by id. */
export class Directory {
  readonly roles: Roles;
  readonly divisions: Divisions;
  readonly #roleAddedAt = new Map<string, number>();
  readonly #now: () => number;
  readonly #roleGrantDelayMs: number;

  constructor(now: () => number, roleGrantDelayMs: number, onChange: () => void) {
    this.#now = now;
    this.#roleGrantDelayMs = roleGrantDelayMs;
    this.roles = seedList(roleOf, (role) => {
      this.#roleAddedAt.set(role.id, now());
      onChange();
    });
    this.divisions = seedList(divisionOf, onChange);
  }

  get homeDivision(): ApiDivision {
    const home = this.divisions.list().find((division) => division.homeDivision);
    if (!home) throw new Error("The seed has no home division.");
    return home;
  }

  /** Whether a role is old enough to be granted: a new one may be refused for about 30 s [peer, point 7]. */
  isGrantable(roleId: string): boolean {
    return this.#now() - (this.#roleAddedAt.get(roleId) ?? 0) >= this.#roleGrantDelayMs;
  }

  /** Puts in what was there at the start, grantable at once. */
  fill({ roles, divisions }: { roles: readonly RoleSeed[]; divisions: readonly DivisionSeed[] }): void {
    for (const division of divisions) this.divisions.add(division);
    for (const role of roles) this.#roleAddedAt.set(this.roles.add(role).id, Number.NEGATIVE_INFINITY);
  }

  snapshot(): DirectorySnapshot {
    return { roles: this.roles.list(), divisions: this.divisions.list() };
  }
}

function seedList<Entity extends { id: string }, Seed>(
  complete: (seed: Seed) => Entity,
  onAdd: (entity: Entity) => void,
): SeedList<Entity, Seed> {
  const byId = new Map<string, Entity>();
  return {
    list: () => [...byId.values()],
    get: (id) => byId.get(id),
    add(seed) {
      const entity = complete(seed);
      byId.set(entity.id, entity);
      onAdd(entity);
      return entity;
    },
  };
}
