import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { deleteOAuthClient } from "../../../provider/lifecycle/delete.ts";
import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import { removeLeftOver } from "../../../provider/lifecycle/remove-left-over.ts";
import type { Session } from "../../../provider/lifecycle/session.ts";
import { updateOAuthClient } from "../../../provider/lifecycle/update.ts";
import { checkInputs } from "../../../provider/model/check-inputs.ts";
import type { OAuthClientState } from "../../../provider/model/oauth-client.ts";
import { DEFAULT_LOGIN, type FaultAction, type Simulator } from "../../../simulator/index.ts";
import { leakedSecrets } from "../../harness/leaks.ts";
import { APP } from "../../harness/sample-clients.ts";
import { failureOf } from "../../support/failures.ts";
import {
  CLIENT,
  CLIENTS,
  canonical,
  createdBefore,
  FOR_EVER,
  madeByUs,
  SECRET,
  startWorld,
} from "./lifecycle-world.ts";

const PLANTED = "a-secret-that-stands-in-the-program";
const NEXT = canonical({ ...APP, name: "Renamed", secretVersion: 2, extraProperties: { webhookKey: PLANTED } });

/** Every way in which an error can reach a person or a log. */
function everythingOf(error: unknown): string {
  const texts = [String(error), inspect(error, { depth: null, showHidden: false }), JSON.stringify(error)];
  if (error instanceof Error) texts.push(error.message, error.stack ?? "", everythingOf(error.cause ?? ""));
  return texts.join("\n");
}

const OPERATIONS: Record<string, (session: Session, state: OAuthClientState) => Promise<unknown>> = {
  create: (session) => createOAuthClient(session, canonical({ ...NEXT, secretVersion: 1 })),
  adopt: (session, { clientId }) =>
    createOAuthClient(session, canonical({ ...APP, importId: clientId, importedClientSecret: PLANTED })),
  read: (session, state) => readOAuthClient(session, state.clientId, state),
  update: (session, state) => updateOAuthClient(session, state.clientId, state, NEXT),
  rotate: (session, state) =>
    updateOAuthClient(session, state.clientId, state, canonical({ ...APP, secretVersion: 2 })),
  delete: (session, state) => deleteOAuthClient(session, state.clientId, state),
  "the command": (session, { clientId }) => removeLeftOver(session, clientId, true),
};

/** A server, or a proxy before it, that repeats what it was sent: the worst place for a secret is an error page. */
const echo = ({ allSecrets }: Simulator) =>
  `You sent ${allSecrets().join(" and ")}, Authorization: Bearer x1y2z3x1y2z3x1y2z3.`;

const FAULTS: Record<string, (simulator: Simulator) => FaultAction> = {
  "400 that echoes": (simulator) => ({ kind: "status", status: 400, message: echo(simulator), code: echo(simulator) }),
  "401 that echoes": (simulator) => ({ kind: "status", status: 401, message: echo(simulator) }),
  "403 that echoes": (simulator) => ({ kind: "status", status: 403, message: echo(simulator) }),
  "404 that echoes": (simulator) => ({ kind: "status", status: 404, message: echo(simulator) }),
  "429 that echoes": (simulator) => ({ kind: "status", status: 429, message: echo(simulator) }),
  "500 with a page that echoes": (simulator) => ({ kind: "status-after", status: 500, body: echo(simulator) }),
  "a reset after it was applied": () => ({ kind: "reset-after" }),
  "a time-out after it was applied": () => ({ kind: "hang-after" }),
  "broken JSON": () => ({ kind: "truncated-json" }),
  "a page": () => ({ kind: "html-after" }),
};

const CASES = Object.entries(OPERATIONS).flatMap(([operation, operate]) =>
  Object.entries(FAULTS).map(([fault, actionFor]) => ({ operation, fault, operate, actionFor })),
);

