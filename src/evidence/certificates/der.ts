// A value in DER, with just what certificates need of it; asn1js does the decoding.
import { fromBER } from "asn1js";

/** What is not as the standard has it; callers say which certificate it is. */
export class DamagedDer extends Error {}

/** Classes of tags: those that ASN.1 defines itself, and those that a structure gives its own parts. */
type TagClass = "universal" | "context" | "other";

export interface Der {
  readonly tagClass: TagClass;
  readonly tag: number;
  /** The bytes after tag and length. */
  readonly content: Buffer;
  /** Of sequences, sets and the like; empty for all else. */
  readonly children: readonly Der[];
}

export const tags = {
  boolean: 1,
  integer: 2,
  bits: 3,
  octets: 4,
  oid: 6,
  sequence: 16,
  set: 17,
  utc: 23,
  generalized: 24,
};

const classes: Readonly<Record<number, TagClass>> = { 1: "universal", 3: "context" };

/** The bytes that the first value takes; `bytes` may go on after it. */
export function readDer(bytes: Buffer): { readonly value: Der; readonly length: number } {
  // Options bound what hostile input may cost; a large certificate has a few hundred values.
  const { offset, result } = fromBER(bytes, { maxDepth: 40, maxNodes: 10_000, parseEmbedded: false });
  if (offset <= 0 || offset > bytes.length || result.error !== "") throw new DamagedDer("it does not parse as DER");
  return { value: plain(result), length: offset };
}

/** The one value that the bytes are. */
export function readWholeDer(bytes: Buffer): Der {
  const { value, length } = readDer(bytes);
  if (length !== bytes.length) throw new DamagedDer("there are bytes after its end");
  return value;
}

export function isTagged(der: Der | undefined, tag: number, tagClass: TagClass = "universal"): der is Der {
  return der !== undefined && der.tag === tag && der.tagClass === tagClass;
}

/** The child at an index, which must have that tag. */
export function childOf(der: Der, index: number, tag: number): Der {
  const child = der.children[index];
  if (!isTagged(child, tag)) throw new DamagedDer("a part of it is missing or of the wrong type");
  return child;
}

/** The object identifier in dotted numbers. */
export function oidOf({ content }: Der): string {
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [first = 0n, ...others] = arcs;
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...others].join(".");
}

interface Decoded {
  readonly idBlock: {
    readonly tagClass: number;
    readonly tagNumber: number;
    readonly isConstructed: boolean;
    readonly blockLength: number;
  };
  readonly lenBlock: { readonly blockLength: number; readonly isIndefiniteForm: boolean };
  readonly valueBlock: object;
  readonly valueBeforeDecodeView: Uint8Array;
}

function plain({ idBlock, lenBlock, valueBlock, valueBeforeDecodeView }: Decoded): Der {
  if (lenBlock.isIndefiniteForm) throw new DamagedDer("it has a length that DER does not allow");
  const view = valueBeforeDecodeView.subarray(idBlock.blockLength + lenBlock.blockLength);
  const tagClass = classes[idBlock.tagClass] ?? "other";
  const tag = idBlock.tagNumber;
  const isPlain = tagClass !== "universal" || tag === tags.sequence || tag === tags.set;
  if (idBlock.isConstructed && !isPlain) throw new DamagedDer("a value of it is in parts, which DER does not allow");
  const inner = idBlock.isConstructed && "value" in valueBlock ? (valueBlock.value as readonly Decoded[]) : [];
  return {
    tagClass,
    tag,
    content: Buffer.from(view.buffer, view.byteOffset, view.byteLength),
    children: inner.map(plain),
  };
}
