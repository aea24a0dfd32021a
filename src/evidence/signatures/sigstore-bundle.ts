// Reads bundles of Sigstore, versions 0.1 to 0.3: https://github.com/sigstore/protobuf-specs
import { createHash } from "node:crypto";
import { asList, asObject, asText, isMapping, type JsonObject } from "../json.ts";
import { fromBase64 } from "./base64.ts";
import { derOf } from "./certificates.ts";
import { readDsse } from "./dsse.ts";
import { nothingSaid, type Envelope, type Wrong } from "./envelope.ts";

const mediaTypes = /^application\/vnd\.dev\.sigstore\.bundle(?:\+json;version=0\.[123]|\.v0\.3\+json)$/;

/** `signed` is the file that a bundle without an envelope is the signature of, when it is there. @throws what `wrong` makes */
export function readBundle(bundle: JsonObject, wrong: Wrong, signed: SignedFile | undefined): Envelope {
  if (!mediaTypes.test(asText(bundle["mediaType"])))
    throw wrong("its mediaType is that of no bundle of version 0.1, 0.2 or 0.3");
  const certificate = certificateIn(asObject(bundle["verificationMaterial"]));
  const { dsseEnvelope, messageSignature } = bundle;
  const format = "sigstore-bundle";
  if (isMapping(dsseEnvelope)) return { format, ...readDsse(dsseEnvelope, wrong, certificate) };
  if (!isMapping(messageSignature)) throw wrong("it has neither a dsseEnvelope nor a messageSignature");
  const { algorithm, digest: encoded } = asObject(messageSignature["messageDigest"]);
  const digest = fromBase64(asText(encoded))?.toString("hex") ?? "";
  if (algorithm !== "SHA2_256" || digest.length !== 64) throw wrong("its messageDigest is none of SHA2_256");
  // By the bytes that are verified themselves, which an unpacked file has others of than the one on disk.
  const isThatFile = signed !== undefined && createHash("sha256").update(signed.bytes).digest("hex") === digest;
  return {
    format,
    // The digest alone is a claim: what is signed are the bytes.
    signed: isThatFile ? signed.bytes : undefined,
    signatures: [{ bytes: fromBase64(asText(messageSignature["signature"])), certificate }],
    statement: { ...nothingSaid, subjects: [{ name: isThatFile ? signed.name : "", digest: `sha256:${digest}` }] },
    madeAt: undefined,
  };
}

/** A file that lies beside its bundle. */
export interface SignedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** That of the signer comes first in a chain. */
function certificateIn({ certificate, x509CertificateChain }: JsonObject): Buffer | undefined {
  const [first] = asList(asObject(x509CertificateChain)["certificates"]);
  return derOf(asObject(certificate ?? first)["rawBytes"]);
}
