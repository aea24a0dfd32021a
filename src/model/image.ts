// Images that workloads run, with what signed statements, scanners and bills of materials say of them, as policies read them.
import type { Bill } from "./bill.ts";
import type { ImageReference } from "./image-reference.ts";
import type { Scan } from "./scan.ts";
import type { Signature, SignatureVerdict } from "./signature.ts";

/** One reference: the `input` of checks that read `image`. Its parts are empty when it is none that can be read. */
export interface Image extends ImageReference {
  /** As it is written. */
  readonly reference: string;
  /** Those that use it, in the order of the evidence, up to twenty; the count is of all. */
  readonly workloads: readonly ImageUser[];
  readonly workloadCount: number;
  /** Whether there is anything of the kind in the evidence, of whatever image: what nobody gave proves nothing. */
  readonly given: { readonly signatures: boolean; readonly scans: boolean; readonly bills: boolean };
  /** Statements that verify, and speak of the image's digest. */
  readonly signatures: readonly ImageSignature[];
  /** Runs of scanners over an image with this digest, or of the same repository. */
  readonly scans: readonly ImageScan[];
  /** Bills of materials of such images. */
  readonly bills: readonly ImageBill[];
}

export interface ImageUser {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A verified statement, with those of its signatures that verify. */
export interface ImageSignature extends Omit<Signature, "subjects" | "signatures" | "verified"> {
  /** What it calls the image. */
  readonly names: readonly string[];
  readonly signers: readonly Pick<SignatureVerdict, "key" | "authority" | "identity">[];
}

export interface ImageScan {
  /** As the scanner names the image; the tag is empty where there is none. */
  readonly name: string;
  readonly tag: string;
  /** None when the log does not say which bytes they were. */
  readonly digests: readonly string[];
  readonly run: Scan;
}

export interface ImageBill {
  readonly name: string;
  /** Empty when it does not say. */
  readonly digest: string;
  readonly file: string;
  readonly bill: Bill;
}
