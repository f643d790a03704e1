import { describe, expect, it } from "vitest";
import { PROVIDER_TEXT } from "../../provider/program/provider-text.ts";

/** Not imported on purpose: this copy notices every change of the original. */
const FROZEN =
  'exports.handler=()=>new Proxy({},{get:(_,m)=>m=="then"?void 0:async(...a)=>(await import("pulumi-genesyscloud-oauth/runtime")).provider[m](...a)})';

describe("the provider text", () => {
  it("is frozen to the byte: any other text would show as a change of every client in every stack", () => {
    expect(PROVIDER_TEXT).toBe(FROZEN);
  });

  it("is short, because the state of every client holds it twice", () => {
    expect(Buffer.byteLength(PROVIDER_TEXT)).toBeLessThanOrEqual(200);
  });
});
