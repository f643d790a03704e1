import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { updateOAuthClient } from "../../../provider/lifecycle/update.ts";
import type { OAuthClientInputs, OAuthClientState } from "../../../provider/model/oauth-client.ts";
import { plannedCreation, plannedUpdate } from "../../../provider/model/plan.ts";
import { UNKNOWN } from "../../../provider/model/unknown.ts";
import { validInputs } from "../../support/client-inputs.ts";
import { canonical, type LifecycleWorld, startWorld } from "../lifecycle/lifecycle-world.ts";

/** Inputs that a program may take from a resource that is still to be created. */
const MAY_BE_UNKNOWN = [
  "name",
  "description",
  "accessTokenValiditySeconds",
  "registeredRedirectUris",
  "state",
  "secretVersion",
  "verifySecret",
  "allowSelf",
  "extraProperties",
];
/** What nobody can know before the answer to a write. */
const TOLD_BY_ANSWER = ["dateModified", "modifiedBy"];
/** What nobody can know before the answer to a new secret. */
const OF_SECRET = [...TOLD_BY_ANSWER, "clientSecret", "secretDate", "secondSecretDate"];
/** What nobody can know before a creation. */
const OF_CREATION = [...OF_SECRET, "clientId", "dateCreated", "createdBy", "selfUri"];

/** What nobody can know before a rotation. The two clients themselves are known. */
const OF_ROTATION = [...OF_SECRET, "current.clientSecret", "previous.clientSecret"];

/** The paths of unknown values: `clientSecret`, `current.clientSecret`. */
function unknownsIn(value: unknown, path = ""): string[] {
  if (value === UNKNOWN) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => unknownsIn(part, path === "" ? key : `${path}.${key}`));
}

