// What stands before TLS: the request of PostgreSQL, STARTTLS of SMTP, the greeting of NATS.
import type { TlsMode } from "../model/index.ts";
import type { Conversation, Ending } from "./conversation.ts";

/** Whether TLS may begin now; or the server does without; or nothing is known, and why. */
export type Beginning =
  | { readonly state: "ready"; readonly tlsOptional?: boolean }
  | { readonly state: "plain"; readonly reason: string }
  | { readonly state: "unknown"; readonly reason: string };

const ready: Beginning = { state: "ready" };

export async function beginTls(mode: TlsMode, conversation: Conversation): Promise<Beginning> {
  if (mode === "postgres") return beginPostgres(conversation);
  if (mode === "smtp") return beginSmtp(conversation);
  return mode === "nats" ? beginNats(conversation) : ready;
}

/** SSLRequest: eight bytes, and one comes back. */
async function beginPostgres(conversation: Conversation): Promise<Beginning> {
  conversation.send(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]));
  const answer = await conversation.until((received) => ({ byte: String.fromCharCode(received.readUInt8(0)) }));
  if (typeof answer === "string") return unknown("PostgreSQL's request for TLS", answer);
  conversation.forget(1);
  if (answer.byte === "S") return ready;
  if (answer.byte === "N") return { state: "plain", reason: "PostgreSQL answers that it has no TLS" };
  return { state: "unknown", reason: "it does not answer PostgreSQL's request for TLS as PostgreSQL does" };
}

async function beginSmtp(conversation: Conversation): Promise<Beginning> {
  const greeting = await reply(conversation);
  if (typeof greeting === "string") return unknown("the greeting of SMTP", greeting);
  if (greeting.code !== "220") return { state: "unknown", reason: `its greeting is no 220 of SMTP` };
  conversation.send("EHLO touchstone.invalid\r\n");
  const hello = await reply(conversation);
  if (typeof hello === "string") return unknown("EHLO", hello);
  const offers = hello.code === "250" && hello.lines.some((line) => /^STARTTLS$/i.test(line));
  if (!offers && /^[25]/.test(hello.code)) return { state: "plain", reason: "SMTP offers no STARTTLS" };
  if (!offers) return { state: "unknown", reason: "it does not answer EHLO as SMTP does" };
  conversation.send("STARTTLS\r\n");
  const begun = await reply(conversation);
  if (typeof begun === "string") return unknown("STARTTLS", begun);
  return begun.code === "220"
    ? ready
    : { state: "unknown", reason: `it refuses STARTTLS, which it offers (${begun.code})` };
}

/** One reply of SMTP, which may have several lines. */
async function reply(conversation: Conversation): Promise<{ code: string; lines: readonly string[] } | Ending> {
  const whole = /^(?:([0-9]{3})-[^\n]*\n)*([0-9]{3})(?: [^\n]*)?\n/;
  const found = await conversation.until((received) => {
    const text = received.toString("latin1", 0, 65_536);
    const [lines, , code = ""] = whole.exec(text) ?? [];
    if (lines !== undefined) return { length: lines.length, code, lines: lines.trim().split(/\r?\n/) };
    // What does not begin as a reply will not become one.
    return /^[0-9]{0,3}(?:$|[ \r-])/.test(text) ? undefined : { length: 0, code: "000", lines: [] };
  });
  if (typeof found === "string") return found;
  conversation.forget(found.length);
  return { code: found.code, lines: found.lines.map((line) => line.slice(4).trim()) };
}

/** The server speaks first, and says in a line of JSON whether it wants TLS. */
async function beginNats(conversation: Conversation): Promise<Beginning> {
  const found = await conversation.until((received) => {
    const end = received.indexOf("\n");
    if (end >= 0) return { line: received.toString("utf8", 0, end), length: end + 1 };
    return received.length > 65_536 || !"INFO ".startsWith(received.toString("latin1", 0, Math.min(5, received.length)))
      ? { line: "", length: 0 }
      : undefined;
  });
  if (typeof found === "string")
    return found === "silent"
      ? { state: "unknown", reason: "no greeting of NATS comes; nats-tls-first:// is for servers that begin with TLS" }
      : unknown("the greeting of NATS", found);
  conversation.forget(found.length);
  const info = infoOf(found.line);
  if (!info) return { state: "unknown", reason: "its greeting is not that of NATS" };
  if (info["tls_required"] === true) return { state: "ready", tlsOptional: false };
  if (info["tls_available"] === true) return { state: "ready", tlsOptional: true };
  return { state: "plain", reason: "NATS says in its greeting that it has no TLS" };
}

function infoOf(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith("INFO ")) return undefined;
  try {
    const info: unknown = JSON.parse(line.slice(5));
    return typeof info === "object" && info !== null ? { ...info } : undefined;
  } catch {
    return undefined;
  }
}

function unknown(what: string, ending: Ending): Beginning {
  return { state: "unknown", reason: `${what} is not answered: ${endings[ending]}` };
}

export const endings: Readonly<Record<Ending, string>> = {
  closed: "it closes the connection",
  reset: "it resets the connection",
  silent: "nothing comes within the time limit",
  flooded: "it sends more than any answer has",
};
