import { InvalidInputError } from "../errors/index.ts";
import { DAY_MS, isInCalendar } from "../model/calendar.ts";

/**
 * What {@link rotationPeriod} needs.
 * @group Resource
 */
export interface RotationPeriodArgs {
  /** Length of a period in days of 24 hours: a whole number, 1 or more. */
  days: number;
  /** When a period begins: an ISO 8601 date (midnight UTC), an ISO 8601 time with its offset, or a Date. It may lie in the past or in the future. */
  startingAt: string | Date;
  /** The time for which the period is wanted, in the same forms. Default: now. */
  now?: string | Date;
}

/**
 * The period that it is now, as the time at which it began: the same text all through the period, and another one in the next.
 *
 * As `secretVersion`, it gives the client a new secret once in each period, with the first `pulumi up` of the period, however
 * late that runs. Periods in which nothing runs are passed over. It counts from `startingAt`, not from the last rotation.
 *
 * @example
 * ```ts
 * secretVersion: rotationPeriod({ days: 30, startingAt: "2026-01-01" }),
 * ```
 * @group Resource
 * @throws InvalidInputError if `days` is no whole number of 1 or more, or a time can't be read.
 */
export function rotationPeriod({ days, startingAt, now = new Date() }: RotationPeriodArgs): string {
  if (!Number.isSafeInteger(days) || days < 1) {
    throw invalid(`days must be a whole number of 1 or more, and is ${String(days)}`);
  }
  const start = timeOf("startingAt", startingAt);
  const periods = Math.floor((timeOf("now", now) - start) / (days * DAY_MS));
  return new Date(start + periods * days * DAY_MS)
    .toISOString()
    .replace(/(T00:00:00)?\.000Z$/, (_, midnight) => (midnight === undefined ? "Z" : ""));
}

/** A date, or a time with its offset. Other forms, also those that Date.parse takes, mean something else in each time zone. */
const ISO_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

function timeOf(name: "startingAt" | "now", value: string | Date): number {
  const time = value instanceof Date ? value.getTime() : isIsoTime(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) {
    throw invalid(
      `${name} must be a Date, or a text such as 2026-01-31 or 2026-01-31T08:00:00Z, and is ${shown(value)}`,
    );
  }
  return time;
}

function isIsoTime(value: unknown): value is string {
  return typeof value === "string" && ISO_TIME.test(value) && isInCalendar(value.slice(0, 10));
}

function shown(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}

function invalid(summary: string): InvalidInputError {
  return new InvalidInputError(summary, { operation: "work out the rotation period" });
}
