import { describe, expect, it } from "vitest";
import {
  ApiError,
  AuthenticationError,
  NoAnswerError,
  NotFoundError,
  RateLimitError,
} from "../../../provider/errors/index.ts";
import { startConnected } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";

const ONE = "/api/v2/oauth/clients/{clientId}";
const CORRELATION_ID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const ID = "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e";

describe("an answer's error", () => {
  it.each([
    [400, ApiError, "bad.request", "Correct what the message names"],
    [401, AuthenticationError, "bad.credentials", "new access token"],
    [403, ApiError, "missing.any.permissions", "needs a role with the permission oauth:client:view"],
    [404, NotFoundError, "not.found", "Check the id, the region and the organisation."],
    [409, ApiError, "conflict", "give Genesys support the correlation id"],
    [429, RateLimitError, "too.many.requests.retry.after", "lower genesyscloud:requestsPerMinute"],
    [500, NoAnswerError, "internal.server.error", "give Genesys support the correlation id"],
    [503, NoAnswerError, "service.unavailable", "Run it again"],
  ] as const)("%i has its class, its facts and a next step", async (status, type, code, nextStep) => {
    await using session = await startConnected(
      {},
      { retryBounds: { backoffMs: 1, maxRetries: 0, maxRateLimitWaitMs: 0 } },
    );
    const { api, simulator } = session;
    const message = "What Genesys says.";
    simulator.faults.add({
      route: ONE,
      times: Number.POSITIVE_INFINITY,
      action: { kind: "status", status, code, message },
    });
    const error = await failureOf(api.getClient(ID));
    expect(error.constructor).toBe(type);
    expect(error).toMatchObject({
      name: type.errorName,
      operation: `read OAuth client ${ID}`,
      clientId: ID,
      status,
      genesysCode: code,
      correlationId: CORRELATION_ID,
    });
    const { correlationId, nextStep: step } = error as ApiError;
    expect(error.message).toBe(
      `Cannot read OAuth client ${ID}: What Genesys says (HTTP ${status}, code ${code}, correlation id ${correlationId}).` +
        `\n${step}`,
    );
    expect(step).toContain(nextStep);
    expect(simulator.log.count({ route: ONE })).toBe(status === 401 ? 2 : 1);
  });

  it("names for each operation the permission that a 403 asks for", async () => {
    await using session = await startConnected({
      logins: [{ clientId: ID, clientSecret: "secret-of-a-login", name: "Weak", permissions: [] }],
      seed: { clients: [{ id: ID }] },
    });
    const { simulator } = session;
    const api = session.connect(
      {},
      { credentials: { kind: "client", clientId: ID, clientSecret: "secret-of-a-login" } },
    );
    const request = { name: "Reporting", authorizedGrantType: "CODE" };
    const calls: [string, () => Promise<unknown>][] = [
      ["oauth:client:view", () => api.getClient(ID)],
      ["oauth:client:view", () => api.listClients().next()],
      ["oauth:client:add", () => api.createClient(request)],
      ["oauth:client:edit", () => api.updateClient(ID, request)],
      ["oauth:client:delete", () => api.deleteClient(ID)],
      ["oauth:client:edit", () => api.regenerateSecret(ID)],
      ["authorization:role:view", () => api.findRoles("employee").next()],
    ];
    for (const [permission, call] of calls) {
      const error = await failureOf(call());
      expect(error).toBeInstanceOf(ApiError);
      expect(error).toMatchObject({ status: 403, genesysCode: "missing.any.permissions" });
      expect(error.message).toContain(`missing the following permission(s): ${permission} (HTTP 403`);
      expect(error.message).toContain(`needs a role with the permission ${permission}`);
    }
    expect(simulator.log.count({ status: 403 })).toBe(calls.length);
  });

  it.each([
    ["missing.required.field", "The field allowedIps is required."],
    ["unknown.field", 'Unrecognized field "colour".'],
  ])("400 %s points at extraProperties", async (code, message) => {
    await using session = await startConnected();
    session.simulator.faults.add({
      method: "POST",
      route: "/api/v2/oauth/clients",
      action: { kind: "status", status: 400, code, message },
    });
    const error = await failureOf(session.api.createClient({ name: "Reporting", authorizedGrantType: "CODE" }));
    expect(error.message).toMatch(/^Cannot create OAuth client "Reporting": .* extraProperties\.$/s);
  });

  it.each([
    ["an empty body", ""],
    ["a page", "<html><body>Forbidden</body></html>"],
    ["JSON of another kind", '["nope"]'],
    ["a message that is no text", { message: { text: "nope" }, code: 7 }],
    ["blank fields", { message: "", code: "" }],
  ])("is complete without a readable ErrorBody: %s", async (_what, body) => {
    await using session = await startConnected();
    session.simulator.faults.add({ route: ONE, action: { kind: "status", status: 403, body } });
    const error = await failureOf(session.api.getClient(ID));
    expect(error).toMatchObject({ status: 403, correlationId: CORRELATION_ID });
    expect(error).not.toHaveProperty("genesysCode", expect.anything());
    expect(error.message).toContain("Genesys Cloud answered 403 without a message (HTTP 403, correlation id ");
    expect(error.message).not.toContain("<html>");
  });

  it.each<[string, unknown]>([
    ["OAuth's", { error: "no.such.thing", error_description: "What it says." }],
    ["JSON:API's", { errors: [{ status: "409", code: "no.such.thing", title: "No", detail: "What it says." }] }],
    ["Genesys's", { code: "no.such.thing", message: "What it says." }],
  ])("is read in %s form too", async (_form, body) => {
    await using session = await startConnected();
    session.simulator.faults.add({ route: ONE, action: { kind: "status", status: 409, body } });
    const error = await failureOf(session.api.getClient(ID));
    expect(error).toMatchObject({ status: 409, genesysCode: "no.such.thing" });
    expect(error.message).toContain("What it says (HTTP 409");
  });

  it("is the text of an answer that is no JSON, unless it is a page", async () => {
    await using session = await startConnected();
    session.simulator.faults.add({ route: ONE, action: { kind: "status", status: 409, body: "Not now." } });
    expect((await failureOf(session.api.getClient(ID))).message).toContain("Not now (HTTP 409");
  });

  it("takes the correlation id from the body where the header is missing", async () => {
    await using session = await startConnected();
    const headers = { "inin-correlation-id": "" };
    const body = { message: "No.", code: "no", contextId: "id-of-the-body" };
    session.simulator.faults.add({ route: ONE, action: { kind: "status", status: 409, headers, body } });
    expect(await failureOf(session.api.getClient(ID))).toMatchObject({ correlationId: "id-of-the-body" });
  });

  it("cuts a message that goes on and on", async () => {
    await using session = await startConnected();
    session.simulator.faults.add({ route: ONE, action: { kind: "status", status: 409, message: "no ".repeat(5_000) } });
    const error = await failureOf(session.api.getClient(ID));
    expect(error.message.length).toBeLessThan(800);
    expect(error.message).toContain("… (HTTP 409");
  });
});

