import { expect, it } from "vitest";
import { fieldsOf, MODELS, type ModelName } from "../../../simulator/variants/models.ts";
import { readSdkModels } from "../sdk-models.ts";

const sdk = readSdkModels();

it.each(Object.keys(MODELS).filter((name) => name !== "AccessToken"))(
  "knows the fields of the SDK's model %s",
  (name) => {
    expect([...fieldsOf(name as ModelName)].sort()).toEqual([...(sdk.get(name)?.keys() ?? [])].sort());
  },
);

it("knows the model of each inner object", () => {
  for (const [name, shape] of Object.entries(MODELS)) {
    for (const [field, inner] of Object.entries("inner" in shape ? shape.inner : {})) {
      expect(shape.fields, name).toContain(field);
      expect(Object.keys(MODELS), `${name}.${field}`).toContain(inner);
    }
  }
});
