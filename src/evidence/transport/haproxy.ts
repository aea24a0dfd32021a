// Reads haproxy.cfg: frontends with what they listen on, and backends with whom they ask. https://docs.haproxy.org/
import type { TransportEnd } from "../../model/index.ts";
import { Draft, type PlacedTransport, type Wrong } from "./draft.ts";
import { sayBind, sayServer, serverTls, type HaproxyDefaults } from "./haproxy-tls.ts";
import { wordLines, type WordLine } from "./lines.ts";
import { isLocal, splitAddress } from "./words.ts";

interface Section {
  readonly type: string;
  readonly name: string;
  readonly line: number;
  readonly lines: readonly WordLine[];
  /** Its own, then those of the defaults that hold for it. */
  readonly inherited: readonly WordLine[];
}

const sections = new Set(
  (
    "global defaults frontend backend listen peers resolvers mailers userlist cache program http-errors ring log-forward " +
    "log-profile fcgi-app crt-store traces acme healthcheck"
  ).split(" "),
);

/** @throws what `wrong` makes */
export function haproxyTransports(text: string, wrong: Wrong): readonly PlacedTransport[] {
  const all = sectionsOf(text, wrong);
  const global = all.filter(({ type }) => type === "global").flatMap(({ lines }) => lines);
  return all.flatMap((section) => {
    const found: Draft[] = [];
    if (section.type === "frontend" || section.type === "listen") found.push(...frontends(section, global));
    if (section.type === "backend" || section.type === "listen") found.push(...backends(section, global));
    return found.map((draft) => draft.done());
  });
}

function sectionsOf(text: string, wrong: Wrong): readonly Section[] {
  const found: { type: string; name: string; line: number; lines: WordLine[]; inherited: readonly WordLine[] }[] = [];
  const defaults = new Map<string, readonly WordLine[]>();
  let latest: readonly WordLine[] = [];
  for (const one of wordLines(text, { quotes: `"'`, escapedIn: '"', escapes: true }, wrong)) {
    const [first = "", name = ""] = one.words;
    if (/^\.(?:if|elif|else|endif)$/.test(first))
      throw wrong(one.line, "conditions of the preprocessor are not supported");
    if (/^\.(?:notice|warning|diag|alert)$/.test(first)) continue;
    if (!sections.has(first)) {
      const open = found.at(-1);
      if (!open) throw wrong(one.line, "it stands in no section of HAProxy");
      open.lines.push(one);
      continue;
    }
    const from = one.words.indexOf("from");
    const inherited = (from > 0 ? defaults.get(one.words[from + 1] ?? "") : undefined) ?? latest;
    const section = { type: first, name, line: one.line, lines: [], inherited: first === "defaults" ? [] : inherited };
    found.push(section);
    if (first !== "defaults") continue;
    latest = section.lines;
    if (name !== "") defaults.set(name, section.lines);
  }
  return found;
}

function frontends({ name, line, lines, inherited }: Section, global: readonly WordLine[]): readonly Draft[] {
  const isTcp = modeOf([...inherited, ...lines]) === "tcp";
  const answers = lines.some(isRedirect) ? "redirect" : "content";
  const drafts = new Map<string, Draft>();
  const defaults: HaproxyDefaults = { global, prefix: "ssl-default-bind" };
  const hsts = lines.find(({ words }) => words.some((word) => /^strict-transport-security/i.test(word)));
  const plain: { readonly end: Omit<TransportEnd, "answers"> & Partial<TransportEnd>; readonly line: number }[] = [];
  for (const bind of lines.filter(({ words }) => words[0] === "bind")) {
    const [, addresses = "", ...options] = bind.words;
    const encrypted = options.includes("ssl");
    for (const address of addresses.split(",").map((one) => splitAddress(one.replace(/^(?:quic[46]|ipv[46])@/, "")))) {
      const local = isLocal(address.address);
      if (!encrypted) {
        plain.push({ end: { ...address, encrypted: isTcp ? null : false, local, answers }, line: bind.line });
        continue;
      }
      const key = JSON.stringify(options);
      const draft =
        drafts.get(key) ?? new Draft({ software: "haproxy", name: `frontend ${name}`, role: "server" }, line);
      draft.end({ ...address, encrypted, local }, bind.line);
      if (!drafts.has(key)) {
        sayBind(draft, bind, defaults);
        if (hsts) draft.say("hsts", true, hsts.line);
        else if (!isTcp) draft.assume("hsts", false);
      }
      drafts.set(key, draft);
    }
  }
  const first =
    [...drafts.values()][0] ?? new Draft({ software: "haproxy", name: `frontend ${name}`, role: "server" }, line);
  for (const { end, line: at } of plain) first.end(end, at);
  return first.isEmpty ? [] : drafts.size === 0 ? [first] : [...drafts.values()];
}

/** A redirect for all that came without TLS. */
function isRedirect({ words }: WordLine): boolean {
  const text = words.join(" ");
  if (!/^(?:http-request )?redirect scheme https\b/.test(text)) return false;
  const [, condition = ""] = /\s(if|unless)\s.*$/.exec(text) ?? [];
  if (condition === "") return true;
  return /\s(?:if\s+!\s*\{ ssl_fc \}|unless\s+\{ ssl_fc \})\s*$/.test(text);
}

function backends({ name, lines, inherited }: Section, global: readonly WordLine[]): readonly Draft[] {
  const usual = [...inherited, ...lines].filter(({ words }) => words[0] === "default-server");
  const isTcp = modeOf([...inherited, ...lines]) === "tcp";
  const defaults: HaproxyDefaults = { global, prefix: "ssl-default-server" };
  const drafts = new Map<string, Draft>();
  for (const server of lines.filter(({ words }) => words[0] === "server")) {
    const [, , written = "", ...own] = server.words;
    const tls = serverTls([
      ...usual.map(({ words, line }) => ({ words: words.slice(1), line })),
      { words: own, line: server.line },
    ]);
    const key = JSON.stringify([tls.encrypted, tls.verify?.value, tls.options]);
    const draft =
      drafts.get(key) ?? new Draft({ software: "haproxy", name: `backend ${name}`, role: "upstream" }, server.line);
    const address = splitAddress(written.replace(/^(?:ipv[46]|udp[46]?)@/, ""));
    // What is passed on without a change may be the client's TLS.
    const encrypted = tls.encrypted || (isTcp ? null : false);
    draft.end({ ...address, encrypted, local: isLocal(address.address) }, server.line);
    if (!drafts.has(key) && tls.encrypted) sayServer(draft, tls, server.line, defaults);
    drafts.set(key, draft);
  }
  return [...drafts.values()];
}

function modeOf(lines: readonly WordLine[]): string {
  return lines.findLast(({ words }) => words[0] === "mode")?.words[1] ?? "tcp";
}
