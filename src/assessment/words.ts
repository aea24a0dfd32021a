// Numbers and lists as the messages of an assessment spell them.

/** How many names a message lists before it only counts the rest. */
const namesShown = 5;

/** `1 check`, `2 checks`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}

/** The distinct names, at most a few of them: `a, b, c, d, e and 2 more`. */
export function listed(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const shown = distinct.slice(0, namesShown).join(", ");
  return distinct.length > namesShown ? `${shown} and ${distinct.length - namesShown} more` : shown;
}
