// Whatever a server sends, its answer is read or refused, and nothing is read into it that is not there.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { NotTls } from "../../src/tls/byte-reader.ts";
import { parseHead, parseHsts } from "../../src/tls/http-headers.ts";
import { isOldestHello, readAnswer, type ServerAnswer } from "../../src/tls/server-answer.ts";

const version = Buffer.from([3, 3]);
const hello = Buffer.concat([
  Buffer.from([2, 0, 0, 45]),
  version,
  Buffer.alloc(32, 9),
  Buffer.from([0, 0xc0, 0x2f, 0, 0, 5, 0xff, 1, 0, 1, 0]),
]);
const chain = Buffer.from([11, 0, 0, 12, 0, 0, 9, 0, 0, 2, 1, 2, 0, 0, 1, 7]);
const exchange = Buffer.from([12, 0, 0, 6, 3, 0, 29, 2, 8, 8]);
const messages = Buffer.concat([
  hello,
  chain,
  Buffer.from([22, 0, 0, 6, 1, 0, 0, 2, 5, 5]),
  exchange,
  Buffer.from([14, 0, 0, 0]),
]);
const whole = Buffer.concat([Buffer.from([22, 3, 3, messages.length >> 8, messages.length & 0xff]), messages]);

function read(bytes: Buffer): ServerAnswer | undefined {
  try {
    return readAnswer(bytes);
  } catch (thrown) {
    assert.ok(thrown instanceof NotTls, String(thrown));
    return undefined;
  }
}

test("a whole answer is read, also in records of any size", () => {
  const expected = {
    isWhole: true,
    hello: { version: 0x0303, suite: 0xc02f, compression: false, secureRenegotiation: true },
    chain: [Buffer.from([1, 2]), Buffer.from([7])],
    stapled: true,
    group: "x25519",
  };
  assert.deepEqual(readAnswer(whole), expected);
  for (const size of [1, 3, 50]) {
    const records: Buffer[] = [];
    for (let at = 0; at < messages.length; at += size) {
      const part = messages.subarray(at, at + size);
      records.push(Buffer.from([22, 3, 3, 0, part.length]), part);
    }
    assert.deepEqual(readAnswer(Buffer.concat(records)), expected);
  }
});

test("of a part of an answer no more is read than is there", () => {
  for (let length = 0; length < whole.length; length += 1) {
    const answer = readAnswer(whole.subarray(0, length));
    assert.equal(answer.isWhole, false);
    assert.equal(answer.hello, undefined);
  }
});

test("60,000 damaged answers are read or refused", () => {
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(damage, fc.nat(whole.length), (changes, cut) => {
      const bytes = Buffer.from(whole);
      for (const [at, value] of changes) bytes[at] = value;
      const answer = read(bytes.subarray(0, cut === 0 ? bytes.length : cut));
      if (answer?.hello) assert.ok(answer.hello.suite > 0);
    }),
    { numRuns: 60_000 },
  );
});

test("20,000 texts of garbage show no hello", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = Buffer.from(bytes);
      if (text[0] !== 22) assert.equal(read(text)?.hello, undefined);
      else read(text);
      isOldestHello(text);
    }),
    { numRuns: 20_000 },
  );
});

test("20,000 heads of HTTP are read or refused, and an age out of nothing is none", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), (text) => {
      parseHead(text);
      const hsts = parseHsts(text);
      if (!/max-age/i.test(text)) assert.equal(hsts, null);
    }),
    { numRuns: 20_000 },
  );
});

test("Strict-Transport-Security is read as browsers read it", () => {
  assert.deepEqual(parseHsts('max-age="31536000"; includeSubDomains; preload'), {
    maxAge: 31_536_000,
    includeSubDomains: true,
    preload: true,
  });
  assert.deepEqual(parseHsts("MAX-AGE=0"), { maxAge: 0, includeSubDomains: false, preload: false });
  for (const ignored of ["", "includeSubDomains", "max-age=", "max-age=-1", "max-age=1; max-age=2", "max-age=1.5"])
    assert.equal(parseHsts(ignored), null, ignored);
  assert.deepEqual(
    parseHead("HTTP/1.1 301 Moved\r\nStrict-Transport-Security: max-age=5\r\nstrict-transport-security: max-age=9"),
    {
      status: 301,
      hsts: { maxAge: 5, includeSubDomains: false, preload: false },
    },
  );
  assert.equal(parseHead("SSH-2.0-OpenSSH"), undefined);
});
