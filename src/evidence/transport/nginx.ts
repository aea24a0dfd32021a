// Reads nginx.conf and its parts: each server, with what it inherits. https://nginx.org/en/docs/http/ngx_http_ssl_module.html
import type { TransportEnd } from "../../model/index.ts";
import { Draft, type PlacedTransport, type Wrong } from "./draft.ts";
import { readNginx, type Directive } from "./nginx-syntax.ts";
import { named, nearest, type Scope } from "./nginx-scope.ts";
import { upstreamsOf } from "./nginx-upstreams.ts";
import { cipherParts, isLocal, protocolsIn, splitAddress } from "./words.ts";

/** @throws what `wrong` makes */
export function nginxTransports(text: string, wrong: Wrong): readonly PlacedTransport[] {
  const root = readNginx(text, wrong);
  const found: PlacedTransport[] = [];
  for (const { name, block } of root) {
    if (!block || !["http", "stream"].includes(name)) continue;
    for (const server of named(block, "server")) found.push(...ofServer(server, [block], name));
  }
  // Of a part of the settings, what is around it is in another file.
  for (const server of named(root, "server")) found.push(...ofServer(server, [root], "part"));
  return found;
}

function ofServer(server: Directive, around: Scope, within: string): readonly PlacedTransport[] {
  const isStream = within === "stream";
  const block = server.block ?? [];
  const scope = [...around, block];
  const [names] = named(block, "server_name");
  const name = ["server", ...(names?.words.slice(0, 1) ?? [])].join(" ").trim();
  const draft = new Draft({ software: "nginx", name, role: "server" }, server.line);
  if (within === "part") draft.leaveOpen();
  const legacy = nearest(scope, "ssl")?.words[0] === "on";
  const answers = isStream ? "content" : answersOf(block);
  const listens = named(block, "listen");
  for (const { words, line } of listens) {
    const [where = "", ...options] = words;
    const encrypted = legacy || options.includes("ssl") || options.includes("quic");
    const address = splitAddress(where);
    draft.end(
      {
        ...address,
        port: address.port ?? (isLocal(where) && where.includes("/") ? null : 80),
        // A stream passes on what comes, which may be TLS.
        encrypted: encrypted || (isStream ? null : false),
        local: isLocal(address.address),
        answers: encrypted ? "content" : answers,
      },
      line,
    );
  }
  if (listens.length === 0 && !isStream)
    draft.end({ address: "", port: 80, encrypted: legacy, local: false, answers: legacy ? "content" : answers });
  if (draft.isEncrypted) sayTls(draft, scope, isStream);
  return [draft.done(), ...upstreamsOf(block, scope, name, within)];
}

function sayTls(draft: Draft, scope: Scope, isStream: boolean): void {
  const protocols = nearest(scope, "ssl_protocols");
  if (protocols) draft.say("protocols", protocolsIn(protocols.words), protocols.line);
  const ciphers = nearest(scope, "ssl_ciphers");
  if (ciphers) draft.say("ciphers", cipherParts(ciphers.words.join(":")), ciphers.line);
  const groups = nearest(scope, "ssl_ecdh_curve");
  if (groups) draft.say("groups", cipherParts(groups.words.join(":")), groups.line);
  const verify = nearest(scope, "ssl_verify_client");
  if (verify) draft.say("clientAuth", clientAuth[verify.words[0] ?? ""] ?? "none", verify.line);
  const header = isStream ? undefined : strictTransport(scope);
  if (header) draft.say("hsts", true, header.line);
  // Since 1.27.3; before, TLS 1.0 and 1.1 were in it as well.
  draft.assume("protocols", ["TLSv1.2", "TLSv1.3"]).assume("ciphers", ["HIGH", "!aNULL", "!MD5"]);
  draft.assume("clientAuth", "none");
  if (!isStream) draft.assume("hsts", false);
  for (const { words } of scope.flatMap((block) => named(block, "ssl_certificate"))) draft.certificate(words[0] ?? "");
}

const clientAuth: Readonly<Record<string, "optional" | "required">> = {
  on: "required",
  optional: "optional",
  optional_no_ca: "optional",
};

/** Headers are inherited only by blocks that add none themselves. */
function strictTransport(scope: Scope): Directive | undefined {
  for (const block of scope.toReversed()) {
    const headers = [...named(block, "add_header"), ...named(block, "more_set_headers")];
    const found = headers.find(({ words }) => /strict-transport-security/i.test(words[0] ?? ""));
    if (found || headers.length > 0) return found;
  }
  return undefined;
}

/** What a request gets: the server's own `return` decides, or that of its only locations. */
function answersOf(block: readonly Directive[]): TransportEnd["answers"] {
  const own = named(block, "return").map(answerOf)[0];
  if (own) return own;
  if (named(block, "rewrite").some(isRedirect)) return "redirect";
  if (named(block, "if").some(asksForScheme)) return "redirect";
  const locations = named(block, "location").map((location) => {
    const [answer] = named(location.block ?? [], "return").map(answerOf);
    return answer ?? "content";
  });
  // What proves to an authority whose name it is has to be there without TLS.
  const others = locations.filter((_, index) => !isChallenge(named(block, "location")[index]));
  if (others.length === 0 || others.includes("content")) return "content";
  return others.includes("redirect") ? "redirect" : "error";
}

function answerOf({ words: [code = "", target = ""] }: Directive): TransportEnd["answers"] {
  if (/^(?:30[12378]\s*)$/.test(code) && target.startsWith("https://")) return "redirect";
  if (code.startsWith("https://")) return "redirect";
  return /^4\d\d$/.test(code) ? "error" : "content";
}

function isRedirect({ words: [pattern = "", target = ""] }: Directive): boolean {
  return /^\^?(?:\/|\(\.\*\)|\.\*|\/\(\.\*\))?\$?$/.test(pattern) && target.startsWith("https://");
}

/** `if ($scheme = http) { return 301 https://...; }` */
function asksForScheme({ words, block = [] }: Directive): boolean {
  const condition = words.join(" ").replaceAll(/[\s()"']/g, "");
  const isAsked = ["$scheme=http", "$scheme!=https", "$https="].includes(condition);
  return isAsked && named(block, "return").some((directive) => answerOf(directive) === "redirect");
}

function isChallenge(location: Directive | undefined): boolean {
  return location?.words.some((word) => word.includes("/.well-known/acme-challenge")) ?? false;
}
