// The words of TLS as each software writes them: versions, lists of ciphers, switches, addresses.

const versions = ["SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"];

/** One of the names that policies know, whichever way it is written: `TLSv1`, `TLSv1_2`, `tlsv12`, `1.2`; else as it is. */
export function protocolName(written: string): string {
  const plain = written.trim();
  const tls = /^(?:tls)?[v_ -]*1(?:[._]?([0-3]))?$/i.exec(plain);
  if (tls) return `TLSv1.${tls[1] ?? "0"}`;
  const ssl = /^ssl[v_ -]*([23])$/i.exec(plain);
  return ssl ? `SSLv${ssl[1]}` : plain;
}

/** All from the lowest to the highest; a name that is unknown is kept, so that nobody takes it for a good one. */
export function protocolsBetween(lowest: string, highest = "TLSv1.3"): readonly string[] {
  const [from, to] = [protocolName(lowest), protocolName(highest)];
  const [first, last] = [versions.indexOf(from), versions.indexOf(to)];
  if (first === -1 || last === -1) return [first === -1 ? from : to];
  return first > last ? [] : versions.slice(first, last + 1);
}

/** Those that are there, in their order. */
export function protocolsIn(written: readonly string[]): readonly string[] {
  const found = new Set(written.map(protocolName));
  return [...versions.filter((version) => found.delete(version)), ...found];
}

/** The parts of a list of ciphers; of BoringSSL's groups of equals, each. */
export function cipherParts(written: string): readonly string[] {
  return written.split(/[\s:,;|[\]]+/).filter((part) => part !== "");
}

/** Whether only the pod or the machine itself is meant. */
export function isLocal(address: string): boolean {
  const host = address.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  return /^(?:localhost|127(?:\.\d{1,3}){1,3}|::1|(?:unix|abns|fd)[:@].*|\/.*|@.*)$/.test(host);
}

export interface Address {
  readonly address: string;
  readonly port: number | null;
}

/** `host:port`, `[v6]:port`, `:port`, `port`, or a host alone; `*` and `0.0.0.0` are all addresses. */
export function splitAddress(written: string): Address {
  if (/^(?:unix|abns|fd)[:@]|^[/@]/.test(written)) return { address: written, port: null };
  if (/^\d{1,5}$/.test(written)) return { address: "", port: Number(written) };
  const found = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(written) ?? /^(.*):(\d{1,5})$/.exec(written);
  if (!found) return { address: written, port: null };
  const [, host = "", port] = found;
  return { address: everywhere.has(host) ? "" : host, port: port === undefined ? null : Number(port) };
}

const everywhere = new Set(["*", "0.0.0.0", "[::]", "::", "[::]%", "+"]);

/** Undefined for what is no switch. */
export function switchOf(written: string | undefined): boolean | undefined {
  if (written === undefined) return undefined;
  if (/^(?:on|yes|true|1)$/i.test(written)) return true;
  return /^(?:off|no|false|0)$/i.test(written) ? false : undefined;
}
