import struct, { type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";
import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../provider/model/unknown.ts";
import { decodeProperties, encodeProperties } from "../../../provider/plugin/property-codec.ts";

const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
const sent = (values: object) => struct.Struct.fromJavaScript(values as Record<string, JavaScriptValue>);

describe("properties on the wire", () => {
  it("come without the wrapping of secrets, at any depth, and with the names of the properties that hold one", () => {
    const { values, secrets } = decodeProperties(
      sent({ name: secret("a"), roles: [{ roleId: secret("r") }], scopes: ["s"], fields: secret({ a: secret("b") }) }),
    );
    expect(values).toEqual({ name: "a", roles: [{ roleId: "r" }], scopes: ["s"], fields: { a: "b" } });
    expect([...secrets].sort()).toEqual(["fields", "name", "roles"]);
  });

  it("keep unknown values, also secret ones, and lose a property that is null", () => {
    const { values, secrets } = decodeProperties(sent({ name: UNKNOWN, fields: secret(UNKNOWN), state: null }));
    expect(values).toEqual({ name: UNKNOWN, fields: UNKNOWN });
    expect([...secrets]).toEqual(["fields"]);
  });

  it("go back as they came, secret properties as a whole", () => {
    const struct = encodeProperties(
      { name: "a", roles: [{ roleId: "r" }], state: undefined, n: 1.5 },
      new Set(["roles"]),
    );
    expect(struct.toJavaScript()).toEqual({ name: "a", roles: secret([{ roleId: "r" }]), n: 1.5 });
  });

  it("are none where the message is not set", () => {
    expect(decodeProperties(undefined)).toEqual({ values: {}, secrets: new Set() });
  });
});
