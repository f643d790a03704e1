import { describe, expect, it } from "vitest";
import { Command } from "../cli/command.ts";
import { startPlugin } from "../harness/plugin-process.ts";
import { processesWith } from "../harness/running-processes.ts";

/** 127.0.0.1 as the kernel writes it. */
const LOOPBACK = "0100007F";

describe("what listens on 127.0.0.1 alone", () => {
  it("is the plugin", async () => {
    const mark = crypto.randomUUID();
    await using plugin = await startPlugin({ env: { MARK: mark } });
    expect(plugin.process.isRunning).toBe(true);
    expect(addressesOf(mark)).toEqual([LOOPBACK]);
  });

  it("is the simulator", async () => {
    const mark = crypto.randomUUID();
    const command = new Command(["simulate", "--port", "0"], { MARK: mark });
    await command.printed(/export GENESYSCLOUD_API_URL=/);
    expect(addressesOf(mark)).toEqual([LOOPBACK]);
    command.signal("SIGTERM");
    expect((await command.ended()).code).toBe(0);
  });
});

function addressesOf(mark: string): readonly string[] {
  return processesWith(`MARK=${mark}`).flatMap(({ listeningOn }) => listeningOn);
}
