import { describe, expect, it } from "vitest";
import { rotatesSecret } from "../../../provider/model/secret-rotation.ts";

describe("a change of secretVersion", () => {
  it.each<[string, string | number | undefined, string | number | undefined, boolean]>([
    ["unset to set: the way to get a secret for an adopted client", undefined, "1", true],
    ["a to b", "a", "b", true],
    ["back from b to a", "b", "a", true],
    ["up", 1, 2, true],
    ["down", 2, 1, true],
    ["to 0", "1", 0, true],
    ["from 0", 0, "1", true],
    ["unset to 0", undefined, 0, true],
    ["the same text", "a", "a", false],
    ["the number 1 to the text 1", 1, "1", false],
    ["the text 1 to the number 1", "1", 1, false],
    ["1 to 1.0, which is the same number", 1, 1.0, false],
    ['the text "1" to the text "1.0"', "1", "1.0", true],
    ["lower to upper case", "a", "A", true],
    ["set to unset", "1", undefined, false],
    ["unset to unset", undefined, undefined, false],
  ])("%s", (_what, before, after, rotates) => {
    expect(rotatesSecret(before, after)).toBe(rotates);
  });
});
