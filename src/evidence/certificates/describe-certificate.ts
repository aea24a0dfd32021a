// Describes one certificate: what is written in it, and how that stands at a time. It needs nothing but the bytes.
import { X509Certificate } from "node:crypto";
import type { CertificateFacts } from "../../model/index.ts";
import { childOf, DamagedDer, isTagged, oidOf, readWholeDer, tags, type Der } from "./der.ts";
import { readExtensions } from "./extensions.ts";
import { keyOf, publicKeyOf } from "./key-facts.ts";
import { signatureOf } from "./signature-algorithms.ts";

const dayMs = 86_400_000;

/** Why bytes are no certificate that can be read; its message says what is wrong, and quotes nothing. */
export class NoCertificate extends Error {}

/**
 * The facts of a certificate in DER, and Node's own view of it. `now` is UTC, ISO 8601.
 * @throws NoCertificate
 */
export function openCertificate(
  der: Buffer,
  now: string,
): { readonly facts: CertificateFacts; readonly x509: X509Certificate } {
  try {
    // OpenSSL reads PEM, too: a certificate in DER is a sequence.
    if (der[0] !== 0x30) throw new DamagedDer("it is no DER");
    const written = readWholeDer(der);
    const x509 = new X509Certificate(der);
    return { facts: factsOf(x509, written, now), x509 };
  } catch (thrown) {
    const why = thrown instanceof DamagedDer ? thrown.message : "it does not parse as a certificate";
    throw new NoCertificate(why, { cause: thrown });
  }
}

/**
 * What a certificate in DER says.
 * @throws NoCertificate
 */
export function describeCertificate(der: Buffer, now: string): CertificateFacts {
  return openCertificate(der, now).facts;
}

function factsOf(x509: X509Certificate, written: Der, now: string): CertificateFacts {
  const parts = childOf(written, 0, tags.sequence).children;
  // The version comes first, in a tag of its own, and may be missing.
  const start = isTagged(parts[0], 0, "context") ? 1 : 0;
  const [algorithm, validity, key] = [parts[start + 1], parts[start + 3], parts[start + 5]];
  if (!algorithm || !validity || !key) throw new DamagedDer("a part of it is missing");
  const signedWith = childOf(written, 1, tags.sequence);
  const oid = oidOf(childOf(signedWith, 0, tags.oid));
  if (oid !== oidOf(childOf(algorithm, 0, tags.oid)))
    throw new DamagedDer("it names two different algorithms for its signature");
  const [begin, end] = [timeOf(validity.children[0]), timeOf(validity.children[1])];
  const time = Date.parse(now);
  const extensions = readExtensions(parts.find((part) => isTagged(part, 3, "context"))?.children[0]);
  const selfSigned = isSelfSigned(x509);
  return {
    subject: nameOf(x509.subject),
    issuer: nameOf(x509.issuer),
    commonName: commonNameOf(x509.subject),
    serial: x509.serialNumber.toLowerCase(),
    sha256: x509.fingerprint256.replaceAll(":", "").toLowerCase(),
    notBefore: new Date(begin).toISOString(),
    notAfter: new Date(end).toISOString(),
    daysLeft: days(end - time),
    ageDays: days(time - begin),
    lifetimeDays: days(end - begin),
    key: keyOf(x509, oidOf(childOf(childOf(key, 0, tags.sequence), 0, tags.oid))),
    signature: signatureOf(signedWith, oid),
    selfSigned,
    ...extensions,
    role: extensions.isCa ? (selfSigned ? "root" : "intermediate") : "leaf",
  };
}

/** Rounded down, so that what has expired a second ago is below zero. */
function days(ms: number): number {
  return Math.floor((ms / dayMs) * 100) / 100;
}

/** Two digits of a year, as UTCTime has them, mean 1950 to 2049. */
function timeOf(der: Der | undefined): number {
  const isShort = isTagged(der, tags.utc);
  if (!der || (!isShort && !isTagged(der, tags.generalized)))
    throw new DamagedDer("it does not say from when to when it is valid");
  const text = der.content.toString("latin1");
  const [, written = "", ...others] =
    (isShort ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/).exec(text) ?? [];
  const year = isShort ? `${Number(written) < 50 ? "20" : "19"}${written}` : written;
  const [month, day, hour, minute, second] = others;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = Date.parse(iso);
  // The calendar would carry 30 February over.
  if (Number.isNaN(time) || new Date(time).toISOString() !== iso)
    throw new DamagedDer("a time of its validity is none");
  return time;
}

function isSelfSigned(x509: X509Certificate): boolean {
  return x509.subject === x509.issuer && isSignedBy(x509, x509);
}

/** Whether the one names the other as its issuer, and the other's key verifies its signature. */
export function isSignedBy(x509: X509Certificate, issuer: X509Certificate): boolean {
  if (x509.issuer !== issuer.subject) return false;
  const key = publicKeyOf(issuer);
  if (!key) return false;
  try {
    return x509.verify(key);
  } catch {
    return false;
  }
}

/** Node writes each part in a line of its own, and escapes line breaks within. It has none for an empty name. */
function nameOf(lines: string | undefined): string {
  return (lines ?? "").split("\n").join(", ");
}

function commonNameOf(lines: string | undefined): string {
  const line = (lines ?? "").split("\n").findLast((one) => one.startsWith("CN="));
  return line?.slice("CN=".length) ?? "";
}
