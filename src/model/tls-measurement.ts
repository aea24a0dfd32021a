// What `touchstone collect tls` writes of endpoints: answers of servers, as they came.

/** How TLS begins. `redis` and `https` speak TLS at once, as `tls` does; what else they are asked is in docs/tls.md. */
export const tlsModes = ["tls", "https", "redis", "postgres", "smtp", "nats", "nats-tls-first"] as const;
export type TlsMode = (typeof tlsModes)[number];

/** From the oldest on. */
export const tlsVersions = ["SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const;
export type TlsVersion = (typeof tlsVersions)[number];

/** `plain`: the server was reached, and speaks its protocol without TLS. */
export const tlsOutcomes = ["measured", "plain", "not-measured"] as const;
export type TlsOutcome = (typeof tlsOutcomes)[number];

/** What a question was about: whether versions are accepted, which suites and groups are, and so on. */
export const tlsTopics = ["protocols", "suites", "groups", "order", "certificates", "handshake", "http"] as const;
export type TlsTopic = (typeof tlsTopics)[number];

/** A question that nobody can answer by this measurement. */
export interface TlsGap {
  readonly about: TlsTopic;
  /** Such as `TLSv1.0: no answer within 5 seconds`. */
  readonly reason: string;
}

/** A file. */
export interface TlsMeasurements {
  readonly schemaVersion: "1";
  readonly kind: "touchstone-tls";
  /** UTC, ISO 8601. */
  readonly collectedAt: string;
  readonly collector: { readonly name: string; readonly version: string };
  /** Authorities that the caller trusts beside the public ones: certificates in base64 of DER. */
  readonly authorities: readonly string[];
  readonly endpoints: readonly TlsMeasurement[];
}

/** What one endpoint answered. Null is what was not asked, or not answered. */
export interface TlsMeasurement {
  /** As the caller wrote it. */
  readonly target: string;
  readonly host: string;
  readonly port: number;
  /** What the name was resolved to, once; empty when it was not. */
  readonly address: string;
  readonly mode: TlsMode;
  /** The name that the server was asked for, and that its certificate has to be for. */
  readonly servername: string;
  readonly outcome: TlsOutcome;
  /** Why it was not measured, or how it was seen that it is plain; else empty. */
  readonly reason: string;
  /** Connections that were made. */
  readonly connections: number;
  /** Questions without an answer, such as those beyond the limit of connections. */
  readonly gaps: readonly TlsGap[];
  /** What the server accepts: each version, with its cipher suites by IANA's names in the order in which it chose them. */
  readonly protocols: readonly { readonly name: TlsVersion; readonly suites: readonly string[] }[];
  /** Groups of the key exchange that it accepts, by IANA's names, in the order in which it chose them. */
  readonly groups: readonly string[];
  /** The sizes of the primes that it uses with finite-field Diffie-Hellman, smallest first. */
  readonly dhBits: readonly number[];
  /** Every chain that it sent, as it was sent: certificates in base64 of DER. */
  readonly chains: readonly (readonly string[])[];
  readonly ocspStapled: boolean | null;
  /** What it chose of h2 and http/1.1 (https), or postgresql (postgres); empty for nothing. Others are offered nothing. */
  readonly alpn: string | null;
  readonly compression: boolean | null;
  readonly secureRenegotiation: boolean | null;
  /** Whether the server's order of suites decides, not the client's. */
  readonly serverPreference: boolean | null;
  /** Whether the server would do without TLS as well, where its protocol says so (NATS). */
  readonly tlsOptional: boolean | null;
  /** What it answered to `GET /`, of https alone. */
  readonly http: { readonly status: number; readonly hsts: Hsts | null } | null;
}

/** Strict-Transport-Security, as it was sent. */
export interface Hsts {
  /** Seconds. */
  readonly maxAge: number;
  readonly includeSubDomains: boolean;
  readonly preload: boolean;
}
