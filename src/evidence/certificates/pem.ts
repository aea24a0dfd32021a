// Takes certificates, and the private keys beside them, out of text in PEM. Keys are handed on to be compared, and never kept.
import { NoCertificate } from "./describe-certificate.ts";
import { DamagedDer, readDer } from "./der.ts";

export interface PemContent {
  /** DER, in their order. */
  readonly certificates: readonly Buffer[];
  /** Private keys as they are written, each with its marks. */
  readonly keys: readonly string[];
}

const mark = /-----(BEGIN|END) ([A-Z0-9 ]+)-----/g;
const beginning = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/;
const certificateLabels = new Set(["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"]);
/** More of them in one text is no list of authorities any longer. */
const mostCertificates = 2000;

/** Whether it holds a certificate in PEM, or means to. */
export function holdsCertificate(text: string): boolean {
  return beginning.test(text);
}

/** The lines, from 1, in which certificates begin. */
export function certificateLines(text: string): readonly number[] {
  return text.split("\n").flatMap((line, index) => (beginning.test(line) ? [index + 1] : []));
}

/**
 * Everything between marks; what stands outside of them says nothing.
 * @throws NoCertificate when a mark has no counterpart, or a certificate is no base64
 */
export function readPem(text: string): PemContent {
  const certificates: Buffer[] = [];
  const keys: string[] = [];
  let open: { readonly label: string; readonly from: number; readonly body: number } | undefined;
  for (const found of text.matchAll(mark)) {
    const [whole, side, label = ""] = found;
    if (side === "BEGIN") {
      if (open) throw new NoCertificate(`a block in PEM (${shown(open.label)}) has no end`);
      open = { label, from: found.index, body: found.index + whole.length };
      continue;
    }
    if (open?.label !== label) throw new NoCertificate(`a block in PEM (${shown(label)}) has an end and no beginning`);
    if (certificateLabels.has(label)) certificates.push(decode(text.slice(open.body, found.index), label));
    else if (label.endsWith("PRIVATE KEY")) keys.push(text.slice(open.from, found.index + whole.length));
    if (certificates.length > mostCertificates)
      throw new NoCertificate(`it has more than ${mostCertificates} certificates`);
    open = undefined;
  }
  if (open) throw new NoCertificate(`a block in PEM (${shown(open.label)}) has no end`);
  return { certificates, keys };
}

/** A label is letters, but may be long. */
function shown(label: string): string {
  return label.slice(0, 40);
}

function decode(body: string, label: string): Buffer {
  const der = fromBase64(body);
  if (!der) throw new NoCertificate("a certificate in PEM is no base64");
  // OpenSSL writes what a certificate is trusted for after it.
  return label === "TRUSTED CERTIFICATE" ? der.subarray(0, lengthOf(der)) : der;
}

function lengthOf(der: Buffer): number {
  try {
    return readDer(der).length;
  } catch (thrown) {
    if (!(thrown instanceof DamagedDer))
      throw new NoCertificate("it does not parse as a certificate", { cause: thrown });
    throw new NoCertificate(thrown.message, { cause: thrown });
  }
}

/** Undefined unless it is base64 to the last letter; white space is none. */
export function fromBase64(text: string): Buffer | undefined {
  const letters = text.replaceAll(/\s+/g, "");
  const isWhole = letters.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(letters);
  return isWhole ? Buffer.from(letters, "base64") : undefined;
}
