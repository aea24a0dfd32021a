// Signed statements about artefacts, as policies read them.

export const signatureFormats = ["dsse", "sigstore-bundle", "simple-signing"] as const;
/** A DSSE envelope, a bundle of Sigstore, or what cosign signs images with: simple signing. */
export type SignatureFormat = (typeof signatureFormats)[number];

/**
 * One envelope: the `input` of checks that read `signature`. What it says is a mere claim unless it is `verified`. Texts are empty
 * where it says nothing.
 */
export interface Signature extends Statement {
  readonly format: SignatureFormat;
  /** In the order of the envelope. */
  readonly signatures: readonly SignatureVerdict[];
  /** Whether one of the signatures verifies with a key that was given. */
  readonly verified: boolean;
  /** Since what it tells of was done; null when it says no time. */
  readonly ageHours: number | null;
  readonly file: string;
}

/** What a signed statement says. */
export interface Statement {
  /** The address that says what kind of statement it is; empty for simple signing, and for a signature of bare bytes. */
  readonly predicateType: string;
  /** What it speaks of. */
  readonly subjects: readonly StatementSubject[];
  /** Of SLSA provenance: who built it. */
  readonly builder: string;
  readonly buildType: string;
  /** An address, without the parts that tell which version it was. */
  readonly sourceRepository: string;
  /** Hexadecimal digits. */
  readonly sourceCommit: string;
  /** Of a summary of a verification (VSA): who verified, and what came out, such as `PASSED`. */
  readonly verifier: string;
  readonly verificationResult: string;
}

export interface StatementSubject {
  readonly name: string;
  /** `sha256:` and hexadecimal digits; empty when it has no such digest. */
  readonly digest: string;
}

/** What became of one signature. */
export interface SignatureVerdict {
  /** SHA-256 of the public key (SPKI) that it verifies with, in hexadecimal digits; empty when there is none. */
  readonly key: string;
  readonly verified: boolean;
  /** Why it does not verify; empty when it does. */
  readonly reason: string;
  /** SHA-256 of the public key of the authority that was given and issued the certificate; empty for a key that was given itself. */
  readonly authority: string;
  /** Whom the certificate names, an address or an e-mail address; empty without a certificate that is trusted. */
  readonly identity: string;
}
