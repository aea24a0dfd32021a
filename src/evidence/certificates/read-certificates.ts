// Reads the certificates of one file, in PEM or DER. A file that holds none is damage: somebody named it as evidence.
import { TouchstoneError, type Certificate } from "../../model/index.ts";
import { describeAll, describePem, openAll, type Found } from "./certificate-set.ts";
import { NoCertificate } from "./describe-certificate.ts";

const hint = "Give whole certificates in PEM or DER; PKCS#7, PKCS#12 and Java's key stores are not read.";

/**
 * `name` is what errors call the file; nothing of its content is quoted.
 * @throws TouchstoneError E_CERTIFICATE
 */
export function readCertificates(bytes: Buffer, name: string, now: string): readonly Certificate[] {
  const wrong = (what: string, cause?: unknown): TouchstoneError =>
    new TouchstoneError("E_CERTIFICATE", `${name}: ${what}`, hint, cause);
  const found: Found = { source: "file", use: "", of: name, entry: "", keys: [] };
  const text = bytes.toString("latin1");
  try {
    if (!text.includes("-----BEGIN ")) return describeAll(openAll([bytes], now), found);
    const all = describePem(text, now, found);
    if (all.length > 0) return all;
  } catch (thrown) {
    if (thrown instanceof NoCertificate) throw wrong(`no certificate that can be read: ${thrown.message}`, thrown);
    throw thrown;
  }
  const what = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) ? "a private key, and no certificate" : "no certificate";
  throw wrong(`there is ${what} in it`);
}
