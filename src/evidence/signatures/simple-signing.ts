// Reads signatures of images as `cosign download signature` prints them: simple signing, a payload with its signature.
import { asObject, asText, type JsonObject } from "../json.ts";
import { fromBase64 } from "./base64.ts";
import { derOf } from "./certificates.ts";
import { nothingSaid, utf8, type Envelope, type Wrong } from "./envelope.ts";
import { parsed } from "./statement.ts";

/** What cosign writes, and what others do who write the same payload. */
const types = new Set(["cosign container image signature", "atomic container signature"]);

/** @throws what `wrong` makes */
export function readSimpleSigning(document: JsonObject, wrong: Wrong): Envelope {
  const payload = fromBase64(asText(document["Payload"]));
  if (!payload || payload.length === 0) throw wrong("its Payload is no base64");
  const critical = asObject(parsed(utf8(payload, wrong), wrong)["critical"]);
  if (!types.has(asText(critical["type"]))) throw wrong("its Payload is not that of a signature of an image");
  const digest = asText(asObject(critical["image"])["docker-manifest-digest"]);
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw wrong("its Payload names no digest of an image");
  const name = asText(asObject(critical["identity"])["docker-reference"]);
  const signature = { bytes: fromBase64(asText(document["Base64Signature"])), certificate: derOf(document["Cert"]) };
  return {
    format: "simple-signing",
    signed: payload,
    signatures: [signature],
    statement: { ...nothingSaid, subjects: [{ name, digest }] },
    madeAt: undefined,
  };
}
