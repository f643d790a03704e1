import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import * as errors from "../../../provider/errors/index.ts";
import { GenesysError, isErrorOf, PartialFailureError } from "../../../provider/errors/index.ts";

const LEAVES = [
  errors.ApiError,
  errors.NotFoundError,
  errors.RateLimitError,
  errors.AuthenticationError,
  errors.ConfigurationError,
  errors.InvalidInputError,
  errors.NoAnswerError,
  errors.CancelledError,
  errors.GuardError,
  errors.AmbiguousError,
] as const;

const FACTS = {
  operation: 'create OAuth client "Reporting"',
  clientId: "an-id",
  status: 400,
  genesysCode: "bad.request",
  correlationId: "a-correlation-id",
  nextStep: "Write a name.",
};

describe.each(LEAVES.map((type) => ({ name: type.errorName, type })))("$name", ({ type }) => {
  it("is an Error with a literal name and its facts", () => {
    const error = new type("the name is missing.", FACTS);
    expect(error).toBeInstanceOf(GenesysError);
    expect(error).toMatchObject({ ...FACTS, name: type.errorName });
    expect(error.message).toBe(
      'Cannot create OAuth client "Reporting": the name is missing (HTTP 400, code bad.request, correlation id a-correlation-id).\nWrite a name.',
    );
    expect(error.toJSON()).toEqual({ name: type.errorName, message: error.message, ...FACTS });
    expect(String(error)).toBe(`${type.errorName}: ${error.message}`);
  });

  it("starts its stack where it was thrown, with its message", () => {
    const { stack = "" } = new type("summary");
    expect(stack.split("\n")[0]).toContain("summary");
    expect(stack.split("\n")[1]).toContain("errors.test.ts");
  });

  it("is recognised across two copies of the package, where classes differ and names agree", () => {
    const foreign = Object.assign(new Error("from another copy"), { name: type.errorName });
    expect(foreign).not.toBeInstanceOf(type);
    expect(isErrorOf(foreign, type)).toBe(true);
    expect(isErrorOf(foreign, GenesysError)).toBe(true);
    expect(isErrorOf(new type("summary"), type)).toBe(true);
  });
});

describe("isErrorOf", () => {
  it("knows that a missing thing and a rate limit are refusals of the API", () => {
    for (const name of ["NotFoundError", "RateLimitError"]) {
      expect(isErrorOf(Object.assign(new Error(), { name }), errors.ApiError)).toBe(true);
    }
    expect(isErrorOf(Object.assign(new Error(), { name: "ApiError" }), errors.NotFoundError)).toBe(false);
  });

  it.each([undefined, null, "ApiError", { name: "ApiError" }, new Error("plain"), new TypeError("plain")])(
    "refuses %s",
    (value) => {
      expect(isErrorOf(value, errors.ApiError)).toBe(false);
      expect(isErrorOf(value, GenesysError)).toBe(false);
    },
  );

  it("covers every class that is exported", () => {
    const classes = Object.values(errors).filter((value) => typeof value === "function" && "errorName" in value);
    expect(classes.length).toBe(LEAVES.length + 2);
    for (const { errorName } of classes as (typeof LEAVES)[number][]) {
      expect(isErrorOf(Object.assign(new Error(), { name: errorName }), GenesysError)).toBe(true);
    }
  });
});

describe("the message", () => {
  it.each<[string, object, string]>([
    ["summary", {}, "summary."],
    ["summary. ", {}, "summary."],
    ["summary", { operation: "read it" }, "Cannot read it: summary."],
    ["summary.", { status: 500 }, "summary (HTTP 500)."],
    ["Really?", {}, "Really?"],
    ["summary", { nextStep: "Do it." }, "summary.\nDo it."],
  ])("of %j with %j reads %j", (summary, facts, message) => {
    expect(new GenesysError(summary, facts).message).toBe(message);
  });
});

describe("PartialFailureError", () => {
  const SECRET = "a-secret-that-only-the-state-may-hold";
  const error = new PartialFailureError("an-id", { clientSecret: SECRET }, "half of it is done");

  it("has what Pulumi's host looks for", () => {
    expect(error.id).toBe("an-id");
    expect(error.clientId).toBe("an-id");
    expect(error.reasons).toEqual(["half of it is done"]);
    expect(error.properties).toEqual({ clientSecret: SECRET });
    expect(isErrorOf(error, PartialFailureError)).toBe(true);
  });

  it("shows its properties nowhere", () => {
    const texts = [
      inspect(error, { depth: 20, showHidden: true }),
      inspect({ error, cause: new Error("outer", { cause: error }) }, { depth: 20, showHidden: true }),
      inspect(error, { customInspect: false, depth: 20 }),
      JSON.stringify(error),
      JSON.stringify({ ...error }),
      String(error),
      error.stack,
      error.message,
    ];
    for (const text of texts) expect(text).not.toContain(SECRET);
  });
});

describe("NoAnswerError", () => {
  it("takes a request for applied unless it is told otherwise", () => {
    expect(new errors.NoAnswerError("summary").mayHaveBeenApplied).toBe(true);
    expect(new errors.NoAnswerError("summary", { mayHaveBeenApplied: false }).mayHaveBeenApplied).toBe(false);
  });
});
