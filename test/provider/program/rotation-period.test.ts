import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { InvalidInputError } from "../../../provider/errors/index.ts";
import { rotationPeriod } from "../../../provider/program/rotation-period.ts";

const DAY_MS = 86_400_000;

describe("the period", () => {
  it.each([
    [30, "2026-01-01", "2026-01-01T00:00:00Z", "2026-01-01"],
    [30, "2026-01-01", "2026-01-30T23:59:59.999Z", "2026-01-01"],
    [30, "2026-01-01", "2026-01-31T00:00:00Z", "2026-01-31"],
    [30, "2026-01-01", "2027-01-01", "2026-12-27"],
    [1, "2026-02-28T08:30:00+02:00", "2026-03-01T06:29:59Z", "2026-02-28T06:30:00Z"],
    [7, "2026-01-01T00:00:00.250Z", "2026-01-09", "2026-01-08T00:00:00.250Z"],
    // Before its start, time is counted backwards in the same steps.
    [10, "2026-01-21", "2026-01-20", "2026-01-11"],
  ])("of %i days from %s on, at %s, is %s", (days, startingAt, now, period) => {
    expect(rotationPeriod({ days, startingAt, now })).toBe(period);
  });

  it("is that of now if no time is named", () => {
    const startingAt = new Date();
    expect(rotationPeriod({ days: 1, startingAt })).toBe(startingAt.toISOString().replace(".000Z", "Z"));
  });

  it("is the same text all through it, and another one before and after", () => {
    const time = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        time,
        time,
        fc.nat({ max: 999 }),
        (days, startingAt, now, part) => {
          const period = rotationPeriod({ days, startingAt, now });
          const start = new Date(period).getTime();
          const at = (ms: number) => rotationPeriod({ days, startingAt, now: new Date(start + ms) });
          const length = days * DAY_MS;
          expect(start).toBeLessThanOrEqual(now.getTime());
          expect(now.getTime() - start).toBeLessThan(length);
          expect([at(0), at(Math.floor((length * part) / 1_000)), at(length - 1)]).toEqual([period, period, period]);
          expect(at(length)).not.toBe(period);
          expect(at(-1)).not.toBe(period);
        },
      ),
    );
  });

  it("does not depend on the time zone of the machine", () => {
    try {
      const periods = ["UTC", "America/New_York", "Pacific/Auckland"].map((zone) => {
        vi.stubEnv("TZ", zone);
        return rotationPeriod({ days: 7, startingAt: "2026-03-01", now: "2026-04-02T01:00:00Z" });
      });
      expect(new Set(periods)).toEqual(new Set(["2026-03-29"]));
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe("bad input", () => {
  const GOOD = { days: 30, startingAt: "2026-01-01" };

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "30", undefined])("is %s days", (days) => {
    const call = () => rotationPeriod({ ...GOOD, days: days as number });
    expect(call).toThrow(InvalidInputError);
    expect(call).toThrow(/days must be a whole number of 1 or more/);
  });

  it.each(["", "soon", "2026-13-01", "2026-02-30", "01/02/2026", "2026-01-01T08:00:00", new Date(Number.NaN), null, 5])(
    "is %s as a time",
    (time) => {
      const wrong = time as string;
      expect(() => rotationPeriod({ ...GOOD, startingAt: wrong })).toThrow(
        /startingAt must be a Date, or a text such as/,
      );
      expect(() => rotationPeriod({ ...GOOD, now: wrong })).toThrow(InvalidInputError);
    },
  );
});
