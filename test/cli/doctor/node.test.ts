import { describe, expect, it } from "vitest";
import { checkNode } from "../../../cli/doctor/node.ts";

const PROXY = { HTTPS_PROXY: "http://user:the-password@proxy.example.com" };

describe("Node", () => {
  it.each([
    ["18.20.0", "red", "red"],
    ["20.20.2", "red", "red"],
    ["22.11.0", "red", "red"],
    ["22.12.0", "green", "yellow"],
    ["22.20.0", "green", "yellow"],
    ["22.21.0", "green", "green"],
    ["23.11.1", "green", "yellow"],
    ["24.4.1", "green", "yellow"],
    ["24.5.0", "green", "green"],
    ["26.0.0", "green", "green"],
  ])("%s is %s, and behind a proxy %s", (version, alone, behindProxy) => {
    expect(checkNode(version, {})).toMatchObject({ level: alone, version });
    const proxied = checkNode(version, PROXY);
    expect(proxied.level).toBe(behindProxy);
    expect(JSON.stringify(proxied)).not.toContain("the-password");
  });

  it("that is too old names what is needed", () => {
    const { text, todo } = checkNode("22.11.0", {});
    expect([text, todo]).toEqual(["22.11.0 is too old; needed is >=22.12", "Install a newer Node: https://nodejs.org"]);
  });
});
