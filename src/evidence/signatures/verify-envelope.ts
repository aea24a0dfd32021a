// Verifies the signatures of an envelope with the keys that were given, and with nothing else: no log and no network is asked.
import type { SignatureVerdict } from "../../model/index.ts";
import { authorityOf, certificateOf, identityOf } from "./certificates.ts";
import type { Envelope, EnvelopeSignature } from "./envelope.ts";
import { keyId, type TrustedKey } from "./trusted-keys.ts";
import { verifiesBytes } from "./verify-bytes.ts";

/** One verdict for each signature, in their order. */
export function verifyEnvelope(
  { signed, signatures }: Pick<Envelope, "signed" | "signatures">,
  keys: readonly TrustedKey[],
): readonly SignatureVerdict[] {
  return signatures.map((signature) => {
    if (keys.length === 0) return unverified("no key was given");
    if (!signed) return unverified("the file that it is the signature of does not lie beside it");
    return verifySignature(signed, signature, keys);
  });
}

function verifySignature(
  signed: Buffer,
  { bytes, certificate: der }: EnvelopeSignature,
  keys: readonly TrustedKey[],
): SignatureVerdict {
  if (!bytes || bytes.length === 0) return unverified("it is no base64");
  const own = keys.find(({ key }) => verifiesBytes(key, signed, bytes));
  if (own) {
    const identity = own.certificate ? identityOf(own.certificate) : "";
    return { key: own.id, verified: true, reason: "", authority: "", identity };
  }
  const certificate = certificateOf(der);
  if (!certificate) return unverified("none of the keys that were given made it");
  const authority = authorityOf(certificate, keys);
  if (!authority) return unverified("no key that was given made it, or issued its certificate for signing code");
  if (!verifiesBytes(certificate.publicKey, signed, bytes))
    return unverified("the key of its certificate did not make it");
  return {
    key: keyId(certificate.publicKey),
    verified: true,
    reason: "",
    authority: authority.id,
    identity: identityOf(certificate),
  };
}

function unverified(reason: string): SignatureVerdict {
  return { key: "", verified: false, reason, authority: "", identity: "" };
}
