// Reads nats.conf: for each kind of connections, whether it is TLS. https://docs.nats.io/running-a-nats-service/configuration/securing_nats/tls
import { Draft, type PlacedTransport, type Wrong } from "./draft.ts";
import { readNats, type NatsMap, type NatsValue } from "./nats-syntax.ts";
import { isLocal, protocolName, protocolsBetween, splitAddress, switchOf } from "./words.ts";

/** @throws what `wrong` makes */
export function natsTransports(text: string, wrong: Wrong, complete = true): readonly PlacedTransport[] {
  const root = readNats(text, wrong);
  const reader = new NatsServer(root, complete && root.includes.length === 0, root.includes, wrong);
  return reader.all().map((draft) => draft.done());
}

/** Blocks in which servers listen for others, with the port that they have when they name none. */
const blocks = [
  { key: "cluster", role: "peer", port: null, verifies: true },
  { key: "gateway", role: "peer", port: null, verifies: true },
  { key: "leafnodes", role: "peer", port: 7422, verifies: false },
  { key: "leaf", role: "peer", port: 7422, verifies: false },
  { key: "websocket", role: "server", port: null, verifies: false },
  { key: "mqtt", role: "server", port: null, verifies: false },
] as const;

class NatsServer {
  readonly #root: NatsMap;
  readonly #complete: boolean;
  readonly #includes: readonly string[];
  readonly #wrong: Wrong;

  constructor(root: NatsMap, complete: boolean, includes: readonly string[], wrong: Wrong) {
    this.#root = root;
    this.#complete = complete;
    this.#includes = includes;
    this.#wrong = wrong;
  }

  all(): readonly Draft[] {
    return [this.#clients(), ...this.#monitoring(), ...this.#blocks(), ...this.#remotes()];
  }

  #draft(name: string, role: "server" | "peer" | "upstream", line: number): Draft {
    const draft = new Draft({ software: "nats", name, role }, line);
    return this.#complete ? draft : draft.leaveOpen(this.#includes);
  }

  #clients(): Draft {
    const tls = this.#root.entries.get("tls");
    const draft = this.#draft("clients", "server", tls?.line ?? this.#root.entries.get("listen")?.line ?? 1);
    const { address, port, line } = this.#listen(this.#root, 4222);
    draft.end({ address, port, encrypted: this.#encrypted(tls), local: isLocal(address) }, tls?.line ?? line);
    const plain = this.#root.entries.get("allow_non_tls");
    if (tls && plain && this.#switch("allow_non_tls", plain))
      draft.end({ address, port, encrypted: false, local: isLocal(address) }, plain.line);
    return this.#sayTls(draft, tls, false);
  }

  /** Its answers are for whoever asks: no certificate of a client is ever demanded. */
  #monitoring(): readonly Draft[] {
    const found: Draft[] = [];
    for (const [keys, encrypted] of [
      [["http", "http_port", "monitor_port"], false],
      [["https", "https_port"], true],
    ] as const) {
      for (const key of keys) {
        const value = this.#root.entries.get(key);
        if (!value) continue;
        const draft = this.#draft("monitoring", "server", value.line);
        const { address, port } = splitAddress(textOf(value));
        draft.end({ address, port, encrypted, local: isLocal(address) }, value.line);
        if (encrypted) this.#sayVersions(draft, this.#root.entries.get("tls"));
        found.push(draft);
      }
    }
    return found;
  }

  #blocks(): readonly Draft[] {
    const found: Draft[] = [];
    for (const { key, role, port: usual, verifies } of blocks) {
      const block = this.#root.entries.get(key);
      if (block?.kind !== "map") continue;
      const tls = block.entries.get("tls");
      const { address, port, line } = this.#listen(block, usual);
      const isClient = key.startsWith("leaf") && !block.entries.has("listen") && !block.entries.has("port");
      // A leaf node that only connects to others listens for none.
      if (isClient && block.entries.has("remotes")) continue;
      const draft = this.#draft(key, role, tls?.line ?? block.line);
      const without = block.entries.get("no_tls");
      const encrypted = without && this.#switch("no_tls", without) ? false : this.#encrypted(tls);
      draft.end({ address, port, encrypted, local: isLocal(address) }, tls?.line ?? without?.line ?? line);
      found.push(this.#sayTls(draft, tls, verifies));
    }
    return found;
  }

  /** The servers that a leaf node connects to. */
  #remotes(): readonly Draft[] {
    const leaf = this.#root.entries.get("leafnodes") ?? this.#root.entries.get("leaf");
    const remotes = leaf?.kind === "map" ? leaf.entries.get("remotes") : undefined;
    if (remotes?.kind !== "list") return [];
    return remotes.items.flatMap((remote) => {
      if (remote.kind !== "map") return [];
      const tls = remote.entries.get("tls");
      const written = [remote.entries.get("url"), ...itemsOf(remote.entries.get("urls"))];
      const urls = written.flatMap((url) => (url ? [textOf(url)] : []));
      const draft = this.#draft("leaf node to others", "upstream", remote.line);
      for (const url of urls) {
        const [, scheme = "", rest = url] = /^([a-z-]+):\/\/(?:[^@/]*@)?([^/]*)/i.exec(url) ?? [];
        const { address, port } = splitAddress(rest);
        const encrypted = /^(?:tls|wss)$/i.test(scheme) || tls !== undefined;
        draft.end({ address, port, encrypted, local: isLocal(address) }, remote.line);
      }
      this.#sayVersions(draft, tls);
      this.#sayVerified(draft, tls);
      return [draft];
    });
  }

