// What the formats of signatures have in common: bytes that are signed, signatures of them, and certificates of signers.
import type { SignatureFormat, Statement, TouchstoneError } from "../../model/index.ts";

/** Makes the error that says what is wrong with the file. */
export type Wrong = (what: string) => TouchstoneError;

/** One envelope, before any key was asked. */
export interface Envelope {
  readonly format: SignatureFormat;
  /** The bytes that the signatures are of; undefined when they are not here. */
  readonly signed: Buffer | undefined;
  readonly signatures: readonly EnvelopeSignature[];
  readonly statement: Statement;
  /** UTC, ISO 8601: when that was done which it tells of; undefined when it says no time. */
  readonly madeAt: string | undefined;
}

export interface EnvelopeSignature {
  /** Undefined for what is no base64. */
  readonly bytes: Buffer | undefined;
  /** The certificate of the signer, DER; undefined without one. */
  readonly certificate: Buffer | undefined;
}

export const nothingSaid: Statement = {
  predicateType: "",
  subjects: [],
  builder: "",
  buildType: "",
  sourceRepository: "",
  sourceCommit: "",
  verifier: "",
  verificationResult: "",
};

/** More than these are refused: no signer makes so many. */
export const mostSignatures = 100;
export const mostSubjects = 10_000;

/** Bytes as text, as JSON is. @throws what `wrong` makes, when they are no UTF-8 */
export function utf8(bytes: Uint8Array, wrong: Wrong): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw wrong("what is signed is no UTF-8");
  }
}
