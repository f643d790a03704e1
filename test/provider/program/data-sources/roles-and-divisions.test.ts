import { describe, expect, it } from "vitest";
import { DIVISION_IDS, ROLE_IDS } from "../../../../simulator/index.ts";
import { expectRefusal, resolved, startProgram } from "./program.ts";

const ROLES = "GET authorization/roles";
const DIVISIONS = "GET authorization/divisions";

describe("getAuthorizationRole", () => {
  it("finds a role by its exact name with one request, in both forms", async () => {
    await using program = await startProgram();
    const { getAuthorizationRole, getAuthorizationRoleOutput } = program.sources;
    const employee = { id: ROLE_IDS.employee, name: "employee" };
    expect(await getAuthorizationRole({ name: "employee" })).toEqual(employee);
    expect(await resolved(getAuthorizationRoleOutput({ name: Promise.resolve("employee") }))).toEqual(employee);
    expect(program.requests()).toEqual({ login: 1, [ROLES]: 1 });
  });

  it("takes only the exact name, and names what is similar", async () => {
    await using program = await startProgram();
    await expectRefusal(
      program.sources.getAuthorizationRole({ name: "Employee" }),
      "NotFoundError",
      'There is no role named "Employee". Similar: employee.\nNames are compared exactly',
    );
    await expectRefusal(
      program.sources.getAuthorizationRole({ name: "astronaut" }),
      "NotFoundError",
      'There is no role named "astronaut".\nNames are compared exactly',
    );
  });

  it("names the ids when several roles have the name", async () => {
    await using program = await startProgram();
    const [first, second] = [
      program.simulator.roles.add({ name: "twin" }),
      program.simulator.roles.add({ name: "twin" }),
    ];
    await expectRefusal(
      program.sources.getAuthorizationRole({ name: "twin" }),
      "AmbiguousError",
      `2 roles are named "twin": ${first.id}, ${second.id}.\nUse the id of the one you mean.`,
    );
  });
});

describe("getAuthorizationDivision", () => {
  it("finds a division by its exact name among similar ones, over all pages", async () => {
    await using program = await startProgram();
    for (let index = 0; index < 30; index += 1) program.simulator.divisions.add({ name: `Sales ${index}` });
    const sales = { id: DIVISION_IDS.sales, name: "Sales" };
    expect(await program.sources.getAuthorizationDivision({ name: "Sales" })).toEqual(sales);
    expect(program.requests()).toEqual({ login: 1, [DIVISIONS]: 2 });
  });

  it("finds the home division with one request, in both forms", async () => {
    await using program = await startProgram();
    const { getAuthorizationDivision, getAuthorizationDivisionOutput } = program.sources;
    const home = { id: DIVISION_IDS.home, name: "Home" };
    expect(await getAuthorizationDivision({ home: true })).toEqual(home);
    expect(await resolved(getAuthorizationDivisionOutput({ home: true }))).toEqual(home);
    expect(program.requests()).toEqual({ login: 1, "GET authorization/divisions/home": 1 });
  });

  it("names what is similar to a division that is not there, and the ids of one that is there twice", async () => {
    await using program = await startProgram();
    const twins = [
      program.simulator.divisions.add({ name: "North" }),
      program.simulator.divisions.add({ name: "North" }),
    ];
    const { getAuthorizationDivision } = program.sources;
    await expectRefusal(getAuthorizationDivision({ name: "Sale" }), "NotFoundError", "Similar: Sales.");
    const ids = twins.map(({ id }) => id).join(", ");
    await expectRefusal(
      getAuthorizationDivision({ name: "North" }),
      "AmbiguousError",
      `2 divisions are named "North": ${ids}`,
    );
  });

  it("reports an answer that is no division", async () => {
    await using program = await startProgram();
    program.simulator.faults.add({
      route: "/api/v2/authorization/divisions/home",
      action: { kind: "status", status: 200, body: { greeting: "hello" } },
    });
    await expectRefusal(program.sources.getAuthorizationDivision({ home: true }), "NoAnswerError", "not a division");
  });
});

describe("a name", () => {
  it.each([{ name: "" }, { name: " " }])("that is blank is refused before any request: %j", async (args) => {
    await using program = await startProgram();
    await expectRefusal(
      program.sources.getAuthorizationRole(args),
      "InvalidInputError",
      "The name of the role is blank",
    );
    await expectRefusal(
      program.sources.getAuthorizationDivision(args),
      "InvalidInputError",
      "of the division is blank",
    );
    expect(program.requests()).toEqual({});
  });

  it.each([{}, { home: false }, { name: "Sales", home: true }])("or home, not %j", async (args) => {
    await using program = await startProgram();
    const asked = program.sources.getAuthorizationDivision(args);
    await expectRefusal(asked, "InvalidInputError", "takes either name or home: true");
    expect(program.requests()).toEqual({});
  });
});
