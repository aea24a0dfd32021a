// Algorithms that certificates are signed with: what object identifiers stand for.
import { isTagged, oidOf, tags, type Der } from "./der.ts";
import type { CertificateFacts } from "../../model/index.ts";

type Signature = CertificateFacts["signature"];

/** By object identifier: the name that OpenSSL prints, the hash and the scheme. */
const algorithms: Readonly<Record<string, readonly [algorithm: string, hash: string, scheme: string]>> = {
  "1.2.840.113549.1.1.2": ["md2WithRSAEncryption", "md2", "rsa"],
  "1.2.840.113549.1.1.3": ["md4WithRSAEncryption", "md4", "rsa"],
  "1.2.840.113549.1.1.4": ["md5WithRSAEncryption", "md5", "rsa"],
  "1.2.840.113549.1.1.5": ["sha1WithRSAEncryption", "sha1", "rsa"],
  "1.3.14.3.2.29": ["sha1WithRSA", "sha1", "rsa"],
  "1.2.840.113549.1.1.14": ["sha224WithRSAEncryption", "sha224", "rsa"],
  "1.2.840.113549.1.1.11": ["sha256WithRSAEncryption", "sha256", "rsa"],
  "1.2.840.113549.1.1.12": ["sha384WithRSAEncryption", "sha384", "rsa"],
  "1.2.840.113549.1.1.13": ["sha512WithRSAEncryption", "sha512", "rsa"],
  "1.3.36.3.3.1.2": ["ripemd160WithRSA", "ripemd160", "rsa"],
  "1.2.840.10040.4.3": ["dsaWithSHA1", "sha1", "dsa"],
  "2.16.840.1.101.3.4.3.1": ["dsa_with_SHA224", "sha224", "dsa"],
  "2.16.840.1.101.3.4.3.2": ["dsa_with_SHA256", "sha256", "dsa"],
  "1.2.840.10045.4.1": ["ecdsa-with-SHA1", "sha1", "ecdsa"],
  "1.2.840.10045.4.3.1": ["ecdsa-with-SHA224", "sha224", "ecdsa"],
  "1.2.840.10045.4.3.2": ["ecdsa-with-SHA256", "sha256", "ecdsa"],
  "1.2.840.10045.4.3.3": ["ecdsa-with-SHA384", "sha384", "ecdsa"],
  "1.2.840.10045.4.3.4": ["ecdsa-with-SHA512", "sha512", "ecdsa"],
  "2.16.840.1.101.3.4.3.10": ["ecdsa_with_SHA3-256", "sha3-256", "ecdsa"],
  "2.16.840.1.101.3.4.3.14": ["RSA-SHA3-256", "sha3-256", "rsa"],
  "1.3.101.112": ["ED25519", "", "eddsa"],
  "1.3.101.113": ["ED448", "", "eddsa"],
  "2.16.840.1.101.3.4.3.17": ["ML-DSA-44", "", "ml-dsa"],
  "2.16.840.1.101.3.4.3.18": ["ML-DSA-65", "", "ml-dsa"],
  "2.16.840.1.101.3.4.3.19": ["ML-DSA-87", "", "ml-dsa"],
};

/** RSA-PSS says its hash in its parameters. */
const pss = "1.2.840.113549.1.1.10";
const hashes: Readonly<Record<string, string>> = {
  "1.2.840.113549.2.5": "md5",
  "1.3.14.3.2.26": "sha1",
  "2.16.840.1.101.3.4.2.4": "sha224",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
  "2.16.840.1.101.3.4.2.8": "sha3-256",
};

/** What an AlgorithmIdentifier says; its object identifier must have been looked at. */
export function signatureOf(identifier: Der, oid: string): Signature {
  if (oid === pss) return { algorithm: "rsassaPss", hash: pssHash(identifier.children[1]), scheme: "rsa-pss" };
  const [algorithm, hash, scheme] = algorithms[oid] ?? [oid, "", ""];
  return { algorithm, hash, scheme };
}

/** Without parameters, or without a hash in them, it is SHA-1. */
function pssHash(parameters: Der | undefined): string {
  const tagged = parameters?.children.find((part) => isTagged(part, 0, "context"));
  if (!tagged) return "sha1";
  const oid = tagged.children[0]?.children[0];
  if (!isTagged(oid, tags.oid)) return "";
  return hashes[oidOf(oid)] ?? "";
}
