// What HAProxy's words for TLS mean: options of `bind` and `server`, and their defaults in `global`.
import type { Draft } from "./draft.ts";
import type { WordLine } from "./lines.ts";
import { cipherParts, protocolName, protocolsBetween } from "./words.ts";

export interface HaproxyDefaults {
  readonly global: readonly WordLine[];
  readonly prefix: "ssl-default-bind" | "ssl-default-server";
}

/** Of one `bind` line, and what it inherits. */
export function sayBind(draft: Draft, bind: WordLine, defaults: HaproxyDefaults): void {
  const options = bind.words.slice(2);
  sayVersions(draft, options, bind.line, defaults);
  const verify = after(options, "verify");
  if (verify !== undefined) {
    const value = verify === "required" ? "required" : verify === "optional" ? "optional" : "none";
    draft.say("clientAuth", value, bind.line);
  }
  draft.assume("clientAuth", "none");
  const certificate = after(options, "crt");
  if (certificate !== undefined) draft.certificate(certificate);
}

export interface ServerTls {
  readonly encrypted: boolean;
  readonly options: readonly string[];
  readonly verify: { readonly value: string; readonly line: number } | undefined;
}

/** Of the lines that hold for a server, its own the last. */
export function serverTls(lines: readonly WordLine[]): ServerTls {
  let encrypted = false;
  let verify: ServerTls["verify"];
  const options: string[] = [];
  for (const { words, line } of lines) {
    if (words.includes("ssl")) encrypted = true;
    if (words.includes("no-ssl")) encrypted = false;
    const value = after(words, "verify");
    if (value !== undefined) verify = { value, line };
    options.push(...words.filter((word) => isVersionOption(word)), ...valued(words));
  }
  return { encrypted, options, verify };
}

export function sayServer(draft: Draft, tls: ServerTls, line: number, defaults: HaproxyDefaults): void {
  sayVersions(draft, tls.options, line, defaults);
  const all = defaults.global.findLast(({ words }) => words[0] === "ssl-server-verify");
  if (tls.verify) draft.say("verifiesPeer", tls.verify.value !== "none", tls.verify.line);
  else if (all) draft.say("verifiesPeer", all.words[1] !== "none", all.line);
  draft.assume("verifiesPeer", true);
}

function sayVersions(
  draft: Draft,
  options: readonly string[],
  line: number,
  { global, prefix }: HaproxyDefaults,
): void {
  const usual = global.findLast(({ words }) => words[0] === `${prefix}-options`);
  const own = options.filter(isVersionOption).length > 0 || valued(options).some((word) => word.endsWith("-ver"));
  if (own) draft.say("protocols", versionsOf([...(usual?.words ?? []), ...options]), line);
  else if (usual) draft.say("protocols", versionsOf(usual.words), usual.line);
  draft.assume("protocols", ["TLSv1.2", "TLSv1.3"]);
  const names = ["ciphers", "ciphersuites"];
  const written = names.flatMap((name) => {
    const value = after(options, name);
    if (value !== undefined) return [{ value, line }];
    const inherited = global.findLast(({ words }) => words[0] === `${prefix}-${name}`);
    return inherited ? [{ value: inherited.words[1] ?? "", line: inherited.line }] : [];
  });
  const [first] = written;
  if (first)
    draft.say(
      "ciphers",
      written.flatMap(({ value }) => cipherParts(value)),
      first.line,
    );
  const curves = after(options, "curves") ?? after(options, "ecdhe");
  const usualCurves = global.findLast(({ words }) => words[0] === `${prefix}-curves`);
  if (curves !== undefined) draft.say("groups", cipherParts(curves), line);
  else if (usualCurves) draft.say("groups", cipherParts(usualCurves.words[1] ?? ""), usualCurves.line);
}

function isVersionOption(word: string): boolean {
  return /^(?:no-|force-)(?:sslv3|tlsv1[0-3])$/.test(word);
}

/** Options of versions and ciphers that have a value, with it. */
function valued(words: readonly string[]): readonly string[] {
  const names = ["ssl-min-ver", "ssl-max-ver", "ciphers", "ciphersuites", "curves"];
  return names.flatMap((name) => {
    const value = after(words, name);
    return value === undefined ? [] : [name, value];
  });
}

/** The last of each option holds; since 2.2 nothing below TLS 1.2 is spoken unless it is asked for. */
function versionsOf(options: readonly string[]): readonly string[] {
  const forced = options.findLast((word) => word.startsWith("force-"));
  if (forced !== undefined) return [protocolName(forced.slice("force-".length))];
  const between = protocolsBetween(
    after(options, "ssl-min-ver") ?? "TLSv1.2",
    after(options, "ssl-max-ver") ?? "TLSv1.3",
  );
  const without = new Set(options.filter(isVersionOption).map((word) => protocolName(word.slice("no-".length))));
  return between.filter((version) => !without.has(version));
}

/** What stands after the last word of a name. */
function after(words: readonly string[], name: string): string | undefined {
  const at = words.lastIndexOf(name);
  return at === -1 ? undefined : words[at + 1];
}
