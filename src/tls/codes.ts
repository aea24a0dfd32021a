// Numbers of the protocol: versions, groups, alerts, and which suites a hello of a version asks for.
import type { TlsVersion } from "../model/index.ts";
import written from "./suites.json" with { type: "json" };

/** Versions that share one format of hello; SSLv2 has its own. */
export type RecordVersion = Exclude<TlsVersion, "SSLv2">;

export const versionCodes: Readonly<Record<RecordVersion, number>> = {
  SSLv3: 0x0300,
  "TLSv1.0": 0x0301,
  "TLSv1.1": 0x0302,
  "TLSv1.2": 0x0303,
  "TLSv1.3": 0x0304,
};

/** suites.json: the suites that are asked for, IANA's and the six that SSL had for export with 1024 bits. */
const names: ReadonlyMap<number, string> = new Map(
  Object.entries(written).map(([code, name]) => [Number(code), name] as const),
);
const codes: ReadonlyMap<string, number> = new Map([...names].map(([code, name]) => [name, code]));

export function suiteName(code: number): string | undefined {
  return names.get(code);
}

/** @throws Error for a name that is not in suites.json */
export function suiteCode(name: string): number {
  const code = codes.get(name);
  if (code === undefined) throw new Error(`${name} is no suite`);
  return code;
}

/** All suites that the version could have, the oldest first, so that weak ones are found before a limit is met. */
export function suitesOf(version: RecordVersion): readonly number[] {
  const isNew = (code: number): boolean => code >> 8 === 0x13 || code === 0x00c6 || code === 0x00c7;
  const all = [...names.keys()];
  if (version === "TLSv1.3") return all.filter(isNew);
  const old = all.filter((code) => !isNew(code));
  if (version === "TLSv1.2") return old;
  const known = old.filter((code) => !/_(?:GCM|CCM|POLY1305)/.test(names.get(code) ?? ""));
  return version === "SSLv3" ? known.filter((code) => !/_ECDHE?_|_SHA(?:256|384)$/.test(names.get(code) ?? "")) : known;
}

/** Groups of elliptic curves and of finite fields, and the hybrid ones, by IANA's names. */
const groups: ReadonlyMap<number, string> = new Map([
  [0x11ec, "X25519MLKEM768"],
  [0x11eb, "SecP256r1MLKEM768"],
  [0x11ed, "SecP384r1MLKEM1024"],
  [29, "x25519"],
  [23, "secp256r1"],
  [30, "x448"],
  [24, "secp384r1"],
  [25, "secp521r1"],
  [31, "brainpoolP256r1tls13"],
  [32, "brainpoolP384r1tls13"],
  [33, "brainpoolP512r1tls13"],
  [26, "brainpoolP256r1"],
  [27, "brainpoolP384r1"],
  [28, "brainpoolP512r1"],
  [22, "secp256k1"],
  [21, "secp224r1"],
  [20, "secp224k1"],
  [19, "secp192r1"],
  [18, "secp192k1"],
  [17, "secp160r2"],
  [16, "secp160r1"],
  [15, "secp160k1"],
  [14, "sect571r1"],
  [13, "sect571k1"],
  [12, "sect409r1"],
  [11, "sect409k1"],
  [10, "sect283r1"],
  [9, "sect283k1"],
  [8, "sect239k1"],
  [7, "sect233r1"],
  [6, "sect233k1"],
  [5, "sect193r2"],
  [4, "sect193r1"],
  [3, "sect163r2"],
  [2, "sect163r1"],
  [1, "sect163k1"],
  [256, "ffdhe2048"],
  [257, "ffdhe3072"],
  [258, "ffdhe4096"],
  [259, "ffdhe6144"],
  [260, "ffdhe8192"],
]);

export function groupName(code: number): string {
  return groups.get(code) ?? `group-${code}`;
}

/** Those that TLS 1.3 knows are above 0xff, or 23 to 25 and 29 to 33; those of finite fields mean nothing before. */
export function groupsOf(version: RecordVersion): readonly number[] {
  const all = [...groups.keys()];
  return version === "TLSv1.3"
    ? all.filter((code) => code > 28 || (code > 22 && code < 26))
    : all.filter((code) => code < 31);
}

export function alertName(code: number): string {
  return alerts[code] ?? `alert ${code}`;
}

const alerts: Readonly<Partial<Record<number, string>>> = {
  0: "close_notify",
  10: "unexpected_message",
  20: "bad_record_mac",
  22: "record_overflow",
  40: "handshake_failure",
  47: "illegal_parameter",
  50: "decode_error",
  51: "decrypt_error",
  70: "protocol_version",
  71: "insufficient_security",
  80: "internal_error",
  86: "inappropriate_fallback",
  109: "missing_extension",
  110: "unsupported_extension",
  112: "unrecognized_name",
  116: "certificate_required",
  120: "no_application_protocol",
};
