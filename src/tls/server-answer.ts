// Reads what a server answers to a hello: its choice, its certificates and its key exchange stand in clear.
import { describeSuite } from "../model/index.ts";
import { ByteReader, NotTls } from "./byte-reader.ts";
import { groupName, suiteName } from "./codes.ts";

export interface ServerHello {
  /** The code of the version that the server chose. */
  readonly version: number;
  readonly suite: number;
  readonly compression: boolean;
  readonly secureRenegotiation: boolean;
  /** Of the key exchange, where it has one that is known. */
  readonly group?: string;
}

/** Grows as the answer comes in. */
export interface ServerAnswer {
  readonly hello?: ServerHello;
  /** The first fatal alert. */
  readonly alert?: number;
  /** DER, as they were sent; of TLS 1.3 they are encrypted. */
  readonly chain?: readonly Buffer[];
  readonly stapled?: boolean;
  readonly dhBits?: number;
  readonly group?: string;
  /** Whether nothing more will come that could be read. */
  readonly isWhole: boolean;
}

/** What is longer is no answer to a hello. */
const mostBytes = 512 * 1024;
const mostCertificates = 20;
const retryRandom = Buffer.from("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c", "hex");

/**
 * Reads an answer from its beginning on; more of it may come.
 * @throws NotTls
 */
export function readAnswer(bytes: Buffer): ServerAnswer {
  if (bytes.length > mostBytes) throw new NotTls("the answer is too long");
  const { messages, alert, isBroken } = readRecords(bytes);
  return withMessages(messages, alert, isBroken);
}

interface Records {
  /** Handshake messages, joined. */
  readonly messages: Buffer;
  readonly alert?: number;
  /** Whether encrypted records follow. */
  readonly isBroken: boolean;
}

function readRecords(bytes: Buffer): Records {
  const parts: Buffer[] = [];
  let at = 0;
  while (bytes.length - at >= 5) {
    const type = bytes.readUInt8(at);
    const major = bytes.readUInt8(at + 1);
    const length = bytes.readUInt16BE(at + 3);
    if (type < 20 || type > 24 || major !== 3 || length > 18_432)
      throw new NotTls("it sends records that are none of TLS");
    if (bytes.length - at - 5 < length) break;
    const content = bytes.subarray(at + 5, at + 5 + length);
    at += 5 + length;
    if (type === 22) parts.push(content);
    else if (type === 21 && length === 2) {
      const isFatal = content.readUInt8(0) === 2 || content.readUInt8(1) === 0;
      if (isFatal) return { messages: Buffer.concat(parts), alert: content.readUInt8(1), isBroken: true };
    } else return { messages: Buffer.concat(parts), isBroken: true };
  }
  const [first] = bytes;
  if (at === 0 && first !== undefined && (first < 20 || first > 24))
    throw new NotTls("it sends records that are none of TLS");
  return { messages: Buffer.concat(parts), isBroken: false };
}

function withMessages(messages: Buffer, alert: number | undefined, isBroken: boolean): ServerAnswer {
  let answer: ServerAnswer = { ...(alert !== undefined && { alert }), isWhole: isBroken };
  const reader = new ByteReader(messages);
  while (reader.left >= 4) {
    const type = reader.number(1);
    const length = reader.number(3);
    if (length > mostBytes) throw new NotTls("a message is too long");
    if (reader.left < length) break;
    const content = new ByteReader(reader.bytes(length));
    if (answer.hello === undefined && type !== 2) {
      // Only a request to begin again may stand before the hello.
      if (type === 0) continue;
      throw new NotTls("its first message is no hello");
    }
    if (type === 2) answer = withHello(answer, content);
    else if (type === 11) answer = { ...answer, chain: readChain(content) };
    else if (type === 22) answer = { ...answer, stapled: content.left > 4 };
    else if (type === 12) answer = { ...answer, ...readKeyExchange(answer.hello, content) };
    else if (type === 14) return { ...answer, isWhole: true };
    if (answer.hello?.version === 0x0304) return { ...answer, isWhole: true };
  }
  return answer;
}

function withHello(answer: ServerAnswer, content: ByteReader): ServerAnswer {
  if (answer.hello !== undefined) throw new NotTls("it says hello twice");
  const legacy = content.number(2);
  const random = content.bytes(32);
  content.vector(1);
  const suite = content.number(2);
  const compression = content.number(1) !== 0;
  let version = legacy;
  let secureRenegotiation = false;
  let group: string | undefined;
  const extensions = new ByteReader(content.left > 0 ? content.vector(2) : Buffer.alloc(0));
  while (extensions.left > 0) {
    const type = extensions.number(2);
    const value = new ByteReader(extensions.vector(2));
    if (type === 43) version = value.number(2);
    else if (type === 0xff01) secureRenegotiation = true;
    else if (type === 51) group = groupName(value.number(2));
  }
  const isRetry = random.equals(retryRandom);
  if (isRetry && version !== 0x0304) throw new NotTls("it asks for a retry in a version that has none");
  if (suiteName(suite) === undefined) throw new NotTls("it chose a suite that is none");
  const hello = { version, suite, compression, secureRenegotiation, ...(group !== undefined && { group }) };
  return { ...answer, hello, ...(group !== undefined && { group }) };
}

function readChain(content: ByteReader): readonly Buffer[] {
  const chain: Buffer[] = [];
  const list = new ByteReader(content.vector(3));
  while (list.left > 0) {
    chain.push(Buffer.from(list.vector(3)));
    if (chain.length > mostCertificates) throw new NotTls("its chain is too long");
  }
  return chain;
}

/** The size of the prime, or the curve; nothing of other key exchanges. */
function readKeyExchange(hello: ServerHello | undefined, content: ByteReader): Partial<ServerAnswer> {
  const exchange = describeSuite(suiteName(hello?.suite ?? 0) ?? "")?.keyExchange ?? "";
  if (exchange.endsWith("PSK")) content.vector(2);
  if (exchange.startsWith("ECDH")) {
    const isNamed = content.number(1) === 3;
    return { group: isNamed ? groupName(content.number(2)) : "explicit" };
  }
  return exchange.startsWith("DH") ? { dhBits: bitsOf(content.vector(2)) } : {};
}

function bitsOf(number: Buffer): number {
  const first = number.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (number.length - first) * 8 - Math.clz32(number.readUInt8(first)) + 24;
}

/** Whether the answer is a hello of SSLv2 that has ciphers for the client. */
export function isOldestHello(bytes: Buffer): boolean {
  if (bytes.length < 13) return false;
  const isShort = (bytes.readUInt8(0) & 0x80) !== 0;
  const at = isShort ? 2 : 3;
  return bytes.readUInt8(at) === 4 && bytes.readUInt16BE(at + 3) === 2 && bytes.readUInt16BE(at + 7) >= 3;
}
