// How old something is, as policies read it.

/** Hours, to two decimals; null when nobody says a time, or it is to come. */
export function hoursSince(time: string | undefined, now: string): number | null {
  if (time === undefined) return null;
  const hours = (Date.parse(now) - Date.parse(time)) / 3_600_000;
  return hours >= 0 ? Math.round(hours * 100) / 100 : null;
}
