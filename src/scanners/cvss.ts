// The base score of a CVSS 3 vector: advisories of RustSec have the vector alone.

const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  PR: { N: 0.85, L: 0.62, H: 0.27 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
};

/** CVSS 3.1, section 7.1; undefined for what is no whole vector of version 3. */
export function cvssScore(vector: string): number | undefined {
  if (!/^CVSS:3\.[01]\//.test(vector)) return undefined;
  const metrics = new Map(vector.split("/").map((part) => part.split(":", 2) as [string, string]));
  const isChanged = metrics.get("S") === "C";
  const weight = (name: string): number => weights[name]?.[metrics.get(name) ?? ""] ?? Number.NaN;
  const privilege = metrics.get("PR");
  const needed = isChanged && privilege === "L" ? 0.68 : isChanged && privilege === "H" ? 0.5 : weight("PR");
  const lost = 1 - (1 - weight("C")) * (1 - weight("I")) * (1 - weight("A"));
  const impact = isChanged ? 7.52 * (lost - 0.029) - 3.25 * (lost - 0.02) ** 15 : 6.42 * lost;
  const reach = 8.22 * weight("AV") * weight("AC") * needed * weight("UI");
  if (Number.isNaN(impact + reach) || !metrics.has("S")) return undefined;
  if (impact <= 0) return 0;
  return roundedUp(Math.min(isChanged ? 1.08 * (impact + reach) : impact + reach, 10));
}

/** To one decimal, as the appendix of the specification computes it. */
function roundedUp(value: number): number {
  const whole = Math.round(value * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
}
