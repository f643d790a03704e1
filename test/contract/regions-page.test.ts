import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { REGIONS } from "../../provider/config/regions.ts";

const [START, END] = ["<!-- regions -->", "<!-- /regions -->"];

it("shows in docs/organisations-and-regions.md every region that the provider knows", () => {
  const rows = Object.entries(REGIONS).map(([region, domain]) => `| \`${region}\` | \`${domain}\` |`);
  const table = ["| AWS region | domain |", "|---|---|", ...rows].join("\n");
  console.info(table);
  const page = readFileSync(new URL("../../docs/organisations-and-regions.md", import.meta.url), "utf8");
  const [, afterStart] = page.split(START);
  const [shown] = afterStart?.split(END) ?? [];
  expect(shown?.trim()).toBe(table);
});
