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

/** They see the time of the run, or what is made of it. */
const timed = [
  "time.now_ns",
  "uuid.rfc4122",
  "rand.intn",
  "io.jwt.decode_verify",
  "crypto.x509.parse_and_verify_certificates",
];
const worldly = ["http.send", "net.lookup_ip_addr", "opa.runtime"];

/**
 * What results depend on beside subject and bundle: nothing, the run's time, or the world outside. A module holds the names
 * of the builtin functions that it calls as text.
 */
export function clockOf(modules: readonly Uint8Array[]): "none" | "run" | "world" {
  const names = (list: readonly string[]): boolean =>
    modules.some((wasm) => list.some((name) => Buffer.from(wasm.buffer, wasm.byteOffset, wasm.length).includes(name)));
  return names(worldly) ? "world" : names(timed) ? "run" : "none";
}
