import type { OAuthApi } from "../api/oauth-api.ts";
import { GuardError } from "../errors/index.ts";
import { pluginToken } from "../model/plugin-tokens.ts";
import { sameVersionAdvice } from "./same-version.ts";

type Values = Readonly<Record<string, unknown>>;

/** The functions of the plugin: the data sources. */
export class FunctionCalls {
  private readonly api: () => Promise<OAuthApi>;
  private answers: ReturnType<typeof loadAnswers> | undefined;

  constructor(api: () => Promise<OAuthApi>) {
    this.api = api;
  }

  /** @throws GuardError if the plugin has no such function. */
  async answer(token: string, args: Values): Promise<object> {
    this.answers ??= loadAnswers(this.api);
    return (await this.answers)(token, args);
  }

  /** After a change, the same question may have another answer. */
  forgetAnswers(): void {
    this.answers = undefined;
  }
}

/** Loaded with the first function: most programs have few, and a refresh has none. */
async function loadAnswers(api: () => Promise<OAuthApi>) {
  const [{ DATA_SOURCES }, { AnswersOfRun }] = await Promise.all([
    import("../data-sources/index.ts"),
    import("../data-sources/answers-of-run.ts"),
  ]);
  const run = new AnswersOfRun(api);
  return async (token: string, args: Values): Promise<object> => {
    const dataSource = DATA_SOURCES.find(({ name }) => pluginToken(name) === token);
    if (dataSource !== undefined) return run.find(dataSource, args);
    throw new GuardError(`This version of the provider plugin has no function ${token}`, {
      nextStep: `It has ${DATA_SOURCES.map(({ name }) => name).join(", ")}. ${await sameVersionAdvice()}`,
    });
  };
}
