// What the name of a cipher suite says of it.

/** Facts of a suite, none of them a verdict. */
export interface CipherSuite {
  /** IANA's. */
  readonly name: string;
  /** Such as `ECDHE`, `DHE`, `RSA`, `PSK` and `DH_anon`; `any` of TLS 1.3, where groups say it. */
  readonly keyExchange: string;
  /** Such as `ECDSA`, `RSA`, `PSK`; `none` of anonymous suites, `any` of TLS 1.3. */
  readonly authentication: string;
  /** Whether a key that is stolen later opens nothing that was recorded before. */
  readonly forwardSecret: boolean;
  /** Made weak for export, in the terms of the 1990s. */
  readonly exportGrade: boolean;
  /** Such as `AES_128_GCM`, `RC4_128` and `3DES_EDE_CBC`; `NULL` for none. */
  readonly encryption: string;
  /** Of the key, as the cipher has them. */
  readonly bits: number;
  /** `AEAD`, or the hash of the HMAC. */
  readonly mac: string;
}

/** Undefined for what is no name of a suite. */
export function describeSuite(name: string): CipherSuite | undefined {
  const parts = /^TLS_(?:([A-Za-z0-9_]+)_WITH_)?([A-Z0-9_]+)$/.exec(name);
  const [, exchange, rest = ""] = parts ?? [];
  const cipher = cipherOf(rest);
  if (!cipher) return undefined;
  if (exchange === undefined)
    return /^(?:AES|CHACHA20|SM4)/.test(rest) && cipher.mac === "AEAD"
      ? { name, keyExchange: "any", authentication: "any", forwardSecret: true, exportGrade: false, ...cipher }
      : undefined;
  const plain = exchange.replace(/_EXPORT(?:1024)?$/, "");
  const keys = Object.hasOwn(keyExchanges, plain) ? keyExchanges[plain] : undefined;
  if (!keys) return undefined;
  const [keyExchange, authentication] = keys;
  const forwardSecret = /^(?:EC)?DHE|anon$/.test(keyExchange);
  return { name, keyExchange, authentication, forwardSecret, exportGrade: plain !== exchange, ...cipher };
}

const keyExchanges: Readonly<Partial<Record<string, readonly [keyExchange: string, authentication: string]>>> = {
  RSA: ["RSA", "RSA"],
  DH_DSS: ["DH", "DSS"],
  DH_RSA: ["DH", "RSA"],
  DHE_DSS: ["DHE", "DSS"],
  DHE_RSA: ["DHE", "RSA"],
  DH_anon: ["DH_anon", "none"],
  ECDH_ECDSA: ["ECDH", "ECDSA"],
  ECDH_RSA: ["ECDH", "RSA"],
  ECDHE_ECDSA: ["ECDHE", "ECDSA"],
  ECDHE_RSA: ["ECDHE", "RSA"],
  ECDH_anon: ["ECDH_anon", "none"],
  PSK: ["PSK", "PSK"],
  DHE_PSK: ["DHE_PSK", "PSK"],
  PSK_DHE: ["DHE_PSK", "PSK"],
  RSA_PSK: ["RSA_PSK", "RSA"],
  ECDHE_PSK: ["ECDHE_PSK", "PSK"],
  SRP_SHA: ["SRP", "SRP"],
  SRP_SHA_RSA: ["SRP", "RSA"],
  SRP_SHA_DSS: ["SRP", "DSS"],
};

function cipherOf(rest: string): Pick<CipherSuite, "encryption" | "bits" | "mac"> | undefined {
  const aead =
    /^((?:AES|ARIA|CAMELLIA)_(128|256)_(?:GCM|CCM(?:_8)?)|CHACHA20_POLY1305|SM4_(?:GCM|CCM))(?:_(?:SHA256|SHA384|SM3))?$/;
  const found = aead.exec(rest);
  if (found) {
    const [, encryption = "", bits] = found;
    return {
      encryption,
      bits: bits === undefined ? (encryption.startsWith("SM4") ? 128 : 256) : Number(bits),
      mac: "AEAD",
    };
  }
  const [, encryption = "", mac = ""] = /^(.+)_(MD5|SHA|SHA256|SHA384)$/.exec(rest) ?? [];
  const bits =
    keySizes[encryption] ?? Number(/^(?:AES|ARIA|CAMELLIA)_(128|256)_CBC$/.exec(encryption)?.[1] ?? Number.NaN);
  return Number.isNaN(bits) ? undefined : { encryption, bits, mac };
}

const keySizes: Readonly<Partial<Record<string, number>>> = {
  NULL: 0,
  RC4_40: 40,
  RC4_56: 56,
  RC4_128: 128,
  RC2_CBC_40: 40,
  RC2_CBC_56: 56,
  DES40_CBC: 40,
  DES_CBC: 56,
  "3DES_EDE_CBC": 168,
  IDEA_CBC: 128,
  SEED_CBC: 128,
};
