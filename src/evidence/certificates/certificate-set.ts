// The certificates of one file, or of one entry of an object, as documents that policies read.
import type { Certificate, CertificateSource } from "../../model/index.ts";
import { chainsOf, keyMatchesOf, type OpenCertificate } from "./chain.ts";
import { NoCertificate, openCertificate } from "./describe-certificate.ts";
import { readPem } from "./pem.ts";

export interface Found {
  readonly source: CertificateSource;
  readonly use: Certificate["use"];
  readonly of: string;
  readonly entry: string;
  /** What the same Secret says who signs its certificates. */
  readonly authorities?: readonly OpenCertificate[];
  /** Private keys that lie beside them, in PEM. */
  readonly keys: readonly string[];
}

/** A mistake names its certificate where there are several. @throws NoCertificate */
export function openAll(ders: readonly Buffer[], now: string): readonly OpenCertificate[] {
  return ders.map((der, index) => {
    try {
      return openCertificate(der, now);
    } catch (thrown) {
      if (!(thrown instanceof NoCertificate) || ders.length === 1) throw thrown;
      throw new NoCertificate(`certificate ${index + 1} of ${ders.length}: ${thrown.message}`, { cause: thrown });
    }
  });
}

/**
 * Everything that a text in PEM holds.
 * @throws NoCertificate when a part of it cannot be read; it may hold none
 */
export function describePem(text: string, now: string, found: Found): readonly Certificate[] {
  const { certificates, keys } = readPem(text);
  return describeAll(openAll(certificates, now), { ...found, keys: [...keys, ...found.keys] });
}

export function describeAll(all: readonly OpenCertificate[], found: Found): readonly Certificate[] {
  const { source, use, of, entry, authorities, keys } = found;
  const chains = chainsOf(all, authorities);
  const matches = keyMatchesOf(all, keys, use === "presented");
  return all.flatMap(({ facts }, index) => {
    const chain = chains[index];
    return chain ? [{ ...facts, source, use, of, entry, chain, keyMatches: matches[index] ?? null }] : [];
  });
}
