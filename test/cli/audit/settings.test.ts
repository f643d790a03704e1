import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RULE_IDS } from "../../../cli/audit/settings/rules.ts";
import { DEFAULT_THRESHOLDS, settingsOf } from "../../../cli/audit/settings/settings.ts";
import { readSettingsFile } from "../../../cli/audit/settings/settings-file.ts";
import { blockWith } from "../../support/markdown-blocks.ts";

describe("the settings of an audit", () => {
  it("are the defaults, with every rule", () => {
    expect(settingsOf({}, {})).toEqual({ ...DEFAULT_THRESHOLDS, rules: new Set(RULE_IDS) });
  });

  it("are those of the flags, then those of the file", () => {
    const settings = settingsOf({ unusedDays: 30, secretDays: undefined }, { unusedDays: 60, secretDays: 180 });
    expect(settings).toMatchObject({ unusedDays: 30, secretDays: 180, maxValiditySeconds: 172_800 });
  });

  it("leave out the rules that either skips, unless a flag names them", () => {
    const file = { skipRules: ["unused", "inactive"] } as const;
    expect(settingsOf({ skipRules: ["unmanaged"] }, file).rules).toEqual(
      new Set(RULE_IDS.filter((id) => id !== "unused" && id !== "inactive" && id !== "unmanaged")),
    );
    expect(settingsOf({ rules: ["unused", "old-secret"] }, file).rules).toEqual(new Set(["unused", "old-secret"]));
    expect(settingsOf({ skipRules: ["unused"] }, { rules: ["unused", "inactive"] }).rules).toEqual(
      new Set(["inactive"]),
    );
  });
});

describe("the file", () => {
  let folder: string;
  const write = (text: string, name = "genesyscloud-audit.yaml") => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "audit-settings-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is read from the folder if it is there, and need not be there", () => {
    expect(readSettingsFile(undefined, folder)).toEqual({});
    write("unusedDays: 30\nbroadRoles: [Big Role]\nskipRules:\n  - inactive\n");
    expect(readSettingsFile(undefined, folder)).toEqual({
      unusedDays: 30,
      broadRoles: ["Big Role"],
      skipRules: ["inactive"],
    });
  });

  it("can have another name, and be empty", () => {
    expect(readSettingsFile(write("", "other.yaml"), "/nowhere")).toEqual({});
    expect(() => readSettingsFile(join(folder, "missing.yaml"), folder)).toThrow(/missing\.yaml can't be read: ENOENT/);
  });

  it("can be the one that docs/audit.md shows", () => {
    const settings = readSettingsFile(write(blockWith("docs/audit.md", "unusedDays: 180")), folder);
    expect(settings).toMatchObject({ unusedDays: 180, secretDays: 90, skipRules: ["inactive"] });
    expect(Object.keys(settings)).toHaveLength(6);
  });

  it.each([
    ["unusedDay: 30", 'unknown key "unusedDay": did you mean unusedDays?'],
    ["colour: red", 'unknown key "colour": write one of unusedDays, secretDays'],
    ["unusedDays: soon", "unusedDays must be a whole number from 1 to 365"],
    ["unusedDays: 1.5", "unusedDays must be a whole number from 1 to 365"],
    ["secretDays: 0", "secretDays must be a whole number from 1 to"],
    ["rules: unused", "rules must be a list of rules"],
    ["skipRules: [unussed]", 'skipRules "unussed" is not a rule: did you mean unused?'],
    ["broadRoles: [1]", "broadRoles must be a name"],
    ["- unusedDays", "write settings such as unusedDays: 90"],
    ["a: [", "can't be read: "],
    ["unusedDay: 1\nsecretDays: 0", /unusedDay.*; secretDays|secretDays.*; unknown key/],
  ])("is refused with what to write instead: %s", (text, message) => {
    write(text);
    expect(() => readSettingsFile(undefined, folder)).toThrow(message);
    expect(() => readSettingsFile(undefined, folder)).toThrow(RangeError);
  });
});
