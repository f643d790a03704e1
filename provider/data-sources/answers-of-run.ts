import { InvalidInputError } from "../errors/index.ts";
import type { Answer, AskedApi } from "./answer.ts";

/** The answers of one run. Asking the same question again costs no request. Failures are not kept, and nothing outlives the run. */
export class AnswersOfRun {
  private readonly api: () => Promise<AskedApi>;
  private readonly answers = new Map<string, Promise<unknown>>();

  constructor(api: () => Promise<AskedApi>) {
    this.api = api;
  }

  /**
   * @param after ids of the resources that the question waits for. It is then another question.
   * @throws InvalidInputError if the arguments are no object.
   */
  async find<A extends object, R extends object>(
    answer: Answer<A, R>,
    args: A,
    after: readonly string[] = [],
  ): Promise<R> {
    const given = givenArguments(answer.name, args);
    const moment = [...new Set(after)].sort();
    return this.once([answer.name, Object.entries(given).sort(byName), moment], async () => {
      const api = await this.api();
      const shared = <T>(what: string, fetch: (from: AskedApi) => Promise<T>) =>
        this.once([what, moment], () => fetch(api));
      return answer.find({ api, shared }, given as A);
    });
  }

  private once<R>(question: unknown, find: () => Promise<R>): Promise<R> {
    const key = JSON.stringify(question);
    const known = this.answers.get(key) as Promise<R> | undefined;
    if (known !== undefined) return known;
    const asked = (async () => find())().catch((error: unknown) => {
      this.answers.delete(key);
      throw error;
    });
    this.answers.set(key, asked);
    return asked;
  }
}

function givenArguments(name: string, args: unknown): Record<string, unknown> {
  if (typeof args !== "object" || args === null || Array.isArray(args)) {
    throw new InvalidInputError(`${name} takes its arguments as an object.`);
  }
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined && value !== null));
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
