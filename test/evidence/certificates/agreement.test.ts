// What we read in certificates is what openssl reads in them.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { describeCertificate } from "../../../src/evidence/certificates/index.ts";
import type { CertificateFacts } from "../../../src/model/index.ts";
import { derOf, noOpenssl, Workshop, type Wanted } from "./openssl.ts";

const now = "2026-01-01T00:00:00.000Z";
const p256 = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
const authority = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign"];
const server = ["basicConstraints=CA:FALSE", "extendedKeyUsage=serverAuth", "subjectAltName=DNS:nats.agents.svc"];

/** In this order: later ones are signed by earlier ones. */
const kinds: Readonly<Record<string, Wanted>> = {
  root: { subject: "/O=Agents/CN=Agents root", key: p256, days: 3650, extensions: authority },
  "root without names": { subject: "/", key: p256, extensions: authority },
  intermediate: {
    subject: "/O=Agents/CN=Agents issuing",
    key: ["ec", "-pkeyopt", "ec_paramgen_curve:P-384"],
    extensions: ["basicConstraints=critical,CA:TRUE,pathlen:0", "keyUsage=keyCertSign,digitalSignature"],
    issuer: "root",
  },
  server: {
    subject: "/CN=orchestrator",
    key: ["rsa:2048"],
    extensions: [
      "basicConstraints=critical,CA:FALSE",
      "keyUsage=critical,digitalSignature,keyEncipherment",
      "extendedKeyUsage=serverAuth,clientAuth",
      "subjectAltName=DNS:orchestrator.agents.svc,DNS:*.agents.example,IP:10.0.0.7,IP:fd00::7",
    ],
    issuer: "intermediate",
  },
  "small and SHA-1": { subject: "/CN=redis", key: ["rsa:1024"], extensions: server, more: ["-sha1"] },
  MD5: { subject: "/CN=redis", key: ["rsa:2048"], more: ["-md5"] },
  "RSA-PSS": {
    subject: "/CN=nats",
    key: ["rsa:2048"],
    extensions: server,
    more: ["-sha384", "-sigopt", "rsa_padding_mode:pss"],
  },
  "RSA-PSS with SHA-1": { subject: "/CN=nats", key: ["rsa:2048"], more: ["-sha1", "-sigopt", "rsa_padding_mode:pss"] },
  Ed25519: { subject: "/CN=nats", key: ["ed25519"], extensions: server, issuer: "root" },
  Ed448: { subject: "/CN=nats", key: ["ed448"], extensions: server },
  P224: { subject: "/CN=nats", key: ["ec", "-pkeyopt", "ec_paramgen_curve:secp224r1"], more: ["-sha512"] },
  brainpool: { subject: "/CN=nats", key: ["ec", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"] },
  client: {
    subject: "/O=system:masters/CN=orchestrator",
    key: p256,
    extensions: ["extendedKeyUsage=clientAuth,emailProtection", "subjectAltName=email:team@agents.example"],
    issuer: "root",
  },
  workload: {
    subject: "/O=SPIRE",
    key: p256,
    days: 1,
    extensions: ["subjectAltName=URI:spiffe://agents.example/ns/agents/sa/pool", "keyUsage=digitalSignature"],
  },
  "odd purposes": {
    subject: "/CN=pool",
    key: p256,
    extensions: ["extendedKeyUsage=anyExtendedKeyUsage,1.3.6.1.4.1.311.10.3.12,codeSigning,OCSPSigning,timeStamping"],
  },
  "all usages": {
    subject: "/CN=pool",
    key: p256,
    extensions: [
      "keyUsage=digitalSignature,nonRepudiation,keyEncipherment,dataEncipherment,keyAgreement,keyCertSign,cRLSign,encipherOnly,decipherOnly",
    ],
  },
  "odd letters": { subject: '/O=Größe, Söhne/OU=a+b=c"d/CN=pöstgresql', key: p256, extensions: server },
  "next century": { subject: "/CN=postgresql", key: p256, days: 40_000, extensions: authority },
};

const workshop = new Workshop();
after(() => workshop.close());

describe("what certificates say, and what openssl says that they say", { skip: noOpenssl }, () => {
  for (const [name, wanted] of Object.entries(kinds)) {
    it(name, () => {
      workshop.make(name, wanted);
      const facts = describeCertificate(derOf(workshop.read(`${name}.pem`)), now);
      assert.deepEqual(comparable(facts), told(name));
      assert.equal(facts.selfSigned, wanted.issuer === undefined);
    });
  }

  it("version 1, without any extension", () => {
    workshop.run([
      "req",
      "-new",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-subj",
      "/CN=old",
      "-keyout",
      "v1.key",
      "-out",
      "v1.csr",
    ]);
    workshop.run(["x509", "-req", "-in", "v1.csr", "-signkey", "v1.key", "-days", "30", "-out", "v1.pem"]);
    assert.deepEqual(comparable(describeCertificate(derOf(workshop.read("v1.pem")), now)), told("v1"));
  });

  it("DSA", () => {
    workshop.run([
      "genpkey",
      "-genparam",
      "-algorithm",
      "DSA",
      "-pkeyopt",
      "dsa_paramgen_bits:1024",
      "-out",
      "dsa.param",
    ]);
    workshop.run(["genpkey", "-paramfile", "dsa.param", "-out", "dsa.key"]);
    workshop.run(["req", "-x509", "-new", "-key", "dsa.key", "-subj", "/CN=old", "-sha256", "-out", "dsa.pem"]);
    assert.deepEqual(comparable(describeCertificate(derOf(workshop.read("dsa.pem")), now)), told("dsa"));
  });
});

/** What both can say, in one form. */
interface Told {
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly sha256: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly algorithm: string;
  readonly hash: string;
  readonly bits: number | undefined;
  readonly isCa: boolean;
  readonly pathLength: number | null;
  readonly keyUsage: readonly string[];
  readonly extendedKeyUsage: readonly string[];
  readonly names: readonly string[];
}

/** OpenSSL prints sizes of the kinds of keys that have but one; we do not. */
const fixed: Readonly<Record<string, number>> = { ed25519: 253, ed448: 448 };

function comparable(facts: CertificateFacts): Told {
  const { subject, issuer, serial, sha256, notBefore, notAfter, signature, key, isCa, pathLength } = facts;
  return {
    ...{ subject, issuer, serial, sha256, notBefore, notAfter },
    algorithm: signature.algorithm,
    hash: signature.scheme === "rsa-pss" ? signature.hash : "",
    bits: key.bits ?? (key.type in fixed ? undefined : 0),
    ...{ isCa, pathLength },
    keyUsage: facts.keyUsage ?? [],
    extendedKeyUsage: facts.extendedKeyUsage ?? [],
    names: [...facts.dnsNames, ...facts.ipAddresses, ...facts.uris, ...facts.emails].toSorted(),
  };
}

const usages: Readonly<Record<string, string>> = {
  "Digital Signature": "digitalSignature",
  "Non Repudiation": "nonRepudiation",
  "Key Encipherment": "keyEncipherment",
  "Data Encipherment": "dataEncipherment",
  "Key Agreement": "keyAgreement",
  "Certificate Sign": "keyCertSign",
  "CRL Sign": "cRLSign",
  "Encipher Only": "encipherOnly",
  "Decipher Only": "decipherOnly",
};

const purposes: Readonly<Record<string, string>> = {
  "TLS Web Server Authentication": "serverAuth",
  "TLS Web Client Authentication": "clientAuth",
  "E-mail Protection": "emailProtection",
  "Any Extended Key Usage": "anyExtendedKeyUsage",
  "Code Signing": "codeSigning",
  "OCSP Signing": "OCSPSigning",
  "Time Stamping": "timeStamping",
  "1.3.6.1.4.1.311.10.3.12": "1.3.6.1.4.1.311.10.3.12",
};

function told(name: string): Told {
  const text = workshop.run(["x509", "-in", `${name}.pem`, "-noout", "-text"]);
  const one = (args: readonly string[]): string =>
    workshop
      .run(["x509", "-in", `${name}.pem`, "-noout", ...args])
      .replace(/^[^=]*=\s*/, "")
      .trim();
  const line = (title: string): string => new RegExp(`X509v3 ${title}:[^\\n]*\\n\\s*([^\\n]*)`).exec(text)?.[1] ?? "";
  const list = (title: string): readonly string[] =>
    line(title)
      .split(", ")
      .filter((part) => part !== "");
  const dn = (flag: string): string =>
    workshop
      .run(["x509", "-in", `${name}.pem`, "-noout", flag, "-nameopt", "sep_multiline,utf8,esc_2253,esc_ctrl,sname"])
      .split("\n")
      .slice(1)
      .map((part) => part.trim())
      .filter((part) => part !== "")
      .join(", ");
  const time = (flag: string): string => new Date(one([flag])).toISOString();
  const bits = /Public-Key: \((\d+) bit\)/.exec(text)?.[1];
  return {
    subject: dn("-subject"),
    issuer: dn("-issuer"),
    serial: one(["-serial"]).toLowerCase(),
    sha256: one(["-fingerprint", "-sha256"]).replaceAll(":", "").toLowerCase(),
    notBefore: time("-startdate"),
    notAfter: time("-enddate"),
    algorithm: /Signature Algorithm: (\S+)/.exec(text)?.[1] ?? "",
    hash: /Hash Algorithm: (\w+)/.exec(text)?.[1] ?? "",
    bits: bits === undefined ? undefined : Number(bits),
    isCa: line("Basic Constraints").includes("CA:TRUE"),
    pathLength: /pathlen:(\d+)/.exec(line("Basic Constraints"))?.[1] === "0" ? 0 : null,
    keyUsage: list("Key Usage").map((usage) => usages[usage] ?? `? ${usage}`),
    extendedKeyUsage: list("Extended Key Usage").map((purpose) => purposes[purpose] ?? `? ${purpose}`),
    names: list("Subject Alternative Name").map(shownName).toSorted(),
  };
}

function shownName(name: string): string {
  const value = name.replace(/^(?:DNS|IP Address|URI|email):/, "");
  return name.startsWith("IP Address:") && value.includes(":")
    ? new URL(`http://[${value}]`).hostname.slice(1, -1)
    : value;
}
