// Certificates (X.509), as policies read them: facts of what is written in them, and of the place where they were found.

/** The kind of a public key, as OpenSSL calls it; the object identifier where nothing here knows the kind. */
export interface CertificateKey {
  /** Such as `rsa`, `rsa-pss`, `ec`, `dsa`, `ed25519`, `ml-dsa-65`. */
  readonly type: string;
  /** Of the modulus, or of the curve's field; null for kinds that have but one size, and where it is unknown. */
  readonly bits: number | null;
  /** Such as `prime256v1`; empty for keys of no curve, or of one without a name. */
  readonly curve: string;
}

/** What one certificate says, wherever it was found. Texts are empty, and numbers null, where it says nothing. */
export interface CertificateFacts {
  /** Parts joined by a comma, such as `O=Agents, CN=postgresql`. */
  readonly subject: string;
  readonly issuer: string;
  readonly commonName: string;
  /** Lower-case hex. */
  readonly serial: string;
  /** Of the DER; lower-case hex. */
  readonly sha256: string;
  /** UTC, ISO 8601; the last moment counts. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** To two decimals, rounded down: below zero once it has expired. */
  readonly daysLeft: number;
  /** Since `notBefore`; below zero while that is to come. */
  readonly ageDays: number;
  readonly lifetimeDays: number;
  readonly key: CertificateKey;
  readonly signature: {
    /** Such as `sha1WithRSAEncryption`, or the object identifier. */
    readonly algorithm: string;
    /** Such as `sha1`; empty for schemes that have it built in, and for unknown ones. */
    readonly hash: string;
    /** `rsa`, `rsa-pss`, `ecdsa`, `dsa`, `eddsa`, `ml-dsa`; empty for unknown ones. */
    readonly scheme: string;
  };
  /** Whether it names itself as its issuer, and its own key verifies its signature. */
  readonly selfSigned: boolean;
  readonly isCa: boolean;
  /** How many authorities may follow below; null without a limit. */
  readonly pathLength: number | null;
  /** Such as `digitalSignature`, by the names of RFC 5280; null without the extension: it allows everything. */
  readonly keyUsage: readonly string[] | null;
  /** Such as `serverAuth`, or object identifiers; null without the extension. */
  readonly extendedKeyUsage: readonly string[] | null;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  /** URIs and mail addresses among the alternative names. */
  readonly uris: readonly string[];
  readonly emails: readonly string[];
  /** `leaf` is no authority; `root` is one that signed itself. */
  readonly role: "leaf" | "intermediate" | "root";
}

export const certificateSources = ["file", "secret", "config-map", "ca-bundle"] as const;
export type CertificateSource = (typeof certificateSources)[number];

/** One certificate where it was found: the `input` of checks that read `certificate`. */
export interface Certificate extends CertificateFacts {
  readonly source: CertificateSource;
  /** `presented` by a server that has it with its key; `trusted` to verify others; empty where nobody can tell. */
  readonly use: "presented" | "trusted" | "";
  /** The file, or the object as `Secret agents/postgresql-tls`. */
  readonly of: string;
  /** The key in the object; empty for files. */
  readonly entry: string;
  readonly chain: {
    /** From 0 on, among the certificates of the file or entry. */
    readonly position: number;
    /** How many of them are no authorities, and the role of the first. */
    readonly leaves: number;
    readonly first: CertificateFacts["role"];
    /** Who signed each of them: the `next` one, it`self`, one that stands `elsewhere` among them, or one that is `missing`. */
    readonly issuers: readonly ("next" | "self" | "elsewhere" | "missing")[];
    /** Whether an authority of the same Secret's ca.crt signed any of them, or is one of them; null without any. */
    readonly reachesAuthority: boolean | null;
  };
  /** Whether a private key beside it is its own; null without any that can be read. */
  readonly keyMatches: boolean | null;
}
