// Reads redis.conf, and that of Valkey and of Sentinel; flags are the same settings. https://redis.io/docs/latest/operate/oss_and_stack/management/security/encryption/
import { Draft, type PlacedTransport, type Wrong } from "./draft.ts";
import { wordLines, type WordLine } from "./lines.ts";
import { cipherParts, isLocal, protocolsIn, switchOf } from "./words.ts";

/** @throws what `wrong` makes */
export function redisTransports(text: string, wrong: Wrong, complete = true): readonly PlacedTransport[] {
  const lines = wordLines(text, { quotes: `"'`, escapedIn: `"'` }, wrong);
  for (const { words, line } of lines)
    if (!/^[a-z][a-z0-9-]*$/i.test(words[0] ?? "")) throw wrong(line, "it is no setting of Redis");
  return redisSettings(lines, wrong, complete);
}

/** `complete`: whether nothing else sets this server up. @throws what `wrong` makes */
export function redisSettings(lines: readonly WordLine[], wrong: Wrong, complete: boolean): readonly PlacedTransport[] {
  const settings = new Map<string, WordLine>();
  for (const one of lines) settings.set((one.words[0] ?? "").toLowerCase(), one);
  const includes = lines
    .filter(({ words }) => words[0]?.toLowerCase() === "include")
    .map(({ words }) => words[1] ?? "");
  const isOpen = !complete || includes.length > 0;
  const isSentinel = settings.has("sentinel");
  const reader = new RedisSettings(settings, wrong);
  const server = new Draft(
    { software: "redis", name: isSentinel ? "sentinel" : "server", role: "server" },
    lines[0]?.line ?? 1,
  );
  if (isOpen) server.leaveOpen(includes);
  const local = reader.isLocal();
  const tlsPort = reader.port("tls-port");
  const port = reader.port("port") ?? (isOpen ? undefined : { value: isSentinel ? 26379 : 6379, line: undefined });
  if (tlsPort && tlsPort.value > 0)
    server.end({ address: "", port: tlsPort.value, encrypted: true, local }, tlsPort.line);
  if (port && port.value > 0) server.end({ address: "", port: port.value, encrypted: false, local }, port.line);
  reader.sayTls(server);
  const found = [server, ...peers(reader, isOpen, includes)];
  return found.filter((draft) => !draft.isEmpty).map((draft) => draft.done());
}

/** Connections between servers: of replicas to their master, and the bus of a cluster. */
function peers(reader: RedisSettings, isOpen: boolean, includes: readonly string[]): readonly Draft[] {
  const found: Draft[] = [];
  const master = reader.words("replicaof") ?? reader.words("slaveof");
  const [, host = "", port = ""] = master?.words ?? [];
  if (master && host.toLowerCase() !== "no") {
    const draft = new Draft({ software: "redis", name: "replication", role: "peer" }, master.line);
    const number = /^\d{1,5}$/.test(port) ? Number(port) : null;
    found.push(reader.sayLink(draft, "tls-replication", isOpen, { address: host, port: number, local: isLocal(host) }));
  }
  const cluster = reader.words("cluster-enabled");
  if (cluster && switchOf(cluster.words[1]) === true) {
    const draft = new Draft({ software: "redis", name: "cluster bus", role: "peer" }, cluster.line);
    found.push(reader.sayLink(draft, "tls-cluster", isOpen, { address: "", port: null, local: false }));
  }
  if (isOpen) for (const draft of found) draft.leaveOpen(includes);
  return found;
}

class RedisSettings {
  readonly #settings: ReadonlyMap<string, WordLine>;
  readonly #wrong: Wrong;

  constructor(settings: ReadonlyMap<string, WordLine>, wrong: Wrong) {
    this.#settings = settings;
    this.#wrong = wrong;
  }

  words(name: string): WordLine | undefined {
    return this.#settings.get(name);
  }

  port(name: string): { readonly value: number; readonly line: number } | undefined {
    const found = this.#settings.get(name);
    if (!found) return undefined;
    const { words, line } = found;
    const [, written] = words;
    if (written === undefined || !/^\d{1,5}$/.test(written)) throw this.#wrong(line, `${name} is no port`);
    return { value: Number(written), line };
  }

  isLocal(): boolean {
    const addresses = this.#settings.get("bind")?.words.slice(1) ?? [];
    return addresses.length > 0 && addresses.every((address) => isLocal(address.replace(/^-/, "")));
  }

  sayTls(draft: Draft): void {
    const protocols = this.#settings.get("tls-protocols");
    if (protocols) draft.say("protocols", protocolsIn(spread(protocols)), protocols.line);
    const ciphers = this.#settings.get("tls-ciphers");
    const suites = this.#settings.get("tls-ciphersuites");
    if (ciphers ?? suites) {
      const parts = [ciphers, suites].flatMap((one) => (one ? cipherParts(spread(one).join(":")) : []));
      draft.say("ciphers", parts, (ciphers ?? suites)?.line ?? 1);
    }
    const clients = this.#settings.get("tls-auth-clients");
    if (clients) draft.say("clientAuth", this.#clientAuth(clients), clients.line);
    const certificate = this.#settings.get("tls-cert-file");
    if (certificate?.words[1]) draft.certificate(certificate.words[1]);
    if (!draft.isEncrypted) return;
    draft.assume("protocols", ["TLSv1.2", "TLSv1.3"]).assume("ciphers", ["DEFAULT"]).assume("clientAuth", "required");
  }

  /** Servers verify each other wherever they speak TLS. */
  sayLink(
    draft: Draft,
    name: string,
    isOpen: boolean,
    end: { readonly address: string; readonly port: number | null; readonly local: boolean },
  ): Draft {
    const written = this.#settings.get(name);
    const encrypted = written ? this.#switch(written) : isOpen ? null : false;
    draft.end({ ...end, encrypted }, written?.line);
    return encrypted === true ? draft.assume("verifiesPeer", true) : draft;
  }

  #clientAuth(setting: WordLine): "none" | "optional" | "required" {
    if (setting.words[1]?.toLowerCase() === "optional") return "optional";
    return this.#switch(setting) ? "required" : "none";
  }

  #switch({ words: [name = "", written], line }: WordLine): boolean {
    const value = switchOf(written);
    if (value === undefined) throw this.#wrong(line, `${name} is neither yes nor no`);
    return value;
  }
}

/** The words after the name; a list in quotes is one of them. */
function spread({ words }: WordLine): readonly string[] {
  return words
    .slice(1)
    .flatMap((word) => word.split(/\s+/))
    .filter((word) => word !== "");
}