/** The plan with what became of its unknown values. */
function resolved(planned: unknown, result: unknown): unknown {
  if (planned === UNKNOWN) return result;
  if (typeof planned !== "object" || planned === null || Array.isArray(planned)) return planned;
  const parts = Object.entries(planned).map(([key, part]) => [
    key,
    resolved(part, (result as Readonly<Record<string, unknown>> | undefined)?.[key]),
  ]);
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

/** The canonical inputs of a preview that does not know these yet. */
function hiding(names: readonly string[], program: Readonly<Record<string, unknown>>): OAuthClientInputs {
  const hidden = names.filter((name) => name in program).map((name) => [name, UNKNOWN]);
  return canonical({ ...program, ...Object.fromEntries(hidden) });
}

async function created(world: LifecycleWorld, inputs: OAuthClientInputs): Promise<OAuthClientState> {
  return createOAuthClient(world.process(), inputs);
}

describe("the plan of a creation and of an update", { timeout: 120_000 }, () => {
  it("says what the result is, for random changes, and leaves open only what nobody can know", async () => {
    await using world = await startWorld({ rateLimit: false });
    const belonging = { organizationId: world.simulator.organization.id, apiUrl: world.simulator.url };
    await fc.assert(
      fc.asyncProperty(validInputs, validInputs, async (first, second) => {
        const [before, after] = [canonical(first), canonical(second)];
        const plan = plannedCreation(before, belonging);
        const state = await created(world, before);
        expect(resolved(plan, state)).toEqual(state);
        expect(OF_CREATION).toEqual(expect.arrayContaining(unknownsIn(plan)));

        world.simulator.log.clear();
        const change = plannedUpdate(state, after);
        const result = await updateOAuthClient(world.process(), state.clientId, state, after);
        expect(resolved(change, result)).toEqual(result);
        const rotates = world.simulator.log.count({ method: "POST", route: "/api/v2/oauth/clients/{clientId}/secret" });
        const writes = world.simulator.log.count({ method: "PUT" });
        const open = rotates > 0 ? OF_SECRET : writes > 0 ? TOLD_BY_ANSWER : [];
        expect(open).toEqual(expect.arrayContaining(unknownsIn(change)));
      }),
      { numRuns: 150 },
    );
  });

  it("leaves open what depends on inputs that are not known yet, and nothing else", async () => {
    await using world = await startWorld({ rateLimit: false });
    const belonging = { organizationId: world.simulator.organization.id, apiUrl: world.simulator.url };
    const changes = fc.tuple(validInputs, validInputs, fc.subarray(MAY_BE_UNKNOWN));
    await fc.assert(
      fc.asyncProperty(changes, async ([first, second, unknown]) => {
        const creation = plannedCreation(hiding(unknown, first), belonging);
        const state = await created(world, canonical(first));
        expect(resolved(creation, state)).toEqual(state);
        const ofStatus = unknown.includes("verifySecret") ? ["secretStatus"] : [];
        expect([...OF_CREATION, ...ofStatus, ...unknown]).toEqual(expect.arrayContaining(unknownsIn(creation)));

        const after = canonical(second);
        const change = plannedUpdate(state, hiding(unknown, second));
        const result = await updateOAuthClient(world.process(), state.clientId, state, after);
        expect(resolved(change, result)).toEqual(result);
        const mayRotate = unknown.includes("secretVersion") || state.secretVersion !== after.secretVersion;
        const ofVersion = unknown.includes("secretVersion") ? ["secretStatus"] : [];
        const open = [...(mayRotate ? OF_SECRET : TOLD_BY_ANSWER), ...ofStatus, ...ofVersion, ...unknown];
        expect(open).toEqual(expect.arrayContaining(unknownsIn(change)));
      }),
      { numRuns: 60 },
    );
  });

  it("says the same for the clients of a rotation, step by step", async () => {
    await using world = await startWorld({ rateLimit: false });
    const steps = fc.array(
      fc.record({
        rotation: fc.constantFrom("1", "2", "3"),
        retirePrevious: fc.boolean(),
        description: fc.constantFrom("a", "b"),
        verifySecret: fc.boolean(),
        unknown: fc.subarray(["rotation", "retirePrevious", "description", "verifySecret"]),
      }),
      { minLength: 2, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (program) => {
        const shared = { name: "Rotated", authorizedGrantType: "CODE" };
        const [{ rotation, unknown: _, ...rest } = { rotation: "1", unknown: [] }] = program;
        const second = await created(
          world,
          canonical({ ...shared, ...rest, verifySecret: false, rotationSlot: "second" }),
        );
        const slot = { rotationSlot: "first", secondClientId: second.clientId };
        let state = await created(world, canonical({ ...shared, ...rest, rotation, ...slot }));
        for (const { unknown, ...step } of program) {
          const news = { ...shared, ...step, ...slot };
          const inputs = canonical(news);
          const plan = plannedUpdate(state, inputs);
          const open = plannedUpdate(state, hiding(unknown, news));
          const result = await updateOAuthClient(world.process(), state.clientId, state, inputs);
          expect(resolved(plan, result)).toEqual(result);
          expect(resolved(open, result)).toEqual(result);
          expect(OF_ROTATION).toEqual(expect.arrayContaining(unknownsIn(plan)));
          if (state.rotation === inputs.rotation)
            expect(TOLD_BY_ANSWER).toEqual(expect.arrayContaining(unknownsIn(plan)));
          state = result;
        }
      }),
      { numRuns: 60 },
    );
  });

  it("leaves open what depends on an unknown input", () => {
    const inputs = canonical({
      name: "Service",
      authorizedGrantType: "CODE",
      description: UNKNOWN,
      secretVersion: "1",
    });
    const belonging = { organizationId: "an organisation", apiUrl: "https://api.example.com" };
    const state = { ...plannedCreation(inputs, belonging), description: "known", clientSecret: "a secret" };
    expect(unknownsIn(plannedUpdate(state, inputs))).toContain("description");
    expect(plannedUpdate(state, inputs).clientSecret).toBe("a secret");
    const rotated = plannedUpdate(state, { ...inputs, secretVersion: UNKNOWN });
    expect(unknownsIn(rotated)).toEqual(expect.arrayContaining(["clientSecret", "secretVersion", "secretDate"]));
  });
});
