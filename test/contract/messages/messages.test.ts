import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { collectMessages, type Message } from "./collected-messages.ts";
import { isClause } from "./message-texts.ts";
import { OwnSources } from "./own-sources.ts";
import { entriesOf, isAbout } from "./page-entries.ts";

const PAGE = "docs/troubleshooting.md";

/** Collected, but never seen as they are. */
const UNSEEN = [
  // Only taken apart again: users see the reasons that `pulumi` gave, or the entry "pulumi … ended with exit code ….".
  "Command failed with exit code …: pulumi …",
  // The words of the engine, with the resources before them.
  "… and … more resource…: …",
  // The doctor's line for any other error, whose own words follow the host.
  "Genesys Cloud: …",
];

const entries = entriesOf(readFileSync(new URL(`../../../${PAGE}`, import.meta.url), "utf8"));
// The compiler reads all sources, which takes long on a busy machine.
const messages = collectMessages(new OwnSources());

it("explains every error, warning and finding of the doctor", () => {
  const seen = messages.filter(({ text }) => !UNSEEN.includes(text));
  const missing = seen.filter(({ text }) => !entries.some((entry) => isAbout(entry.text, text)));
  expect(messages.length).toBeGreaterThan(400);
  expect(listed(missing), `Add an item to ${PAGE} for each of these, such as: - \`message\``).toEqual([]);
});

it("explains nothing that the code no longer says", () => {
  const stale = entries.filter((entry) => !messages.some(({ text }) => isAbout(entry.text, text)));
  expect(
    stale.map(({ text, line }) => `${PAGE}:${line} ${text}`),
    "Remove these items, or correct their words",
  ).toEqual([]);
});

it("has each message once, and enough of its words to be found by", () => {
  const texts = entries.map(({ text }) => text);
  const repeated = texts.filter((text, index) => texts.indexOf(text) !== index);
  expect([...repeated, ...texts.filter((text) => !isClause(text))]).toEqual([]);
});

it.each([
  ["is required: …", "is required: write the name", true],
  ["is required: …", "it is required: write the name", false],
  ["The role … does not exist.", "The role … does not exist.", true],
  ["The role … does not exist.", "The role … does not exist. Ask for it.", false],
  ["… can't be read", "the home division can't be read", true],
  ["… can't be read", "It is unknown whether it was created, because the listing can't be read", false],
  ["a (b) | c", "a (b) | c", true],
])("lets %j stand for %j: %s", (entry, message, expected) => {
  expect(isAbout(entry, message)).toBe(expected);
});

it("leaves out nothing that is not collected", () => {
  expect(UNSEEN.filter((text) => !messages.some((message) => message.text === text))).toEqual([]);
});

function listed(found: readonly Message[]): readonly string[] {
  return [...new Set(found.map(({ text, place }) => `${place} ${text}`))];
}