describe("no secret stands in the error of", () => {
  it.each(CASES)("$operation after $fault", async ({ operate, fault, actionFor }) => {
    await using world = await startWorld();
    const { simulator } = world;
    // One process has seen every secret there is: only then can an answer echo each of them to it.
    const session = world.process({
      connection: { requestTimeoutMs: fault.startsWith("a time-out") ? 200 : 15_000 },
      session: { consistencyWindowMs: 1 },
    });
    const state = await createOAuthClient(session, canonical({ ...APP, secretVersion: 1 }));
    for (const route of [CLIENTS, CLIENT, SECRET]) {
      simulator.faults.add({ route, times: FOR_EVER, action: actionFor(simulator) });
    }
    const text = await operate(session, state).then(() => "", everythingOf);
    expect(leakedSecrets(simulator, text)).toEqual([]);
    expect(text).not.toContain(PLANTED);
    expect(text).not.toContain("x1y2z3x1y2z3");
  });

  it("a partial failure, though its outputs hold the newest secret", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    const state = await createdBefore(world, { ...APP, secretVersion: 1 });
    simulator.faults.add({ method: "POST", route: SECRET, action: { kind: "status", status: 403 } });
    const error = await failureOf(updateOAuthClient(world.process(), state.clientId, state, NEXT));
    expect(error.name).toBe("PartialFailureError");
    expect(Reflect.get(error, "properties")).toMatchObject({ clientSecret: state.clientSecret });
    expect(leakedSecrets(simulator, everythingOf(error))).toEqual([]);
    expect(everythingOf(error)).not.toContain(PLANTED);
  });

  it("a login that is refused with an echo", async () => {
    await using world = await startWorld();
    const basic = Buffer.from(`${DEFAULT_LOGIN.clientId}:${DEFAULT_LOGIN.clientSecret}`).toString("base64");
    const body = { error: "invalid_client", description: `${DEFAULT_LOGIN.clientSecret} sent as Basic ${basic}` };
    world.simulator.faults.add({ route: "/oauth/token", action: { kind: "status", status: 401, body } });
    const error = await failureOf(createOAuthClient(world.process(), canonical(APP)));
    expect(error.name).toBe("AuthenticationError");
    expect(leakedSecrets(world.simulator, everythingOf(error))).toEqual([]);
  });

  it("an adoption that differs, or the warning of an equal client", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    const planted = { webhookKey: "a-live-value-that-could-be-secret" };
    const { id } = simulator.clients.create(madeByUs(planted));
    const inputs = { ...APP, extraProperties: { webhookKey: PLANTED } };
    const told: string[] = [];
    const warn = (message: string) => void told.push(message);
    await createOAuthClient(world.process({ session: { warn } }), canonical(APP));
    const error = await failureOf(
      createOAuthClient(world.process(), canonical({ ...inputs, importId: id, importedClientSecret: PLANTED })),
    );
    expect(told).toHaveLength(1);
    const text = [everythingOf(error), ...told].join("\n");
    expect(text).toContain(id);
    expect(leakedSecrets(simulator, text)).toEqual([]);
    expect(text).not.toContain(PLANTED);
    expect(text).not.toContain(planted.webhookKey);
  });
});

describe("a failed check", () => {
  it("of importedClientSecret without import stands under another property, whose value the engine may print", () => {
    const { failures } = checkInputs({ ...APP, importedClientSecret: PLANTED });
    expect(failures).toHaveLength(1);
    expect(failures[0]?.property).not.toBe("importedClientSecret");
    expect(JSON.stringify(failures)).toContain("importedClientSecret");
    expect(JSON.stringify(failures)).not.toContain(PLANTED);
  });

  it.each([
    { extraProperties: { id: PLANTED } },
    { extraProperties: { fine: { constructor: PLANTED } } },
    { importedClientSecret: { a: PLANTED }, importId: "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e" },
    { clientSecret: PLANTED },
    { roles: [{ roleId: 1, secret: PLANTED }] },
  ])("never repeats a value that could be secret: %j", (wrong) => {
    const { failures } = checkInputs({ ...APP, ...wrong });
    expect(failures.length).toBeGreaterThan(0);
    expect(JSON.stringify(failures)).not.toContain(PLANTED);
  });
});
