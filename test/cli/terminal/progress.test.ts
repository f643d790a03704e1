import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isWatched, startProgress } from "../../../cli/terminal/progress.ts";

describe("progress", () => {
  it.each([
    ["at a terminal", true, { isTTY: true }, { TERM: "xterm" }],
    ["not in a pipe", false, {}, { TERM: "xterm" }],
    ["not at a terminal that can only append", false, { isTTY: true }, { TERM: "dumb" }],
    ["not in a CI system, even one with a terminal", false, { isTTY: true }, { CI: "true" }],
  ])("is shown %s", (_, shown, stream, environment) => {
    expect(isWatched(stream, environment)).toBe(shown);
  });

  describe("of a run", () => {
    const environment = { TERM: "xterm" };

    beforeEach(() => {
      vi.useFakeTimers();
      // The spinner looks at the process's own variables as well.
      vi.stubEnv("CI", undefined);
      vi.stubEnv("TERM", "xterm");
    });

    afterEach(() => {
      vi.useRealTimers();
      vi.unstubAllEnvs();
    });

    const terminal = (isTTY: boolean) => {
      const written: string[] = [];
      const stream = new PassThrough();
      stream.on("data", (chunk) => written.push(String(chunk)));
      const still = { cursorTo: () => true, moveCursor: () => true, clearLine: () => true };
      return { written, stream: Object.assign(stream, { isTTY, columns: 80, ...still }) };
    };

    it("appears after a second, moves on, and goes", () => {
      const { written, stream } = terminal(true);
      const progress = startProgress("Checking for drift", environment, stream);
      vi.advanceTimersByTime(900);
      expect(written).toEqual([]);
      vi.advanceTimersByTime(200);
      expect(written.join("")).toContain("Checking for drift");
      progress.show("program/dev: 3 resources compared");
      vi.advanceTimersByTime(200);
      expect(written.join("")).toContain("program/dev: 3 resources compared");
      for (let resource = 4; resource < 1_000; resource++) progress.show(`program/dev: ${resource} resources compared`);
      vi.advanceTimersByTime(100);
      expect(written.join("").match(/ resources compared/g)?.length).toBeLessThan(10);
      progress.stop();
      const shown = written.length;
      vi.advanceTimersByTime(5_000);
      expect(written).toHaveLength(shown);
    });

    it("never appears when it is over within a second, nor in a pipe", () => {
      const quick = terminal(true);
      startProgress("Checking for drift", environment, quick.stream).stop();
      const pipe = terminal(false);
      startProgress("Checking for drift", environment, pipe.stream).show("program/dev: 3 resources compared");
      vi.advanceTimersByTime(5_000);
      expect([...quick.written, ...pipe.written]).toEqual([]);
    });
  });
});
