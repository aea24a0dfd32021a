// Reads the keys that signatures are verified with: public keys and certificates, in PEM.
import { createHash, createPublicKey, X509Certificate, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { messageOf, TouchstoneError } from "../../model/index.ts";

export interface TrustedKey {
  readonly key: KeyObject;
  /** SHA-256 of the public key (SPKI), in hexadecimal digits. */
  readonly id: string;
  /** Where the key was given as a certificate: that of an authority also stands for those that it issued. */
  readonly certificate?: X509Certificate;
}

const hint =
  "Name a PEM file with public keys or certificates: ECDSA P-256, P-384 or P-521, Ed25519, or RSA of at least 2048 bits.";

const curves = new Set(["prime256v1", "secp384r1", "secp521r1"]);
const leastRsaBits = 2048;
/** Larger files are no keys. */
const mostBytes = 1024 * 1024;

/** @throws TouchstoneError E_SIGNATURE, which never quotes what the file holds */
export async function readTrustedKeys(paths: readonly string[]): Promise<readonly TrustedKey[]> {
  const keys: TrustedKey[] = [];
  for (const path of paths) {
    const text = await readFile(path, "latin1").catch((error: unknown) => {
      throw new TouchstoneError("E_SIGNATURE", `the key ${path} cannot be read: ${messageOf(error)}`, hint, error);
    });
    keys.push(...trustedKeysIn(text, path));
  }
  return keys;
}

/** All keys of one PEM file. @throws TouchstoneError E_SIGNATURE */
export function trustedKeysIn(text: string, path: string): readonly TrustedKey[] {
  const wrong = (what: string): TouchstoneError =>
    new TouchstoneError("E_SIGNATURE", `${path} is no key that signatures can be verified with: ${what}`, hint);
  if (text.length > mostBytes) throw wrong("it is larger than 1 MiB");
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text))
    throw wrong("it holds a private key, which belongs to whoever signs alone");
  const blocks = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g)];
  if (blocks.length === 0) throw wrong("it has no PEM block");
  return blocks.map(([pem, label = ""]) => {
    if (label === "CERTIFICATE") {
      const certificate = parsed(() => new X509Certificate(pem), wrong, "a certificate in it is damaged");
      return {
        ...trusted(
          parsed(() => certificate.publicKey, wrong, "the key of a certificate is of no known kind"),
          wrong,
        ),
        certificate,
      };
    }
    if (label !== "PUBLIC KEY") throw wrong(`it has a block ${label}`);
    return trusted(
      parsed(() => createPublicKey(pem), wrong, "a public key in it is damaged"),
      wrong,
    );
  });
}

/** SHA-256 of a public key (SPKI). */
export function keyId(key: KeyObject): string {
  return createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex");
}

/** What is wrong with a kind of key; undefined for one that signatures are verified with. */
export function faultOfKey({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): string | undefined {
  if (type === "ed25519") return undefined;
  if (type === "ec") {
    const curve = details?.namedCurve ?? "";
    return curves.has(curve) ? undefined : "its curve is none of P-256, P-384 and P-521";
  }
  if (type !== "rsa" && type !== "rsa-pss") return "it is neither an ECDSA nor an Ed25519 nor an RSA key";
  return (details?.modulusLength ?? 0) < leastRsaBits
    ? `an RSA key in it has less than ${leastRsaBits} bits`
    : undefined;
}

function trusted(key: KeyObject, wrong: (what: string) => TouchstoneError): TrustedKey {
  const fault = faultOfKey(key);
  if (fault !== undefined) throw wrong(fault);
  return { key, id: keyId(key) };
}

function parsed<T>(parse: () => T, wrong: (what: string) => TouchstoneError, what: string): T {
  try {
    return parse();
  } catch {
    // What OpenSSL says of it may quote it, and helps nobody.
    throw wrong(what);
  }
}
