// Reads durations as Go writes them: `300ms`, `1m30s`, `1.5h`.

const nanosecondsPerUnit: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** In nanoseconds, which may be negative; undefined when it is none. A whole number without a unit is nanoseconds. */
export function parseGoDuration(text: string): number | undefined {
  if (/^[-+]?\d+$/.test(text)) return Number(text);
  const [, sign = "", parts = ""] = /^([-+]?)(.+)$/s.exec(text) ?? [];
  if (parts === "" || parts.replace(part, "") !== "") return undefined;
  let sum = 0;
  for (const [, amount, unit = ""] of parts.matchAll(part)) sum += Number(amount) * (nanosecondsPerUnit[unit] ?? 0);
  return sign === "-" ? -sum : sum;
}
