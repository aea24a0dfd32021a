// What an envelope says, and what is verified of it, as policies read it.
import type { Signature } from "../../model/index.ts";
import { hoursSince } from "../hours-since.ts";
import type { Envelope } from "./envelope.ts";
import type { TrustedKey } from "./trusted-keys.ts";
import { verifyEnvelope } from "./verify-envelope.ts";

/** `now` is UTC, ISO 8601. */
export function signatureOf(envelope: Envelope, keys: readonly TrustedKey[], file: string, now: string): Signature {
  const signatures = verifyEnvelope(envelope, keys);
  return {
    format: envelope.format,
    ...envelope.statement,
    signatures,
    verified: signatures.some(({ verified }) => verified),
    ageHours: hoursSince(envelope.madeAt, now),
    file,
  };
}
