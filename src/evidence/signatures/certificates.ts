// Certificates of signers: how formats carry them, whether an authority issued one for signing code, and whom it names.
import { X509Certificate } from "node:crypto";
import { asObject, asText } from "../json.ts";
import { fromBase64 } from "./base64.ts";
import { faultOfKey, type TrustedKey } from "./trusted-keys.ts";

const codeSigning = "1.3.6.1.5.5.7.3.3";

/** DER of a certificate as PEM, as base64, or as Go prints one, `{Raw}`; undefined for all else. */
export function derOf(value: unknown): Buffer | undefined {
  const text = asText(value) || asText(asObject(value)["Raw"]);
  const [, pem] = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/.exec(text) ?? [];
  const der = fromBase64((pem ?? text).replaceAll(/\s+/g, ""));
  return der?.length ? der : undefined;
}

/** Undefined for bytes that are no certificate, or have a key that signatures are not verified with. */
export function certificateOf(der: Buffer | undefined): X509Certificate | undefined {
  if (!der) return undefined;
  try {
    const certificate = new X509Certificate(der);
    return faultOfKey(certificate.publicKey) === undefined ? certificate : undefined;
  } catch {
    return undefined;
  }
}

/** The authority among the keys that issued the certificate, with no other between, for signing code. */
export function authorityOf(certificate: X509Certificate, keys: readonly TrustedKey[]): TrustedKey | undefined {
  // Else whoever has a certificate of the same authority for a web server could sign images.
  if (!certificate.keyUsage?.includes(codeSigning)) return undefined;
  return keys.find(({ certificate: issuer, key }) => {
    if (!issuer?.ca) return false;
    try {
      return certificate.checkIssued(issuer) && certificate.verify(key);
    } catch {
      return false;
    }
  });
}

/** The one address or e-mail address that it is for. With several, or such as have to be quoted, nobody could tell: empty. */
export function identityOf({ subjectAltName }: X509Certificate): string {
  const [, identity = ""] = /^(?:URI|email):([^\s,"]+)$/.exec(subjectAltName ?? "") ?? [];
  return identity;
}
