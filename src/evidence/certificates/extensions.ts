// The extensions of a certificate that say what it is for and whom it names.
import type { CertificateFacts } from "../../model/index.ts";
import { childOf, DamagedDer, isTagged, oidOf, readWholeDer, tags, type Der } from "./der.ts";

type Extensions = Pick<
  CertificateFacts,
  "isCa" | "pathLength" | "keyUsage" | "extendedKeyUsage" | "dnsNames" | "ipAddresses" | "uris" | "emails"
>;

const ids = {
  "2.5.29.15": "keyUsage",
  "2.5.29.17": "names",
  "2.5.29.19": "constraints",
  "2.5.29.37": "extendedKeyUsage",
} as const;

/** In the order of their bits. */
const usages = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
];

const purposes: Readonly<Record<string, string>> = {
  "2.5.29.37.0": "anyExtendedKeyUsage",
  "1.3.6.1.5.5.7.3.1": "serverAuth",
  "1.3.6.1.5.5.7.3.2": "clientAuth",
  "1.3.6.1.5.5.7.3.3": "codeSigning",
  "1.3.6.1.5.5.7.3.4": "emailProtection",
  "1.3.6.1.5.5.7.3.8": "timeStamping",
  "1.3.6.1.5.5.7.3.9": "OCSPSigning",
};

/** `list` is the sequence of extensions; undefined where a certificate has none. */
export function readExtensions(list: Der | undefined): Extensions {
  const found = new Map<string, Der>();
  for (const extension of list?.children ?? []) {
    const oid = oidOf(childOf(extension, 0, tags.oid));
    const id = Object.hasOwn(ids, oid) ? ids[oid as keyof typeof ids] : undefined;
    if (!id) continue;
    if (found.has(id)) throw new DamagedDer("an extension is there twice");
    const value = extension.children.at(-1);
    if (!isTagged(value, tags.octets)) throw new DamagedDer("an extension has no value");
    found.set(id, readWholeDer(value.content));
  }
  const usage = found.get("keyUsage");
  const purpose = found.get("extendedKeyUsage");
  return {
    ...constraintsOf(found.get("constraints")),
    keyUsage: usage ? usagesOf(usage) : null,
    extendedKeyUsage: purpose ? purpose.children.map((one) => oidOf(one)).map((oid) => purposes[oid] ?? oid) : null,
    ...namesOf(found.get("names")),
  };
}

function constraintsOf(constraints: Der | undefined): Pick<Extensions, "isCa" | "pathLength"> {
  const isCa = constraints?.children.some((part) => isTagged(part, tags.boolean) && part.content[0] !== 0) ?? false;
  const length = constraints?.children.find((part) => isTagged(part, tags.integer));
  return {
    isCa,
    pathLength: length && length.content.length <= 4 ? length.content.readUIntBE(0, length.content.length) : null,
  };
}

function usagesOf(bits: Der): readonly string[] {
  if (!isTagged(bits, tags.bits)) throw new DamagedDer("its key usage is no string of bits");
  // The first byte counts the bits of the last one that say nothing.
  const bytes = bits.content.subarray(1);
  return usages.filter((_, bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

/** The numbers of the kinds of names that are told; the others say whom or what in ways of their own. */
const nameTags = { email: 1, dns: 2, uri: 6, address: 7 };

function namesOf(names: Der | undefined): Pick<Extensions, "dnsNames" | "ipAddresses" | "uris" | "emails"> {
  const all = (tag: number): readonly Buffer[] =>
    (names?.children ?? []).filter((one) => isTagged(one, tag, "context")).map(({ content }) => content);
  return {
    dnsNames: all(nameTags.dns).map(shown),
    ipAddresses: all(nameTags.address).map(addressOf),
    uris: all(nameTags.uri).map(shown),
    emails: all(nameTags.email).map(shown),
  };
}

/** A NUL or a line break in a name is told, so that no name reads as another one. */
function shown(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replaceAll(/[^\x20-\x7e]/g, (letter) => `\\x${letter.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

function addressOf(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.length !== 16) throw new DamagedDer("an address among its names is none");
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  // The short form, as URLs have it.
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}
