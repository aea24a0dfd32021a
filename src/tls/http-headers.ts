// Reads the status and Strict-Transport-Security of an answer of HTTP/1.1; nothing else of it is kept.
import type { Readable } from "node:stream";
import type { Hsts } from "../model/index.ts";

const mostBytes = 64 * 1024;

/** Undefined for what is no HTTP, or has too long a head. */
export async function readHeaders(
  stream: Readable,
): Promise<{ readonly status: number; readonly hsts: Hsts | null } | undefined> {
  let text = "";
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    text += chunk.toString("latin1");
    const end = text.search(/\r?\n\r?\n/);
    if (end >= 0) return parseHead(text.slice(0, end));
    if (text.length > mostBytes) return undefined;
  }
  return undefined;
}

export function parseHead(head: string): { readonly status: number; readonly hsts: Hsts | null } | undefined {
  const [first = "", ...lines] = head.split(/\r?\n/);
  const status = /^HTTP\/1\.[01] ([1-5][0-9]{2})(?: |$)/.exec(first)?.[1];
  if (status === undefined) return undefined;
  // Of several the first counts: RFC 6797, section 8.1.
  const sent = lines.find((line) => /^strict-transport-security:/i.test(line));
  return { status: Number(status), hsts: sent === undefined ? null : parseHsts(sent.slice(sent.indexOf(":") + 1)) };
}

/** Null for what a browser ignores: without an age, or with a directive twice. */
export function parseHsts(value: string): Hsts | null {
  const directives = value.split(";").flatMap((part) => {
    const [, name = "", written = ""] = /^\s*([^=\s]+)\s*(?:=\s*"?([^"]*?)"?\s*)?$/.exec(part) ?? [];
    return name === "" ? [] : [[name.toLowerCase(), written] as const];
  });
  const names = directives.map(([name]) => name);
  const age = directives.find(([name]) => name === "max-age")?.[1];
  if (age === undefined || !/^[0-9]+$/.test(age) || new Set(names).size !== names.length) return null;
  return {
    maxAge: Math.min(Number(age), Number.MAX_SAFE_INTEGER),
    includeSubDomains: names.includes("includesubdomains"),
    preload: names.includes("preload"),
  };
}
