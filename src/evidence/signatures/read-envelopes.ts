// Reads a file of signatures whole: one JSON object, a list of them, or one on each line. What is damaged is an error.
import { TouchstoneError } from "../../model/index.ts";
import { isMapping, type JsonObject } from "../json.ts";
import { readDsse } from "./dsse.ts";
import { utf8, type Envelope, type Wrong } from "./envelope.ts";
import { readBundle, type SignedFile } from "./sigstore-bundle.ts";
import { readSimpleSigning } from "./simple-signing.ts";

const hint =
  "Give DSSE envelopes with in-toto statements, bundles of Sigstore, or what `cosign download signature` prints, whole and unchanged.";

/** More in one file are refused. */
const mostEnvelopes = 10_000;

/**
 * In the order of the file; `name` is what errors call it.
 * @throws TouchstoneError E_SIGNATURE
 */
export function readEnvelopes(bytes: Uint8Array, name: string, signed?: SignedFile): readonly Envelope[] {
  const wrong: Wrong = (what) =>
    new TouchstoneError("E_SIGNATURE", `${name} holds no signature that can be read: ${what}`, hint);
  const documents = documentsIn(
    utf8(bytes, () => wrong("it is no UTF-8")),
    wrong,
  );
  if (documents.length > mostEnvelopes) throw wrong(`it holds more than ${mostEnvelopes.toLocaleString("en")}`);
  return documents.map((document, index) => {
    const own: Wrong = documents.length === 1 ? wrong : (what) => wrong(`of number ${index + 1}, ${what}`);
    return readEnvelope(document, own, signed);
  });
}

function readEnvelope(document: JsonObject, wrong: Wrong, signed: SignedFile | undefined): Envelope {
  if ("mediaType" in document) return readBundle(document, wrong, signed);
  if ("payloadType" in document) return { format: "dsse", ...readDsse(document, wrong) };
  if ("Base64Signature" in document) return readSimpleSigning(document, wrong);
  throw wrong("it has neither mediaType, as a bundle has, nor payloadType, as an envelope has, nor Base64Signature");
}

function documentsIn(text: string, wrong: Wrong): readonly JsonObject[] {
  const whole = jsonOf(text);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const values = whole === undefined ? lines.map(jsonOf) : Array.isArray(whole) ? whole : [whole];
  const objects = values.filter(isMapping);
  if (values.length === 0) throw wrong("it is empty");
  if (objects.length < values.length)
    throw wrong("it is neither a JSON object, nor a list of them, nor one on each line");
  return objects;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
