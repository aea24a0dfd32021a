// Endpoints of TLS, as policies read them: facts of what a server accepted and showed when it was measured.
import type { CipherSuite } from "./cipher-suite.ts";
import type { Hsts, TlsGap, TlsMode, TlsVersion } from "./tls-measurement.ts";

/** A suite that the server accepts in one version. */
export interface EndpointSuite extends CipherSuite {
  readonly protocol: TlsVersion;
}

/** One chain that the server sent, and where it leads. */
export interface EndpointChain {
  /** The name of the first certificate, and its digest in lower-case hex. */
  readonly subject: string;
  readonly sha256: string;
  /** How many certificates were sent. */
  readonly length: number;
  /** Whether each of them was signed by the next. */
  readonly ordered: boolean;
  /** Names and addresses that the first is for. */
  readonly names: readonly string[];
  readonly nameMatches: boolean;
  /**
   * Who vouches at the end of the way from the first: a `public` authority, one that was `given` to the measurement, the
   * first or another that signed itself (`self`), or one that was not sent and is not known (`missing`).
   */
  readonly end: "public" | "given" | "self" | "missing";
  /** The name of that one. */
  readonly endName: string;
  /** Of the certificate on that way that expires first; below zero once it has. */
  readonly daysLeft: number;
  /** Whether the first names a responder of OCSP. */
  readonly hasResponder: boolean;
}

/** One endpoint: the `input` of checks that read `endpoint`. Null is what was not asked, or not answered. */
export interface Endpoint {
  /** As it was named. */
  readonly target: string;
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly mode: TlsMode;
  /** The name that its certificate has to be for. */
  readonly servername: string;
  readonly measured: boolean;
  /** Why it was not measured, or how it was seen that it is plain. */
  readonly reason: string;
  /** Since the measurement; null when that is to come. */
  readonly ageHours: number | null;
  readonly encrypted: boolean | null;
  /** Whether it would do without TLS as well, where its protocol says so. */
  readonly tlsOptional: boolean | null;
  /** Questions without an answer. */
  readonly gaps: readonly TlsGap[];
  /** From the oldest on. */
  readonly protocols: readonly TlsVersion[];
  readonly suites: readonly EndpointSuite[];
  readonly groups: readonly string[];
  /** Sizes of the primes of finite-field Diffie-Hellman, smallest first. */
  readonly dhBits: readonly number[];
  readonly chains: readonly EndpointChain[];
  readonly ocspStapled: boolean | null;
  readonly alpn: string | null;
  readonly compression: boolean | null;
  readonly secureRenegotiation: boolean | null;
  readonly serverPreference: boolean | null;
  readonly http: { readonly status: number; readonly hsts: Hsts | null } | null;
}
