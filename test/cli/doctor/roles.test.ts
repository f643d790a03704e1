import { describe, expect, it } from "vitest";
import { rolesHeldBy, verdictOf } from "../../../cli/doctor/roles.ts";
import { type Role, readRole } from "../../../cli/organization/role.ts";

const ADD = "oauth:client:add";

function role(...policies: object[]): Role {
  const read = readRole({ id: "a-role", permissionPolicies: policies });
  if (read === undefined) throw new Error("The policies can't be read.");
  return read;
}

const EDITOR = { domain: "oauth", entityName: "client", actionSet: ["view", "edit"] };

describe("the policies of roles", () => {
  it.each<[object]>([
    [{ domain: "oauth", entityName: "client", actionSet: ["view", "add"] }],
    [{ domain: "oauth", entityName: "client", actionSet: ["*"] }],
    [{ domain: "oauth", entityName: "*", actionSet: ["*"] }],
    [{ domain: "*", entityName: "*", actionSet: ["*"] }],
    [{ domain: "OAuth", entityName: "Client", actionSet: ["ADD"] }],
    [{ domain: "oauth", entityName: "client", actionSet: ["add"], resourceConditionNode: null }],
  ])("permit with %j", (policy) => {
    expect(verdictOf(ADD, [role(policy)])).toBe("held");
    expect(verdictOf(ADD, [role(EDITOR), role(policy)])).toBe("held");
    expect(verdictOf(ADD, [undefined, role(policy)])).toBe("held");
  });

  it.each<[object]>([
    [EDITOR],
    [{ domain: "oauth", entityName: "clients", actionSet: ["add"] }],
    [{ domain: "auth", entityName: "client", actionSet: ["add"] }],
    [{ domain: "oauth", entityName: "client", actionSet: [] }],
  ])("do not permit with %j", (policy) => {
    expect(verdictOf(ADD, [role(policy)])).toBe("missing");
    expect(verdictOf(ADD, [role()])).toBe("missing");
  });

  it("decide nothing where a role can't be read, where there is none, or where a condition narrows them down", () => {
    expect(verdictOf(ADD, [role(EDITOR), undefined])).toBe("unknown");
    expect(verdictOf(ADD, [])).toBe("unknown");
    const conditional = {
      domain: "oauth",
      entityName: "client",
      actionSet: ["add"],
      resourceConditionNode: { operator: "EQ" },
    };
    expect(verdictOf(ADD, [role(conditional)])).toBe("unknown");
    expect(verdictOf(ADD, [role(conditional, { ...conditional, resourceConditionNode: undefined })])).toBe("held");
  });
});

describe("an answer of another shape", () => {
  it.each([
    undefined,
    null,
    [],
    "role",
    {},
    { id: "a-role" },
    { id: "a-role", permissionPolicies: null },
    { id: "a-role", permissionPolicies: {} },
    { id: "a-role", permissionPolicies: [null] },
    { id: "a-role", permissionPolicies: [{ domain: "oauth", entityName: "client" }] },
    { id: "a-role", permissionPolicies: [{ domain: "oauth", entityName: "client", actionSet: "add" }] },
    { id: 7, permissionPolicies: [] },
  ])("is no role: %j", (answer) => {
    expect(readRole(answer)).toBeUndefined();
  });

  it.each([
    undefined,
    null,
    {},
    { authorizedGrantType: "CLIENT-CREDENTIALS" },
    { authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions: "all" },
    { authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions: [{ divisionId: "*" }] },
    { authorizedGrantType: "CODE", roleDivisions: [{ roleId: "a-role", divisionId: "*" }] },
  ])("is no client with roles of its own: %j", (answer) => {
    expect(rolesHeldBy(answer)).toEqual([]);
  });

  it("does not matter in fields that nobody reads", () => {
    expect(readRole({ id: "a-role", name: 7, permissionPolicies: [], userCount: "many" })).toMatchObject({
      id: "a-role",
    });
    const roleDivisions = [{ roleId: "a" }, { roleId: "b", divisionId: 7 }, { roleId: "a" }];
    expect(rolesHeldBy({ authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions })).toEqual(["a", "b"]);
  });
});
