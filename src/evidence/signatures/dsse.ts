// Reads DSSE envelopes with statements of in-toto: https://github.com/secure-systems-lab/dsse
import { asObject, asText, isMapping, type JsonObject } from "../json.ts";
import { fromBase64 } from "./base64.ts";
import { derOf } from "./certificates.ts";
import { mostSignatures, utf8, type Envelope, type EnvelopeSignature, type Wrong } from "./envelope.ts";
import { readStatement } from "./statement.ts";

const inToto = "application/vnd.in-toto+json";

/** The bytes that are signed: the payload, with its type, and the length of each. */
export function preAuthenticationEncoding(type: string, body: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `;
  return Buffer.concat([Buffer.from(head), body]);
}

/** `certificate` is that of a bundle, for all its signatures. @throws what `wrong` makes */
export function readDsse(envelope: JsonObject, wrong: Wrong, certificate?: Buffer): Omit<Envelope, "format"> {
  const payloadType = asText(envelope["payloadType"]);
  if (payloadType !== inToto) throw wrong(`its payloadType is not ${inToto}`);
  const payload = fromBase64(asText(envelope["payload"]));
  if (!payload || payload.length === 0) throw wrong("its payload is no base64");
  return {
    signed: preAuthenticationEncoding(payloadType, payload),
    signatures: signaturesOf(envelope["signatures"], wrong, certificate),
    ...readStatement(utf8(payload, wrong), wrong),
  };
}

function signaturesOf(value: unknown, wrong: Wrong, certificate: Buffer | undefined): readonly EnvelopeSignature[] {
  if (!Array.isArray(value)) throw wrong("it has no list of signatures");
  if (value.length > mostSignatures) throw wrong(`it has more than ${mostSignatures} signatures`);
  return value.map((item: unknown) => {
    if (!isMapping(item)) throw wrong("a signature is no object");
    const { sig, cert } = asObject(item);
    return { bytes: fromBase64(asText(sig)), certificate: certificate ?? derOf(cert) };
  });
}
