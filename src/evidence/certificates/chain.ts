// How the certificates of one file or entry belong together: who signed whom, and whose private key lies beside them.
import { createPrivateKey, type KeyObject, type X509Certificate } from "node:crypto";
import type { Certificate, CertificateFacts } from "../../model/index.ts";
import { isSignedBy } from "./describe-certificate.ts";

export interface OpenCertificate {
  readonly facts: CertificateFacts;
  readonly x509: X509Certificate;
}

type Chain = Certificate["chain"];

/** A chain fact for each certificate; `authorities` are what the Secret's ca.crt has, undefined without one. */
export function chainsOf(all: readonly OpenCertificate[], authorities?: readonly OpenCertificate[]): readonly Chain[] {
  const leaves = all.filter(({ facts }) => facts.role === "leaf").length;
  const first = all[0]?.facts.role ?? "leaf";
  const reachesAuthority = authorities
    ? authorities.some((authority) => all.some((one) => isBelow(one, authority)))
    : null;
  const named = new Map<string, OpenCertificate[]>();
  for (const one of all) {
    const { subject } = one.facts;
    named.set(subject, [...(named.get(subject) ?? []), one]);
  }
  const issuers = all.map((one, position) => {
    return issuerOf(one, all[position + 1], named.get(one.facts.issuer) ?? []);
  });
  return all.map((_, position) => ({ position, leaves, first, issuers, reachesAuthority }));
}

/** A certificate that signed itself is its own issuer, even where another one of the same name follows. */
function issuerOf(
  one: OpenCertificate,
  next: OpenCertificate | undefined,
  named: readonly OpenCertificate[],
): Chain["issuers"][number] {
  if (one.facts.selfSigned) return "self";
  if (next && isSigned(one, next)) return "next";
  return named.some((other) => other !== one && isSigned(one, other)) ? "elsewhere" : "missing";
}

function isSigned(one: OpenCertificate, issuer: OpenCertificate): boolean {
  return one.facts.issuer === issuer.facts.subject && isSignedBy(one.x509, issuer.x509);
}

function isBelow(one: OpenCertificate, authority: OpenCertificate): boolean {
  return one.facts.sha256 === authority.facts.sha256 || isSigned(one, authority);
}

/**
 * For each certificate, whether one of the private keys is its own. `first` says that the key has to be that of the first,
 * as servers present it; else any of them may have it. Null where there is nothing to compare.
 */
export function keyMatchesOf(
  all: readonly OpenCertificate[],
  keys: readonly string[],
  first: boolean,
): readonly (boolean | null)[] {
  const readable = keys.map(readKey).filter((key) => key !== undefined);
  const none = all.map(() => null);
  if (readable.length === 0) return none;
  const owner = (first ? all.slice(0, 1) : all).findIndex(({ x509 }) => readable.some((key) => isOwn(x509, key)));
  return all.map((_, position) => (position === owner ? true : owner === -1 && position === 0 ? false : null));
}

/** Undefined for keys that are encrypted, or are none. */
function readKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

function isOwn(x509: X509Certificate, key: KeyObject): boolean {
  try {
    return x509.checkPrivateKey(key);
  } catch {
    return false;
  }
}
