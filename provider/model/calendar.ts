/** A day of 24 hours, in milliseconds. */
export const DAY_MS = 86_400_000;

/** Whether a day in the form `2026-01-31` is in the calendar. `Date.parse` alone would read 30 February as 2 March. */
export function isInCalendar(day: string): boolean {
  return !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
}
