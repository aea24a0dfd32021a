// Whom a server of nginx passes requests on to, and whether it verifies who that is.
import { Draft, type PlacedTransport } from "./draft.ts";
import type { Directive } from "./nginx-syntax.ts";
import { named, nearest, type Scope } from "./nginx-scope.ts";
import { cipherParts, isLocal, protocolsIn, splitAddress, type Address } from "./words.ts";

/** One document for each address that is passed on to; `within` is the block around the server. */
export function upstreamsOf(
  block: readonly Directive[],
  scope: Scope,
  server: string,
  within: string,
): readonly PlacedTransport[] {
  const found = new Map<string, PlacedTransport>();
  const waiting: { readonly block: readonly Directive[]; readonly scope: Scope }[] = [{ block, scope }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const directive of next.block) {
      const way = ways[directive.name];
      if (directive.block) waiting.push({ block: directive.block, scope: [...next.scope, directive.block] });
      else if (way !== undefined) {
        const passed = passedOn(directive, way, next.scope, server, within);
        const key = `${passed.document.name}\n${JSON.stringify(passed.document.verifiesPeer)}`;
        if (!found.has(key)) found.set(key, passed);
      }
    }
  }
  return [...found.values()].toSorted((left, right) => lineOf(left) - lineOf(right));
}

function lineOf({ places }: PlacedTransport): number {
  return places.get("") ?? 0;
}

/** Directives that pass requests on, with the prefix of those that set their TLS. */
const ways: Readonly<Record<string, string>> = { proxy_pass: "proxy_ssl", grpc_pass: "grpc_ssl" };

function passedOn(
  { words: [target = ""], line }: Directive,
  prefix: string,
  scope: Scope,
  server: string,
  within: string,
): PlacedTransport {
  const [, scheme = "", rest = target] = /^([a-z]+):\/\/(.*)$/.exec(target) ?? [];
  // Variables after the address are of the path.
  const host = /^(?:unix:[^:]*|\$?[^/$?]*)/.exec(rest)?.[0] ?? "";
  const name = `${server} to ${scheme === "" ? "" : `${scheme}://`}${host}`;
  const draft = new Draft({ software: "nginx", name, role: "upstream" }, line);
  if (within === "part") draft.leaveOpen();
  const encrypted = within === "stream" ? encryptedStream(scope) : scheme === "https" || scheme === "grpcs";
  for (const address of addressesOf(host, scope))
    draft.end({ ...address, encrypted, local: isLocal(address.address) }, line);
  if (encrypted !== true) return draft.done();
  const protocols = nearest(scope, `${prefix}_protocols`);
  if (protocols) draft.say("protocols", protocolsIn(protocols.words), protocols.line);
  const ciphers = nearest(scope, `${prefix}_ciphers`);
  if (ciphers) draft.say("ciphers", cipherParts(ciphers.words.join(":")), ciphers.line);
  const verify = nearest(scope, `${prefix}_verify`);
  if (verify) draft.say("verifiesPeer", verify.words[0] === "on", verify.line);
  draft.assume("protocols", ["TLSv1.2", "TLSv1.3"]).assume("ciphers", ["DEFAULT"]).assume("verifiesPeer", false);
  return draft.done();
}

/** A stream without TLS of its own may carry that of the client. */
function encryptedStream(scope: Scope): true | null {
  return nearest(scope, "proxy_ssl")?.words[0] === "on" ? true : null;
}

/** Those of the group with this name, where there is one. */
function addressesOf(host: string, scope: Scope): readonly Address[] {
  const group = scope.flatMap((block) => named(block, "upstream")).find(({ words }) => words[0] === host);
  if (!group) return [splitAddress(host)];
  return named(group.block ?? [], "server").map(({ words }) => splitAddress(words[0] ?? ""));
}
