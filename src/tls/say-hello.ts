// Says one hello to an endpoint, and classes what comes back.
import { beginTls, endings } from "./begin-tls.ts";
import { NotTls } from "./byte-reader.ts";
import { alertName } from "./codes.ts";
import { Conversation, seconds, Unreached } from "./conversation.ts";
import { spokenPlainly } from "./plain-protocol.ts";
import { isOldestHello, readAnswer, type ServerAnswer, type ServerHello } from "./server-answer.ts";
import type { TlsTarget } from "./target.ts";

export interface Reached extends Omit<TlsTarget, "target"> {
  readonly address: string;
  /** Of one connection, from its beginning to its end. */
  readonly milliseconds: number;
}

export type Said =
  /** It said hello; of the rest of its answer what came. */
  | {
      readonly state: "accepted";
      readonly hello: ServerHello;
      readonly answer: ServerAnswer;
      readonly tlsOptional?: boolean;
    }
  /** It speaks TLS, and refuses with an alert. */
  | { readonly state: "refused"; readonly reason: string }
  /** It ended the connection without a word, which may mean no, or anything else. */
  | { readonly state: "ended"; readonly reason: string }
  /** It speaks its protocol without TLS. */
  | { readonly state: "plain"; readonly reason: string }
  /** Nothing, or nothing that means something. */
  | { readonly state: "unknown"; readonly reason: string };

export async function sayHello(endpoint: Reached, bytes: Buffer): Promise<Said> {
  return converse(endpoint, async (conversation, tlsOptional) => {
    conversation.send(bytes);
    let last: ServerAnswer | undefined;
    const ended = await conversation.until((received) => {
      last = readAnswer(received);
      return last.isWhole ? last : undefined;
    });
    const { hello, alert } = last ?? {};
    // An alert behind a hello is a refusal all the same.
    if (alert !== undefined) return { state: "refused", reason: `the alert ${alertName(alert)}` };
    if (last && hello)
      return { state: "accepted", hello, answer: last, ...(tlsOptional !== undefined && { tlsOptional }) };
    return afterEnding(endpoint, typeof ended === "string" ? ended : "closed", conversation.received);
  });
}

/** The same in SSLv2, whose answer says only yes. */
export async function sayOldestHello(
  endpoint: Reached,
  bytes: Buffer,
): Promise<Exclude<Said["state"], "accepted"> | "yes"> {
  let isAccepted = false;
  const said = await converse(endpoint, async (conversation) => {
    conversation.send(bytes);
    const found = await conversation.until((received) => (received.length >= 13 ? { received } : undefined));
    isAccepted = isOldestHello(typeof found === "string" ? conversation.received : found.received);
    return typeof found === "string"
      ? afterEnding(endpoint, found, conversation.received)
      : { state: "refused", reason: "" };
  });
  return isAccepted ? "yes" : said.state === "accepted" ? "refused" : said.state;
}

/** Opens a connection, gets to where TLS begins, and closes it whatever happens. */
async function converse(
  endpoint: Reached,
  speak: (conversation: Conversation, tlsOptional: boolean | undefined) => Promise<Said>,
): Promise<Said> {
  let conversation: Conversation | undefined;
  try {
    conversation = await Conversation.open(endpoint.address, endpoint.port, endpoint.milliseconds);
    const beginning = await beginTls(endpoint.mode, conversation);
    return beginning.state === "ready" ? await speak(conversation, beginning.tlsOptional) : beginning;
  } catch (thrown) {
    if (thrown instanceof Unreached) return { state: "unknown", reason: thrown.message };
    if (!(thrown instanceof NotTls)) throw thrown;
    const spoken = spokenPlainly(conversation?.received ?? Buffer.alloc(0));
    if (!spoken) return { state: "unknown", reason: `what it answers is no TLS: ${thrown.message}` };
    return { state: spoken.isPlain ? "plain" : "unknown", reason: spoken.reason };
  } finally {
    conversation?.close();
  }
}

function afterEnding(endpoint: Reached, ending: keyof typeof endings, received: Buffer): Said {
  if (ending === "silent")
    return {
      state: "unknown",
      reason: `${received.length === 0 ? "no" : "no whole"} answer within ${seconds(endpoint.milliseconds)}`,
    };
  if (ending === "flooded" || received.length > 0)
    return { state: "unknown", reason: `no whole answer: ${endings[ending]}` };
  return { state: "ended", reason: endings[ending] };
}