describe("the error of an answer that never came", () => {
  it.each([
    ["a time-out", { kind: "hang-before" }, "no answer within the time limit (request)"],
    ["a lost connection", { kind: "reset-before" }, "no connection to Genesys Cloud (ECONNRESET)"],
    ["a page", { kind: "html" }, "the answer is not the JSON of the Genesys Cloud API (HTTP 200, correlation id "],
  ] as const)("says in words what happened: %s", async (_what, action, words) => {
    await using session = await startConnected();
    const { simulator } = session;
    const tuning = { requestTimeoutMs: action.kind === "hang-before" ? 60 : 2_000, retryBounds: { maxRetries: 0 } };
    const api = session.connect(tuning, { credentials: { kind: "token", accessToken: simulator.issueToken() } });
    simulator.faults.add({ route: ONE, action });
    const error = await failureOf(api.getClient(ID));
    expect(error).toBeInstanceOf(NoAnswerError);
    expect(error.message).toContain(`Cannot read OAuth client ${ID}: ${words}`);
    expect(error.message).toContain("Check the region or genesyscloud:apiUrl and the network, then run it again.");
    expect(error.message.split("`npx genesyscloud-oauth doctor` checks the login")).toHaveLength(2);
    expect(simulator.log.count({ route: ONE })).toBe(1);
  });

  it.each([{}, { id: 7 }, { id: ID }, []])("reports an answer of another shape: %j", async (body) => {
    await using session = await startConnected();
    const { api, simulator } = session;
    simulator.faults.add({ times: 3, route: /oauth\/clients/, action: { kind: "status", status: 200, body } });
    const request = { name: "Reporting", authorizedGrantType: "CODE" };
    for (const call of [() => api.createClient(request), () => api.getClient(ID), () => api.regenerateSecret(ID)]) {
      const error = await failureOf(call());
      expect(error).toBeInstanceOf(NoAnswerError);
      expect(error.message).toContain("the answer is not an OAuth client");
    }
    expect(simulator.log.count({ status: 200 })).toBe(4);
  });
});