  #encrypted(tls: NatsValue | undefined): boolean | null {
    if (tls) {
      if (tls.kind === "map") return true;
      // A variable may stand for anything.
      return tls.kind === "scalar" && textOf(tls).startsWith("$") ? null : this.#fail(tls, "tls is no block");
    }
    return this.#complete ? false : null;
  }

  #fail(value: NatsValue, what: string): never {
    throw this.#wrong(value.line, what);
  }

  #sayTls(draft: Draft, tls: NatsValue | undefined, verifies: boolean): Draft {
    this.#sayVersions(draft, tls);
    if (tls?.kind !== "map" || !draft.isEncrypted) return draft;
    const asks = ["verify_and_map", "verify", "verify_cert_and_check_known_urls"]
      .map((key) => ({ key, value: tls.entries.get(key) }))
      .find(({ key, value }) => value && this.#switch(key, value));
    if (verifies) draft.assume("clientAuth", "required");
    else if (asks?.value) draft.say("clientAuth", "required", asks.value.line);
    else draft.assume("clientAuth", "none");
    if (verifies) this.#sayVerified(draft, tls);
    return draft;
  }

  #sayVerified(draft: Draft, tls: NatsValue | undefined): void {
    const insecure = tls?.kind === "map" ? tls.entries.get("insecure") : undefined;
    if (insecure) draft.say("verifiesPeer", !this.#switch("insecure", insecure), insecure.line);
    if (draft.isEncrypted) draft.assume("verifiesPeer", true);
  }

  #sayVersions(draft: Draft, tls: NatsValue | undefined): void {
    if (!draft.isEncrypted) return;
    if (tls?.kind === "map") {
      const lowest = tls.entries.get("min_version");
      if (lowest) draft.say("protocols", protocolsBetween(protocolName(textOf(lowest))), lowest.line);
      const ciphers = tls.entries.get("cipher_suites");
      if (ciphers) draft.say("ciphers", itemsOf(ciphers).map(textOf), ciphers.line);
      const groups = tls.entries.get("curve_preferences");
      if (groups) draft.say("groups", itemsOf(groups).map(textOf), groups.line);
      const certificate = tls.entries.get("cert_file");
      if (certificate) draft.certificate(textOf(certificate));
    }
    // Those of Go, as the server sets them.
    draft.assume("protocols", ["TLSv1.2", "TLSv1.3"]);
  }

  #listen(block: NatsMap, usual: number | null): { address: string; port: number | null; line: number } {
    const listen = block.entries.get("listen");
    const port = block.entries.get("port");
    const host = block.entries.get("host") ?? block.entries.get("net") ?? block.entries.get("addr");
    const line = (listen ?? port ?? host)?.line ?? block.line;
    if (listen) {
      const found = splitAddress(textOf(listen));
      return { ...found, port: found.port ?? usual, line };
    }
    const { address } = splitAddress(host ? textOf(host) : "");
    const number = port ? Number(textOf(port)) : Number.NaN;
    return { address, port: Number.isSafeInteger(number) && number > 0 ? number : usual, line };
  }

  #switch(key: string, value: NatsValue): boolean {
    const found = value.kind === "scalar" ? switchOf(value.text) : undefined;
    if (found === undefined) throw this.#wrong(value.line, `${key} is neither true nor false`);
    return found;
  }
}

function textOf(value: NatsValue): string {
  return value.kind === "scalar" ? value.text : "";
}

function itemsOf(value: NatsValue | undefined): readonly NatsValue[] {
  if (!value) return [];
  return value.kind === "list" ? value.items : [value];
}
