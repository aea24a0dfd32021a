// How old something is, as policies read it.

/** A day, or a time with its zone, as RFC 3339 writes them. */
const dated = /^(\d{4}-\d{2}-\d{2})(?:[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/;
/** Programs write the year 1 or 1970 for a time that they do not know. */
const firstYear = 1980;

/** Whole days since a date of any origin; null when it is none, none that the calendar has, or to come. A day begins at midnight UTC. */
export function daysSince(date: string, now: string): number | null {
  const [, day] = dated.exec(date) ?? [];
  if (day === undefined || Number(day.slice(0, 4)) < firstYear) return null;
  // `Date` takes February 30 for March 2.
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return null;
  const days = (Date.parse(now) - Date.parse(date)) / 86_400_000;
  return days >= 0 ? Math.floor(days) : null;
}

/** Hours, to two decimals; null when nobody says a time, or it is to come. */
export function hoursSince(time: string | undefined, now: string): number | null {
  if (time === undefined) return null;
  const hours = (Date.parse(now) - Date.parse(time)) / 3_600_000;
  return hours >= 0 ? Math.round(hours * 100) / 100 : null;
}
