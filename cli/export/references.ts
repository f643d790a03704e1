import PQueue from "p-queue";
import { z } from "zod";
import type { ApiEntityRef } from "../../provider/api/api-types.ts";
import { GenesysError } from "../../provider/errors/index.ts";
import { misreadingIn } from "../../provider/model/misread-text.ts";
import type { OrganizationAccess } from "../organization/organizations.ts";
import { byText, type UniqueNames, variableName } from "./identifiers.ts";

/** A role or a division that a program can look up by its name. */
export interface LookUp {
  readonly kind: "role" | "division";
  /** The variable that holds it. */
  readonly variable: string;
  readonly name: string;
  readonly id: string;
}

/** How a program refers to roles and divisions. */
export interface References {
  /** Those that are looked up, in the order of their variables. */
  readonly lookUps: readonly LookUp[];
  /** Names of those that no look-up by name finds alone, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** What is asked about roles and divisions. */
export interface ReferenceQuestions {
  readonly access: Pick<OrganizationAccess, "api" | "probes">;
  readonly roleIds: Iterable<string>;
  readonly divisionIds: Iterable<string>;
  /** Gives out the variables. */
  readonly variables: UniqueNames;
  /** Called with what the reader should know. */
  readonly note: (text: string) => void;
}

/** No name for anything: programs then have ids. */
export const NO_REFERENCES: References = { lookUps: [], names: new Map() };

/** Look-ups at the same time. */
const MAX_PARALLEL = 10;

const namedRole = z.object({ name: z.string().min(1) });

/**
 * Finds names for roles and divisions. A name is used only if a look-up by it finds exactly that role or division. What can't be read
 * keeps its id, and the reader is told why once.
 */
export async function findReferences(questions: ReferenceQuestions): Promise<References> {
  const { access, variables, note } = questions;
  const { api, probes } = access;
  const roles = await named(questions.roleIds, "roles", note, async (id) => {
    return namedRole.safeParse(await probes.role(id)).data?.name;
  });
  const divisionNames = lazily(
    async () => new Map((await collected(api.listDivisions())).map((one) => [one.id?.toLowerCase(), one])),
  );
  const divisions = await named(questions.divisionIds, "divisions", note, async (id) => {
    return (await divisionNames()).get(id)?.name;
  });
  const unique = [
    ...(await findable(roles, "roles", note, (name) => api.findRoles(name))).map((id) => ["role", id] as const),
    ...(await findable(divisions, "divisions", note, (name) => api.findDivisions(name))).map(
      (id) => ["division", id] as const,
    ),
  ];
  const names = new Map([...roles, ...divisions]);
  const lookUps = unique
    .map(([kind, id]) => ({ kind, id, name: names.get(id) ?? "" }))
    .sort((one, other) => byText(one.name, other.name) || byText(one.id, other.id))
    .map((found) => ({ ...found, variable: variableOf(found, variables) }))
    .sort((one, other) => byText(other.kind, one.kind) || byText(one.variable, other.variable));
  for (const { id } of lookUps) names.delete(id);
  return { lookUps, names };
}

function variableOf({ kind, name, id }: Omit<LookUp, "variable">, variables: UniqueNames): string {
  const suffix = kind === "role" ? "Role" : "Division";
  const start = id.replaceAll(/[^\da-z]/gi, "").slice(0, 8);
  const plain = variableName(name, suffix) || `${kind}${start}`;
  return variables.take(plain, `${plain}${start}`, `${plain}${start}_`);
}

async function named(
  ids: Iterable<string>,
  kind: string,
  note: (text: string) => void,
  nameOf: (id: string) => Promise<string | undefined>,
): Promise<ReadonlyMap<string, string>> {
  const found = await eachUntilRefused([...new Set(ids)], kind, note, nameOf);
  return new Map(found.flatMap(([id, name]) => (name === undefined ? [] : [[id, name] as const])));
}

/** The ids whose names find them, and nothing else. */
async function findable(
  names: ReadonlyMap<string, string>,
  kind: string,
  note: (text: string) => void,
  find: (name: string) => AsyncIterable<readonly ApiEntityRef[]>,
): Promise<readonly string[]> {
  const usable = [...names].filter(([, name]) => name.trim() !== "" && misreadingIn(name) === undefined);
  const texts = [...new Set(usable.map(([, name]) => name))];
  const answers = await eachUntilRefused(texts, kind, note, async (name) => {
    const exact = (await collected(find(name))).filter((entity) => entity.name === name);
    return exact.length === 1 ? exact[0]?.id?.toLowerCase() : undefined;
  });
  const idOf = new Map(answers);
  return usable.flatMap(([id, name]) => (idOf.get(name) === id.toLowerCase() ? [id] : []));
}

/** Asks about each. After the first refusal nothing more is asked: the others would end the same way. */
async function eachUntilRefused<T>(
  keys: readonly string[],
  kind: string,
  note: (text: string) => void,
  ask: (key: string) => Promise<T>,
): Promise<readonly (readonly [string, T])[]> {
  const queue = new PQueue({ concurrency: MAX_PARALLEL });
  let isRefused = false;
  const answers = keys.map((key) =>
    queue.add(async () => {
      if (isRefused) return [];
      try {
        return [[key, await ask(key)] as const];
      } catch (error) {
        if (!(error instanceof GenesysError)) throw error;
        // The role of a client may be gone. That says nothing about the others.
        if (!("status" in error && error.status === 404) && !isRefused) {
          isRefused = true;
          note(`The ${kind} stand with their ids, because their names can't be looked up. ${error.message}`);
        }
        return [];
      }
    }),
  );
  return (await Promise.all(answers)).flat();
}

async function collected(pages: AsyncIterable<readonly ApiEntityRef[]>): Promise<readonly ApiEntityRef[]> {
  return (await Array.fromAsync(pages)).flat();
}

function lazily<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}
