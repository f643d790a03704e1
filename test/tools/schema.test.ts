import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentation } from "../../tools/schema/documentation.mjs";
import { Sources } from "../../tools/schema/sources.mjs";
import { TypeSpecs } from "../../tools/schema/type-specs.mjs";

const SOURCE = `
/** What is wanted. */
export type Kind = "ONE-TWO" | "OAuthThree";
/** One part. See {@link Whole.kind}. */
export interface Part {
  /** Its size. */
  readonly size: number;
}
/** The whole. */
export interface Whole extends Part {
  /**
   * One of the kinds.
   * @remarks Nothing for other languages.
   */
  readonly kind?: Kind | undefined;
  /** The parts. */
  readonly parts: readonly Part[];
  /** The parts by name. */
  readonly byName: Readonly<Record<string, Partial<Part>>>;
  /** A text or a number. */
  readonly version: string | number;
}
/** It has a member without a text. */
export interface Mute {
  readonly silent: string;
}
/** It has a member that no schema can describe. */
export interface Odd {
  /** Called back. */
  readonly callback: () => void;
}
`;

describe("the schema of sources", () => {
  let folder = "";
  let sources: Sources;
  let exported: ReturnType<Sources["exportsOf"]>;
  const types = () => new TypeSpecs(sources, (name: string) => `pkg:index:${name}`);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "schema-sources-"));
    const file = join(folder, "source.ts");
    const options = join(folder, "tsconfig.json");
    writeFileSync(file, SOURCE);
    writeFileSync(options, JSON.stringify({ compilerOptions: { target: "es2024", types: [] } }));
    sources = new Sources([file], options);
    exported = sources.exportsOf(file);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("has the properties, inherited ones too, with their types and what is said about them", () => {
    const specs = types();
    expect(specs.properties(sources.membersOf(exported.get("Whole")), true, ["parts"])).toEqual({
      properties: {
        kind: {
          type: "string",
          oneOf: [{ type: "string" }, { $ref: "#/types/pkg:index:Kind" }],
          description: "One of the kinds.",
        },
        parts: { type: "array", items: { $ref: "#/types/pkg:index:Part" }, description: "The parts.", secret: true },
        byName: {
          type: "object",
          additionalProperties: { $ref: "#/types/pkg:index:PartialPart" },
          description: "The parts by name.",
        },
        version: { type: "string", description: "A text or a number." },
        size: { type: "integer", description: "Its size." },
      },
      required: ["parts", "byName", "version", "size"],
    });
    const part = { type: "object", description: "One part. See `Whole.kind`." };
    const properties = { size: { type: "integer", description: "Its size." } };
    expect(specs.collected()).toEqual({
      "pkg:index:Kind": {
        type: "string",
        description: "What is wanted.",
        enum: [
          { name: "OneTwo", value: "ONE-TWO" },
          { name: "OauthThree", value: "OAuthThree" },
        ],
      },
      "pkg:index:Part": { ...part, properties, required: ["size"] },
      "pkg:index:PartialPart": { ...part, properties, required: [] },
    });
  });

  it("leaves the values of outputs open", () => {
    const { properties } = types().properties(sources.membersOf(exported.get("Whole")), false);
    expect(properties.kind).toEqual({ type: "string", description: "One of the kinds." });
  });

  it("is refused while a property has no description, or a type that no schema has", () => {
    expect(() => sources.membersOf(exported.get("Mute"))).toThrow(/^silent \(.*source\.ts:\d+\) has no description$/);
    expect(() => types().properties(sources.membersOf(exported.get("Odd")), true)).toThrow(
      "callback: the schema has no form of the type () => void",
    );
  });
});

describe("the text of a description", () => {
  it.each([
    ["See {@link getOAuthScopes}.", "See `getOAuthScopes`."],
    ["See {@link  OAuthClient.secretStatus }.", "See `OAuthClient.secretStatus`."],
    ["See {@link Provider | the provider}.", "See the provider."],
    [" One line.\r\n\r\nAnother. ", "One line.\n\nAnother."],
  ])("%j becomes %j", (given, wanted) => {
    expect(documentation(given)).toBe(wanted);
  });
});
