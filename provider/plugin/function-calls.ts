import type { OAuthApi } from "../api/oauth-api.ts";
import { GuardError } from "../errors/index.ts";
import { pluginToken } from "../model/plugin-tokens.ts";

type Values = Readonly<Record<string, unknown>>;

/** The functions of the plugin: the data sources. */
export class FunctionCalls {
  private readonly answers: () => Promise<(token: string, args: Values) => Promise<object>>;

  constructor(api: () => Promise<OAuthApi>) {
    let answers: ReturnType<typeof loadAnswers> | undefined;
    this.answers = () => {
      answers ??= loadAnswers(api);
      return answers;
    };
  }

  /** @throws GuardError if the plugin has no such function. */
  async answer(token: string, args: Values): Promise<object> {
    return (await this.answers())(token, args);
  }
}

/** Loaded with the first function: most programs have few, and a refresh has none. */
async function loadAnswers(api: () => Promise<OAuthApi>) {
  const [{ DATA_SOURCES }, { AnswersOfRun }] = await Promise.all([
    import("../data-sources/index.ts"),
    import("../data-sources/answers-of-run.ts"),
  ]);
  // The engine starts a process for each run.
  const run = new AnswersOfRun(api);
  return async (token: string, args: Values): Promise<object> => {
    const dataSource = DATA_SOURCES.find(({ name }) => pluginToken(name) === token);
    if (dataSource !== undefined) return run.find(dataSource, args);
    throw new GuardError(`This version of the provider plugin has no function ${token}`, {
      nextStep: `It has ${DATA_SOURCES.map(({ name }) => name).join(", ")}. Use the plugin and the SDK of the same version.`,
    });
  };
}
