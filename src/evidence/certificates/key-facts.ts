// What a public key is: its kind and its size.
import type { X509Certificate } from "node:crypto";
import type { CertificateKey } from "../../model/index.ts";

/** `oid` is the kind that the certificate itself says, for kinds that Node's OpenSSL does not know. */
export function keyOf(certificate: X509Certificate, oid: string): CertificateKey {
  const key = publicKeyOf(certificate);
  const type = key?.asymmetricKeyType;
  if (!key || type === undefined) return { type: oid, bits: null, curve: "" };
  const { modulusLength, namedCurve = "" } = key.asymmetricKeyDetails ?? {};
  return { type, bits: modulusLength ?? curveBits(namedCurve), curve: namedCurve };
}

/** Undefined where Node's OpenSSL does not know the kind of key, or the key is none. */
export function publicKeyOf(certificate: X509Certificate): X509Certificate["publicKey"] | undefined {
  try {
    return certificate.publicKey;
  } catch {
    return undefined;
  }
}

/** Names of curves hold the size of their field: `prime256v1`, `secp384r1`, `brainpoolP512r1`. */
function curveBits(curve: string): number | null {
  const [bits] = /\d{3}/.exec(curve) ?? [];
  return bits === undefined ? null : Number(bits);
}
