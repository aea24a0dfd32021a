// Severity of a check and the weight that the compliance model gives it.

export const severities = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof severities)[number];

/** Weight of a check in a control's score, and of a control in its framework's (DESIGN: 10, 7, 4, 1). */
export const severityWeight: Readonly<Record<Severity, number>> = { critical: 10, high: 7, medium: 4, low: 1 };

/** Orders severities from the most to the least severe. */
export function compareSeverity(left: Severity, right: Severity): number {
  return severities.indexOf(left) - severities.indexOf(right);
}
