import type { OAuthApi } from "../api/oauth-api.ts";
import { InvalidInputError } from "../errors/index.ts";
import { nearWord } from "../model/near-word.ts";

/** The operations of the API that data sources ask. */
export type AskedApi = Pick<
  OAuthApi,
  | "allClients"
  | "findDivisions"
  | "findRoles"
  | "getAuthorization"
  | "getClient"
  | "getScope"
  | "homeDivision"
  | "listAuthorizations"
  | "listScopes"
  | "pause"
  | "queryUsage"
  | "serverNow"
  | "summarizeUsage"
  | "usageResults"
>;

/** What a data source can use to find its answer. */
export interface Inquiry {
  readonly api: AskedApi;
  /** Fetches data that several data sources share, such as the listing of clients. Once per run. */
  shared<T>(what: string, fetch: (api: AskedApi) => Promise<T>): Promise<T>;
}

/** A question to Genesys Cloud, as both faces of this package ask it. */
export interface Answer<A extends object, R extends object> {
  /** The public function, for example `getOAuthScopes`. */
  readonly name: string;
  /** @throws InvalidInputError before any request, if the arguments are wrong. */
  find(inquiry: Inquiry, args: A): Promise<R>;
}

/**
 * Makes an answer that knows its arguments.
 * @param argumentNames every argument that there is. Languages without types tell a misspelt one here.
 * @param find gets the arguments without those that are undefined or null.
 */
export function answer<A extends object, R extends object>(
  name: string,
  argumentNames: readonly (keyof A & string)[],
  find: (inquiry: Inquiry, args: A) => Promise<R>,
): Answer<A, R> {
  return {
    name,
    find: async (inquiry, args) => {
      const unknown = Object.keys(args).filter((key) => !argumentNames.some((known) => known === key));
      if (unknown.length > 0) {
        throw new InvalidInputError(unknown.map((key) => unknownArgument(name, key, argumentNames)).join(" "));
      }
      return find(inquiry, args);
    },
  };
}

function unknownArgument(name: string, key: string, argumentNames: readonly string[]): string {
  const near = nearWord(key, argumentNames, 3);
  const remedy = near !== undefined ? `did you mean ${near}?` : `it takes ${argumentNames.join(", ")}.`;
  return `${name} has no argument ${key}: ${remedy}`;
}
