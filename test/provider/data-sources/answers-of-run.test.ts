import { describe, expect, it } from "vitest";
import type { Answer } from "../../../provider/data-sources/answer.ts";
import { AnswersOfRun } from "../../../provider/data-sources/answers-of-run.ts";
import { DATA_SOURCES } from "../../../provider/data-sources/index.ts";
import { InvalidInputError, NotFoundError } from "../../../provider/errors/index.ts";
import * as program from "../../../provider/index.ts";
import { startConnected } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";

const SCOPES = "/api/v2/oauth/scopes";
const CLIENTS = "/api/v2/oauth/clients";

function named(name: string): Answer<object, object> {
  const found = DATA_SOURCES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no data source ${name}`);
  return found;
}

async function startRun() {
  const connected = await startConnected({ seed: { clients: [{ name: "Portal" }, { name: "Reports" }] } });
  const { api, simulator } = connected;
  const ask = (name: string, args: unknown, ...rest: [string[]?]) => run.find(named(name), args as object, ...rest);
  const run = new AnswersOfRun(async () => api);
  return { api, simulator, ask, [Symbol.asyncDispose]: () => connected[Symbol.asyncDispose]() };
}

describe("the data sources", () => {
  it("are the public functions of the program, each once", () => {
    const names = DATA_SOURCES.map(({ name }) => name).sort();
    const functions = Object.keys(program).filter((name) => /^get(?!.*Output$)/.test(name));
    expect(names).toEqual(functions.sort());
  });

  it.each(DATA_SOURCES.map(({ name }) => name))("%s refuses arguments that it does not have", async (name) => {
    await using run = await startRun();
    const error = await failureOf(run.ask(name, { completelyDifferent: "x", another: 1 }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(new RegExp(`${name} has no argument completelyDifferent: it takes \\w+`));
    expect(error.message).toContain(`${name} has no argument another`);
    expect(run.simulator.log.all()).toEqual([]);
  });

  it.each([
    ["getOAuthScope", "scopeID", "scopeId"],
    ["getOAuthScopes", "acceptlanguage", "acceptLanguage"],
    ["getOAuthClient", "clientid", "clientId"],
    ["getOAuthClientUsage", "metric", "metrics"],
    ["getAuthorizationDivision", "hom", "home"],
  ])("%s asks whether %s is a slip for %s", async (name, slip, meant) => {
    await using run = await startRun();
    const error = await failureOf(run.ask(name, { [slip]: "x" }));
    expect(error.message).toContain(`${name} has no argument ${slip}: did you mean ${meant}?`);
  });
});

describe("the answers of a run", () => {
  it("come from one request for the same question, at the same time or later, in any order of the arguments", async () => {
    await using run = await startRun();
    const together = await Promise.all([
      run.ask("getOAuthScope", { scopeId: "users", acceptLanguage: "de" }),
      run.ask("getOAuthScope", { acceptLanguage: "de", scopeId: "users" }),
    ]);
    expect(await run.ask("getOAuthScope", { scopeId: "users", acceptLanguage: "de" })).toEqual(together[0]);
    expect(together[1]).toEqual(together[0]);
    expect(run.simulator.log.count({ route: `${SCOPES}/{scopeId}` })).toBe(1);
    await run.ask("getOAuthScope", { scopeId: "users" });
    await run.ask("getOAuthScope", { scopeId: "users", acceptLanguage: null });
    expect(run.simulator.log.count({ route: `${SCOPES}/{scopeId}` })).toBe(2);
  });

  it("share what several data sources need: the clients are listed once", async () => {
    await using run = await startRun();
    await Promise.all([
      run.ask("getOAuthClients", {}),
      run.ask("getOAuthClients", { namePattern: "^Rep" }),
      run.ask("getOAuthClient", { name: "Portal" }),
    ]);
    expect(run.simulator.log.count({ method: "GET", route: CLIENTS })).toBe(1);
  });

  it("are asked for anew after another set of resources", async () => {
    await using run = await startRun();
    for (const ids of [[], ["b", "a"], ["a", "b", "a"], ["a"]]) await run.ask("getOAuthClients", {}, ids);
    expect(run.simulator.log.count({ method: "GET", route: CLIENTS })).toBe(3);
  });

  it("are not kept if they are failures", async () => {
    await using run = await startRun();
    run.simulator.faults.add({ route: SCOPES, action: { kind: "status", status: 400 } });
    await failureOf(run.ask("getOAuthScopes", {}));
    expect(await run.ask("getOAuthScopes", {})).toMatchObject({ scopes: expect.arrayContaining([]) });
  });

  it("do not wait for a connection that fails, and try it again", async () => {
    await using run = await startRun();
    let attempts = 0;
    const answers = new AnswersOfRun(async () => {
      attempts++;
      if (attempts === 1) throw new Error("no configuration");
      return run.api;
    });
    await expect(answers.find(named("getOAuthScopes"), {})).rejects.toThrow("no configuration");
    expect(await answers.find(named("getOAuthScopes"), {})).toHaveProperty("scopes");
  });

  it.each([[null], ["users"], [["users"]], [7]])("need an object of arguments, not %j", async (args) => {
    await using run = await startRun();
    const error = await failureOf(run.ask("getOAuthScopes", args));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain("getOAuthScopes takes its arguments as an object.");
    expect(run.simulator.log.all()).toEqual([]);
  });

  it.each([
    ["getOAuthScope", { scopeId: "nonsense" }, "getOAuthScopes lists the ids of all scopes."],
    [
      "getOAuthClient",
      { clientId: "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e" },
      "Check the id, the region and the organisation.",
    ],
    ["getAuthorizationRole", { name: "Nobody" }, "Nobody"],
    ["getAuthorizationDivision", { name: "Nowhere" }, "Nowhere"],
  ])("%s says that there is nothing, and what to do", async (name, args, text) => {
    await using run = await startRun();
    const error = await failureOf(run.ask(name, args));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error.message).toContain(text);
    expect(Object.keys(error)).not.toContain("cause");
  });

  it.each([
    ["getAuthorizationRole", { name: "  " }, "The name of the role is blank"],
    ["getAuthorizationDivision", { name: "" }, "The name of the division is blank"],
    ["getAuthorizationRole", { name: "[object Promise]" }, "The name of the role "],
    ["getOAuthScopes", { acceptLanguage: "no language" }, "is not a language tag"],
  ])("%s refuses %j before any request", async (name, args, text) => {
    await using run = await startRun();
    const error = await failureOf(run.ask(name, args));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(text);
    expect(run.simulator.log.all()).toEqual([]);
  });
});
