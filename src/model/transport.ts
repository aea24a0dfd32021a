// What the settings of a server say of TLS, as policies read them.

export const transportSoftware = ["nginx", "ingress-nginx", "envoy", "haproxy", "postgresql", "nats", "redis"] as const;
export type TransportSoftware = (typeof transportSoftware)[number];

/**
 * One part of a server's settings: the `input` of checks that read `transport`. A setting is null where nothing is said and
 * the software has no default that is known, or where it means nothing, such as protocols where there is no TLS.
 */
export interface Transport {
  readonly software: TransportSoftware;
  /** Such as `server agents.example.com`, `frontend api` or `clients`. */
  readonly name: string;
  /** The file, or the object and the key, that says so. */
  readonly file: string;
  /**
   * `server` takes connections of clients, `peer` those of servers like itself, `upstream` makes connections to others, and
   * `access` says who may connect.
   */
  readonly role: "server" | "peer" | "upstream" | "access";
  /** Whether these are all settings: of a fragment, or flags beside a file, only what is written is known. */
  readonly complete: boolean;
  /** Where it listens; of an upstream, whom it asks. */
  readonly ends: readonly TransportEnd[];
  /** Such as `TLSv1.2`; a name that is unknown is as it is written. */
  readonly protocols: Stated<readonly string[]> | null;
  /** Names of OpenSSL or of IANA, and parts of OpenSSL's expressions such as `HIGH` and `!aNULL`. */
  readonly ciphers: Stated<readonly string[]> | null;
  readonly groups: Stated<readonly string[]> | null;
  /** Whether clients have to show a certificate. */
  readonly clientAuth: Stated<"none" | "optional" | "required"> | null;
  /** Of whom it asks: whether their certificate is verified. */
  readonly verifiesPeer: Stated<boolean> | null;
  /** Whether it tells browsers to come with TLS only (HTTP Strict Transport Security). */
  readonly hsts: Stated<boolean> | null;
  /** How new passwords are kept, of PostgreSQL. */
  readonly passwordEncryption: Stated<string> | null;
  /** Names of files. */
  readonly certificates: readonly string[];
  /** Who may connect, of pg_hba.conf: the first that fits decides. */
  readonly access: readonly AccessRule[];
  /** Files that belong to the settings and were not read. */
  readonly includes: readonly string[];
}

export interface Stated<T> {
  readonly value: T;
  /** Whether somebody wrote it, or the software does so when nobody says anything. */
  readonly source: "written" | "default";
}

export interface TransportEnd {
  /** As it is written; empty for all addresses. */
  readonly address: string;
  /** Null where it is unknown, and for sockets that have none. */
  readonly port: number | null;
  /** Null where the settings do not say it: what comes may be TLS that is passed on as it is. */
  readonly encrypted: boolean | null;
  /** Whether nobody beyond the pod or the machine is at the other end: loopback addresses and Unix sockets. */
  readonly local: boolean;
  /** What is answered without TLS: a redirect to HTTPS, or nothing but an error. */
  readonly answers: "content" | "redirect" | "error";
}

/** A line of pg_hba.conf. */
export interface AccessRule {
  readonly type: "local" | "host" | "hostssl" | "hostnossl" | "hostgssenc" | "hostnogssenc";
  readonly databases: readonly string[];
  readonly users: readonly string[];
  /** As it is written, with the mask; empty for `local`. */
  readonly address: string;
  readonly local: boolean;
  readonly method: string;
  /** Whether a certificate of the client is demanded, too. */
  readonly clientCertificate: boolean;
}
