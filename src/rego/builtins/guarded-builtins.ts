// Builtin functions that see more than their arguments: they are off unless they are allowed by name.

/** What each of them would bring into a run. */
export const guardedBuiltins: ReadonlySet<string> = new Set([
  "http.send",
  "net.lookup_ip_addr",
  "opa.runtime",
  "rand.intn",
]);

export function isAllowed(name: string, allowed: readonly string[]): boolean {
  return !guardedBuiltins.has(name) || allowed.includes(name);
}
