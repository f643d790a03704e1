import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const root = join(import.meta.dirname, "..", "..", "..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");

const properties = z.record(z.string(), z.unknown());
const schema = z
  .object({
    resources: z.record(
      z.string(),
      z.object({ properties, inputProperties: properties, requiredInputs: z.array(z.string()) }),
    ),
    functions: z.record(z.string(), z.object({ inputs: z.object({ properties }), outputs: z.object({ properties }) })),
  })
  .parse(JSON.parse(read("provider", "plugin", "schema.json")));

const program = z
  .object({
    config: properties,
    variables: z.record(
      z.string(),
      z.object({ "fn::invoke": z.object({ function: z.string(), arguments: properties }) }),
    ),
    resources: z.record(z.string(), z.object({ type: z.string(), properties })),
    outputs: properties,
  })
  .parse(parse(read("examples", "plugin-yaml", "Pulumi.yaml")));

/** The engine can't run YAML here: its language host is not to be had. So this compares every name with the schema. */
describe("examples/plugin-yaml", () => {
  it.each(Object.entries(program.resources))(
    "gives %s only properties of its type, and all that are required",
    (_, resource) => {
      const { inputProperties = {}, requiredInputs = [] } = schema.resources[resource.type] ?? {};
      const given = Object.keys(resource.properties);
      expect(Object.keys(inputProperties)).toEqual(expect.arrayContaining(given));
      expect(given).toEqual(expect.arrayContaining(requiredInputs));
    },
  );

  it.each(Object.entries(program.variables))(
    "asks for %s with arguments of the function",
    (_, { "fn::invoke": call }) => {
      const inputs = schema.functions[call.function]?.inputs.properties ?? {};
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(call.arguments)));
    },
  );

  it("refers to what exists", () => {
    const types = Object.entries(program.resources).map(([name, { type }]) => [
      name,
      schema.resources[type]?.properties,
    ]);
    const results = Object.entries(program.variables).map(([name, { "fn::invoke": call }]) => [
      name,
      schema.functions[call.function]?.outputs.properties,
    ]);
    const known: Record<string, object | undefined> = Object.fromEntries([...types, ...results]);
    const references = [...JSON.stringify(program).matchAll(/\$\{([\w-]+)(?:\.(\w+))?\}/g)];
    expect(references.length).toBeGreaterThan(5);
    for (const [text, name = "", property] of references) {
      if (property === undefined) expect(Object.keys(program.config), text).toContain(name);
      else expect(Object.keys(known[name] ?? {}), text).toContain(property);
    }
  });
});
