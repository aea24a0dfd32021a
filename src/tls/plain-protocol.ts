// Recognises servers that speak without TLS. Nothing of what they say is kept.
import { Conversation, Unreached } from "./conversation.ts";

/** What the beginning of an answer shows; `isPlain` when the protocol has no way to TLS from there. */
interface Spoken {
  readonly isPlain: boolean;
  readonly reason: string;
}

const beginnings: readonly (Spoken & { readonly pattern: RegExp })[] = [
  { pattern: /^HTTP\/[12]/, isPlain: true, reason: "it answers a hello of TLS in plain HTTP" },
  { pattern: /^-(?:ERR|NOAUTH|DENIED) /, isPlain: true, reason: "it answers a hello of TLS in plain Redis" },
  { pattern: /^INFO \{/, isPlain: false, reason: "it greets as NATS before TLS begins: ask nats://" },
  { pattern: /^220[ -]/, isPlain: false, reason: "it greets as SMTP or FTP before TLS begins: ask smtp:// of SMTP" },
  { pattern: /^SSH-[12]\./, isPlain: false, reason: "it greets as SSH" },
  { pattern: /^\+OK /, isPlain: false, reason: "it greets as POP3 before TLS begins, which is not asked" },
  { pattern: /^\* OK /, isPlain: false, reason: "it greets as IMAP before TLS begins, which is not asked" },
];

/** Undefined for what is not known. */
export function spokenPlainly(received: Buffer): Spoken | undefined {
  const text = received.toString("latin1", 0, 64);
  return beginnings.find(({ pattern }) => pattern.test(text));
}

/** Whether Redis answers a ping without TLS; also by saying that it wants a password first. */
export async function isPlainRedis(address: string, port: number, milliseconds: number): Promise<boolean> {
  let conversation: Conversation | undefined;
  try {
    conversation = await Conversation.open(address, port, milliseconds);
    conversation.send("PING\r\n");
    const answer = await conversation.until((received) =>
      received.includes("\n") ? { text: received.toString("latin1", 0, 64) } : undefined,
    );
    return typeof answer !== "string" && /^(?:\+PONG|-NOAUTH|-DENIED|-ERR)/.test(answer.text);
  } catch (thrown) {
    if (thrown instanceof Unreached) return false;
    throw thrown;
  } finally {
    conversation?.close();
  }
}
