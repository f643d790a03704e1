import { describe, expect, it } from "vitest";
import { run } from "../command.ts";

const ID = "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e";
const OTHER = "4f6b2daf-8b1c-4d69-8b4a-4a1b0c9d8e7f";

describe("genesyscloud-oauth recover", () => {
  it.each([
    [["--take", ID], "the name of the resource, =, and the id"],
    [["--take", `=${ID}`], "the name of the resource, =, and the id"],
    [["--take", "app=not-an-id"], "is a UUID"],
    [["--delete", "../x"], "is a UUID"],
    [["--take", `app=${ID}`, "--delete", ID.toUpperCase()], `client ${ID} is named twice`],
    [["--take", `app=${ID}`, "--take", `app=${OTHER}`], "two clients are named for the resource app"],
    [["--cwd", "no/such/folder"], "there is no such folder"],
    [["dev", "prod"], "too many arguments"],
    [["--yess"], "unknown option"],
  ])("refuses %j as wrong usage", async (args, message) => {
    const { code, stdout, stderr } = await run(["recover", ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });

  it("says what it needs, and that --delete must be certain", async () => {
    const { code, stdout } = await run(["recover", "--help"]);
    expect(code).toBe(0);
    for (const text of ["oauth:client:edit", "make sure that nobody uses the client", "7 something found"]) {
      expect(stdout).toContain(text);
    }
  });
});
