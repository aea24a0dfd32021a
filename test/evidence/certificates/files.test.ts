// Files with certificates: PEM and DER, what is no certificate, and what is told of them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { derOf } from "./openssl.ts";
import { chain, gather, testKey } from "./read.ts";

const [leaf, issuer, root] = chain();

describe("files with certificates", () => {
  it("all facts of a certificate", async () => {
    const { certificates, problems, evidence } = await gather({
      certificates: { "orchestrator.pem": `text before\n${leaf}${issuer}` },
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      evidence.map(({ kind, source, documents }) => ({ kind, source, documents })),
      [{ kind: "certificate", source: "DIR/orchestrator.pem", documents: 2 }],
    );
    const { serial, sha256, ...facts } = certificates[0] ?? { serial: "", sha256: "" };
    assert.match(serial, /^[0-9a-f]{38,40}$/);
    assert.match(sha256, /^[0-9a-f]{64}$/);
    assert.deepEqual(facts, {
      subject: "CN=orchestrator",
      issuer: "O=Agents, CN=Agents issuing",
      commonName: "orchestrator",
      notBefore: "2025-11-01T00:00:00.000Z",
      notAfter: "2026-06-01T00:00:00.000Z",
      daysLeft: 151,
      ageDays: 61,
      lifetimeDays: 212,
      key: { type: "ec", bits: 256, curve: "prime256v1" },
      signature: { algorithm: "ecdsa-with-SHA256", hash: "sha256", scheme: "ecdsa" },
      selfSigned: false,
      isCa: false,
      pathLength: null,
      keyUsage: ["digitalSignature"],
      extendedKeyUsage: ["serverAuth"],
      dnsNames: ["orchestrator.agents.svc"],
      ipAddresses: [],
      uris: [],
      emails: [],
      role: "leaf",
      source: "file",
      use: "",
      of: "DIR/orchestrator.pem",
      entry: "",
      chain: { position: 0, leaves: 1, first: "leaf", issuers: ["next", "missing"], reachesAuthority: null },
      keyMatches: null,
    });
  });

  it("DER says what PEM says, whatever the line breaks", async () => {
    const forms = {
      "a.der": derOf(leaf),
      "b.crt": leaf,
      "c.cer": leaf.replaceAll("\n", "\r\n"),
      "d.pem": `\uFEFF${leaf}`,
    };
    const { certificates, problems } = await gather({ certificates: forms });
    assert.deepEqual(problems, []);
    assert.deepEqual([...new Set(certificates.map(({ sha256 }) => sha256))].length, 1);
    assert.equal(certificates.length, 4);
  });

  it("a certificate that is not the first has its number in its name", async () => {
    const { subjects } = await gather({ certificates: { "chain of nats.pem": leaf + issuer + root } });
    assert.deepEqual(
      subjects.map(({ kind, resource }) => `${kind} ${resource.name}`),
      [
        "certificate DIR/chain-of-nats.pem",
        "credential DIR/chain-of-nats.pem",
        "certificate DIR/chain-of-nats.pem#2",
        "certificate DIR/chain-of-nats.pem#3",
      ],
    );
  });

  const key = testKey();
  for (const [what, content, message] of [
    ["nothing", "", "no certificate that can be read: it is no DER"],
    ["text", "orchestrator", "no certificate that can be read: it is no DER"],
    ["only a private key", key, "there is a private key, and no certificate in it"],
    [
      "only a public key",
      "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
      "there is no certificate in it",
    ],
    ["PKCS#7", "-----BEGIN PKCS7-----\nMAAA\n-----END PKCS7-----\n", "there is no certificate in it"],
    [
      "a certificate without its end",
      leaf.slice(0, 300),
      "no certificate that can be read: a block in PEM (CERTIFICATE) has no end",
    ],
    [
      "a key whose end is another's",
      key.replace("END PRIVATE", "END EC PRIVATE"),
      "no certificate that can be read: a block in PEM (EC PRIVATE KEY) has an end and no beginning",
    ],
    [
      "DER that goes on",
      Buffer.concat([derOf(leaf), Buffer.from([0])]),
      "no certificate that can be read: there are bytes after its end",
    ],
    [
      "DER that ends too early",
      derOf(leaf).subarray(0, -1),
      "no certificate that can be read: it does not parse as DER",
    ],
  ] as const) {
    it(`${what} is a problem, and none of it is quoted`, async () => {
      const { certificates, evidence, problems } = await gather({ certificates: { "server.pem": content } });
      assert.deepEqual({ certificates, evidence }, { certificates: [], evidence: [] });
      assert.deepEqual(
        problems.map(({ code, message: text }) => ({ code, text })),
        [{ code: "E_CERTIFICATE", text: `DIR/server.pem: ${message}` }],
      );
    });
  }
});
