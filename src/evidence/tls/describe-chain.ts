// Describes a chain that a server sent: whom it is for, and who vouches at its end.
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { rootCertificates } from "node:tls";
import type { EndpointChain } from "../../model/index.ts";
import type { OpenCertificate } from "../certificates/chain.ts";
import { openCertificate } from "../certificates/describe-certificate.ts";

/** Certificates that are believed, by the names of their subjects. */
export type Authorities = ReadonlyMap<string, readonly X509Certificate[]>;

let publicOnes: Authorities | undefined;

/** Those that Node has of its own, which are Mozilla's. */
export function publicAuthorities(): Authorities {
  publicOnes ??= bySubject(rootCertificates.map((pem) => new X509Certificate(pem)));
  return publicOnes;
}

export function bySubject(certificates: readonly X509Certificate[]): Authorities {
  const named = new Map<string, X509Certificate[]>();
  for (const one of certificates) named.set(one.subject, [...(named.get(one.subject) ?? []), one]);
  return named;
}

/**
 * `given` are the authorities of the measurement; `now` is UTC, ISO 8601.
 * @throws NoCertificate for what is none
 */
export function describeChain(
  ders: readonly Buffer[],
  servername: string,
  given: Authorities,
  now: string,
): EndpointChain | undefined {
  const all = ders.map((der) => openCertificate(der, now));
  const [first] = all;
  if (!first) return undefined;
  const { way, end, endName } = wayFrom(first, all, given);
  const { facts, x509 } = first;
  return {
    subject: facts.subject,
    sha256: facts.sha256,
    length: all.length,
    ordered: all.every((one, index) => index === 0 || isSigned(all[index - 1], one.x509)),
    names: [
      ...facts.dnsNames,
      ...facts.ipAddresses,
      ...(facts.dnsNames.length === 0 && facts.commonName !== "" ? [facts.commonName] : []),
    ],
    nameMatches: isFor(x509, servername),
    end,
    endName,
    daysLeft: Math.min(...way.map((one) => one.facts.daysLeft)),
    hasResponder: /^OCSP - /m.test(x509.infoAccess ?? ""),
  };
}

type Way = Pick<EndpointChain, "end" | "endName"> & { readonly way: readonly OpenCertificate[] };

/** Follows signatures from the first certificate on, through what was sent. */
function wayFrom(first: OpenCertificate, all: readonly OpenCertificate[], given: Authorities): Way {
  const way: OpenCertificate[] = [first];
  for (;;) {
    const last = way.at(-1) ?? first;
    const { subject, issuer, selfSigned } = last.facts;
    for (const [end, authorities] of [["given", given] as const, ["public", publicAuthorities()] as const]) {
      const believed = (authorities.get(last.x509.subject) ?? []).some((one) => one.raw.equals(last.x509.raw));
      const signer = (authorities.get(last.x509.issuer) ?? []).find((one) => isSigned(last, one));
      if (believed) return { way, end, endName: subject };
      if (signer) return { way, end, endName: issuer };
    }
    if (selfSigned) return { way, end: "self", endName: subject };
    const next = all.find((one) => !way.includes(one) && isSigned(last, one.x509));
    if (!next) return { way, end: "missing", endName: issuer };
    way.push(next);
  }
}

function isSigned(one: OpenCertificate | undefined, issuer: X509Certificate): boolean {
  try {
    return one !== undefined && one.x509.checkIssued(issuer) && one.x509.verify(issuer.publicKey);
  } catch {
    // A key of a kind that is not known here verifies nothing.
    return false;
  }
}

/** As clients compare: alternative names, and the common name where there are none. */
function isFor(x509: X509Certificate, servername: string): boolean {
  const found = isIP(servername) === 0 ? x509.checkHost(servername) : x509.checkIP(servername);
  return found !== undefined;
}
