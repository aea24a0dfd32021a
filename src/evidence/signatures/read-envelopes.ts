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
/** Of what findings and reports may show. */
const longestText = 2000;

export interface PlacedEnvelope extends Envelope {
  /** Where it begins, as far as that is known: in a file of lines its own, else the first. */
  readonly line: number;
}

/**
 * In the order of the file; `name` is what errors call it.
 * @throws TouchstoneError E_SIGNATURE
 */
export function readEnvelopes(bytes: Uint8Array, name: string, signed?: SignedFile): readonly PlacedEnvelope[] {
  const wrong: Wrong = (what) =>
    new TouchstoneError("E_SIGNATURE", `${name} holds no signature that can be read: ${what}`, hint);
  const documents = documentsIn(
    utf8(bytes, () => wrong("it is no UTF-8")),
    wrong,
  );
  if (documents.length > mostEnvelopes) throw wrong(`it holds more than ${mostEnvelopes.toLocaleString("en")}`);
  return documents.map(({ document, line }, index) => {
    const own: Wrong = documents.length === 1 ? wrong : (what) => wrong(`of number ${index + 1}, ${what}`);
    const envelope = readEnvelope(document, own, signed);
    if (hasLongText(envelope.statement))
      throw own(`a name or an address in it is longer than ${longestText} characters`);
    return { ...envelope, line };
  });
}

function readEnvelope(document: JsonObject, wrong: Wrong, signed: SignedFile | undefined): Envelope {
  if ("mediaType" in document) return readBundle(document, wrong, signed);
  if ("payloadType" in document) return { format: "dsse", ...readDsse(document, wrong) };
  if ("Base64Signature" in document) return readSimpleSigning(document, wrong);
  throw wrong("it has neither mediaType, as a bundle has, nor payloadType, as an envelope has, nor Base64Signature");
}

function hasLongText({ subjects, ...texts }: Envelope["statement"]): boolean {
  return [...Object.values(texts), ...subjects.map(({ name }) => name)].some((text) => text.length > longestText);
}

interface PlacedDocument {
  readonly document: JsonObject;
  readonly line: number;
}

function documentsIn(text: string, wrong: Wrong): readonly PlacedDocument[] {
  const values = valuesIn(text);
  if (values.length === 0) throw wrong("it is empty");
  return values.map(({ value, line }) => {
    if (!isMapping(value)) throw wrong("it is neither a JSON object, nor a list of them, nor one on each line");
    return { document: value, line };
  });
}

function valuesIn(text: string): readonly { readonly value: unknown; readonly line: number }[] {
  const whole = jsonOf(text);
  if (whole !== undefined)
    return (Array.isArray(whole) ? whole : [whole]).map((value: unknown) => ({ value, line: 1 }));
  const lines = text.split("\n").map((content, index) => ({ content, line: index + 1 }));
  return lines
    .filter(({ content }) => content.trim() !== "")
    .map(({ content, line }) => ({ value: jsonOf(content), line }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
