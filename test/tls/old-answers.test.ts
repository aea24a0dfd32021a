// What no library here speaks any longer is found in answers that are written down: SSLv2, SSLv3, RC4, 3DES, export, compression.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { describeSuite, type TlsMeasurement } from "../../src/model/index.ts";
import { suiteCode } from "../../src/tls/codes.ts";
import { measure, suitesIn } from "./measure.ts";
import { scriptedServer, type Running } from "./servers.ts";

const started: Running[] = [];
after(async () => {
  for (const server of started) await server.stop();
});

const record = (type: number, version: number, content: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([type, version >> 8, version & 0xff, content.length >> 8, content.length & 0xff]),
    content,
  ]);
const message = (type: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([type, 0, content.length >> 8, content.length & 0xff]), content]);

interface Speaker {
  readonly versions: readonly number[];
  readonly suites: readonly string[];
  readonly compression?: boolean;
  readonly renegotiation?: boolean;
  readonly dhBits?: number;
}

/** Answers as a server of its time: it takes the first suite of its own that the hello has, in just these versions. */
function answer(hello: Buffer, speaker: Speaker): Buffer {
  const refused = record(21, 0x0300, Buffer.from([2, 40]));
  if (hello.readUInt8(0) !== 22) return refused;
  const version = hello.readUInt16BE(9);
  const sessionLength = hello.readUInt8(43);
  const count = hello.readUInt16BE(44 + sessionLength) / 2;
  const offered = Array.from({ length: count }, (_, index) => hello.readUInt16BE(46 + sessionLength + index * 2));
  const suite = speaker.suites.map(suiteCode).find((code) => offered.includes(code));
  if (!speaker.versions.includes(version) || suite === undefined) return refused;
  const extensions = speaker.renegotiation === true ? Buffer.from([0, 5, 0xff, 1, 0, 1, 0]) : Buffer.alloc(0);
  const tail = Buffer.from([0, suite >> 8, suite & 0xff, speaker.compression === true ? 1 : 0]);
  const said = message(
    2,
    Buffer.concat([Buffer.from([version >> 8, version & 0xff]), Buffer.alloc(32, 7), tail, extensions]),
  );
  const prime = Buffer.alloc((speaker.dhBits ?? 0) / 8, 0xff);
  const exchange = Buffer.concat([
    Buffer.from([prime.length >> 8, prime.length & 0xff]),
    prime,
    Buffer.from([0, 1, 2, 0, 1, 5]),
  ]);
  const own = speaker.dhBits === undefined ? Buffer.alloc(0) : message(12, exchange);
  return record(22, version, Buffer.concat([said, own, message(14, Buffer.alloc(0))]));
}

async function ask(speaker: Speaker): Promise<TlsMeasurement> {
  const server = await scriptedServer((socket) =>
    socket.once("data", (hello: Buffer) => socket.end(answer(hello, speaker))),
  );
  started.push(server);
  return measure(`127.0.0.1:${server.port}`, undefined, { milliseconds: 500 });
}

test("SSLv3 with RC4, 3DES, DES and export suites is found", async () => {
  const suites = [
    "TLS_RSA_WITH_RC4_128_MD5",
    "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
    "TLS_RSA_WITH_DES_CBC_SHA",
    "TLS_RSA_EXPORT_WITH_RC4_40_MD5",
  ];
  const measured = await ask({ versions: [0x0300], suites });
  assert.equal(measured.outcome, "measured", measured.reason);
  assert.deepEqual(measured.protocols, [{ name: "SSLv3", suites }]);
  assert.equal(measured.secureRenegotiation, false);
});

test("RC4 and 3DES in TLS 1.2 are found beside a good suite", async () => {
  const suites = [
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
    "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
  ];
  const measured = await ask({ versions: [0x0303], suites, renegotiation: true });
  assert.deepEqual(suitesIn(measured, "TLSv1.2").toSorted(), suites.toSorted());
  assert.equal(measured.secureRenegotiation, true);
});

test("compression, and a prime of 512 bits, are found", async () => {
  const measured = await ask({
    versions: [0x0301],
    suites: ["TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA"],
    compression: true,
    dhBits: 512,
  });
  assert.deepEqual([measured.compression, measured.dhBits], [true, [512]]);
});

test("a server that stops answering has refused nothing: what it ended since is open", async () => {
  const speaker: Speaker = { versions: [0x0303], suites: ["TLS_RSA_WITH_AES_128_GCM_SHA256"], renegotiation: true };
  const gaps: (readonly string[])[] = [];
  for (const until of [20, 1000]) {
    let count = 0;
    const server = await scriptedServer((socket) =>
      socket.once("data", (hello: Buffer) => {
        count += 1;
        const said = answer(hello, speaker);
        // It refuses by ending the connection, as some do.
        if (count > until || said.readUInt8(0) === 21) socket.end();
        else socket.end(said);
      }),
    );
    started.push(server);
    const measured = await measure(`127.0.0.1:${server.port}`);
    assert.deepEqual(measured.protocols, [{ name: "TLSv1.2", suites: speaker.suites }]);
    gaps.push(measured.gaps.filter(({ about }) => about === "protocols").map(({ reason }) => reason));
  }
  assert.deepEqual(gaps, [["it ended connections, and no longer answers what it answered before"], []]);
});

test("SSLv2 is found by its own hello", async () => {
  const server = await scriptedServer((socket) =>
    socket.once("data", (hello: Buffer) => {
      const isOldest = (hello.readUInt8(0) & 0x80) !== 0 && hello.readUInt8(2) === 1;
      const body = Buffer.from([4, 0, 1, 0, 2, 0, 0, 0, 3, 0, 16, 1, 0, 128, ...Buffer.alloc(16)]);
      socket.end(
        isOldest ? Buffer.concat([Buffer.from([0x80, body.length]), body]) : record(21, 0x0300, Buffer.from([2, 40])),
      );
    }),
  );
  started.push(server);
  const measured = await measure(`127.0.0.1:${server.port}`);
  assert.deepEqual(measured.protocols, [{ name: "SSLv2", suites: [] }]);
});

test("what a suite's name says is read out of it", () => {
  const facts = [
    "TLS_RSA_EXPORT_WITH_RC4_40_MD5",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_DH_anon_WITH_AES_128_CBC_SHA",
    "TLS_AES_128_CCM_8_SHA256",
  ].map(describeSuite);
  assert.deepEqual(
    facts.map(
      (fact) =>
        fact && [
          fact.keyExchange,
          fact.authentication,
          fact.forwardSecret,
          fact.exportGrade,
          fact.encryption,
          fact.bits,
          fact.mac,
        ],
    ),
    [
      ["RSA", "RSA", false, true, "RC4_40", 40, "MD5"],
      ["ECDHE", "ECDSA", true, false, "CHACHA20_POLY1305", 256, "AEAD"],
      ["DH_anon", "none", true, false, "AES_128_CBC", 128, "SHA"],
      ["any", "any", true, false, "AES_128_CCM_8", 128, "AEAD"],
    ],
  );
  for (const name of [
    "",
    "TLS_",
    "TLS_RSA_WITH_",
    "TLS_NONE_WITH_AES_128_CBC_SHA",
    "TLS_AES_128_CBC_SHA",
    "constructor",
  ])
    assert.equal(describeSuite(name), undefined, name);
});
