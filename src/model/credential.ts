// Credentials, as policies read them: whatever is a secret of somebody, and has to be renewed.

export const credentialKinds = ["key", "password", "token", "certificate", "secret"] as const;
/** `secret` is a Secret of Kubernetes that does not say what it holds. */
export type CredentialKind = (typeof credentialKinds)[number];

/** The `input` of checks that read `credential`. Texts are empty where nobody says anything. */
export interface Credential {
  readonly name: string;
  readonly kind: CredentialKind;
  /** Who says so: the certificate itself, a Secret's metadata, or the record of rotations. */
  readonly source: "certificate" | "secret" | "record";
  /** Since it was renewed, to two decimals; null where nobody says when that was. */
  readonly ageDays: number | null;
  /** UTC, ISO 8601. */
  readonly rotatedAt: string;
  /** What the time is: `creation` of the Secret is the latest that its credential can have been made at the first time. */
  readonly dated: "not-before" | "annotation" | "creation" | "record" | "";
  /** What the record itself allows. */
  readonly maxAgeDays: number | null;
  /** The object or file that it is in, such as `Secret agents/postgresql`. */
  readonly of: string;
  readonly rotatedBy: string;
  /** Such as the number of a ticket. */
  readonly reference: string;
}
