import { describe, expect, it } from "vitest";
import { checkInputs } from "../../../provider/model/check-inputs.ts";
import { leavesDivisionOut, withHomeDivision } from "../../../provider/model/home-division.ts";
import { UNKNOWN } from "../../../provider/model/unknown.ts";
import { ROLE, SERVICE } from "../../harness/sample-clients.ts";

const HOME = "18c73ae9-b2c5-46d7-81e8-f9c0d1e2f3a4";
const { roleId } = ROLE;

describe("a role without a division", () => {
  it.each([
    ["left out", [{ roleId }], true],
    ["undefined", [{ roleId, divisionId: undefined }], true],
    ["null", [{ roleId, divisionId: null }], true],
    ["left out beside an unknown role", [UNKNOWN, { roleId: UNKNOWN }], true],
    ["given", [ROLE], false],
    ["all divisions", [{ roleId, divisionId: "*" }], false],
    ["unknown", [{ roleId, divisionId: UNKNOWN }], false],
    ["of roles that are all unknown", UNKNOWN, false],
    ["of no roles", undefined, false],
  ])("is recognised: divisionId %s", (_case, roles, expected) => {
    expect(leavesDivisionOut({ roles })).toBe(expected);
  });

  it("passes the check, and is granted in the home division", () => {
    const news = { ...SERVICE, roles: [{ roleId }] };
    expect(checkInputs(news).failures).toEqual([]);
    expect(checkInputs(withHomeDivision(news, HOME)).inputs.roles).toEqual([{ roleId, divisionId: HOME }]);
  });

  it("is the same as the role in the home division, and another than the role elsewhere", () => {
    const roles = [{ roleId }, { roleId, divisionId: HOME }, { roleId, divisionId: "*" }, { roleId: UNKNOWN }];
    const known = withHomeDivision({ ...SERVICE, roles: roles.slice(0, 3) }, HOME);
    expect(checkInputs(known).inputs.roles).toEqual([
      { roleId, divisionId: "*" },
      { roleId, divisionId: HOME },
    ]);
    expect(withHomeDivision({ ...SERVICE, roles }, HOME).roles).toEqual([
      { roleId, divisionId: HOME },
      ...roles.slice(1, 3),
      { roleId: UNKNOWN, divisionId: HOME },
    ]);
  });

  it("is not the same as a blank one, which fails with the ways to write it", () => {
    expect(checkInputs({ ...SERVICE, roles: [{ roleId, divisionId: " " }] }).failures).toEqual([
      {
        property: "roles[0].divisionId",
        reason:
          'must not be blank: write the id of the division, "*" for all divisions, or leave it out for the home division',
      },
    ]);
  });
});
