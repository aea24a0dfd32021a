// Subjects of certificates, and of the credentials that those of servers and clients are.
import type { Certificate, Credential, Location, Subject } from "../../model/index.ts";
import { nameable, ownSubject } from "../own-subject.ts";

/** Where certificates were found. */
export interface CertificatePlace {
  /** What names begin with: a file, or an object's kind, name and key. */
  readonly name: string;
  readonly namespace: string;
  /** Index of the evidence. */
  readonly evidence: number;
  readonly location: Location;
  /** Lines of the file in which the certificates begin, in their order; of each that has none, `location` holds. */
  readonly lines?: readonly number[];
}

/** Each certificate; those after the first of a place have their number in their names. */
export function* certificateSubjects(all: readonly Certificate[], at: CertificatePlace): Generator<Subject> {
  const { namespace, evidence, location, lines = [] } = at;
  for (const certificate of all) {
    const { position } = certificate.chain;
    const place = { namespace, evidence, file: location.file, line: lines[position] ?? location.line ?? 0 };
    const name = nameable(position === 0 ? at.name : `${at.name}#${position + 1}`);
    yield ownSubject({ kind: "certificate", resourceKind: "Certificate", name, input: certificate, ...place });
    if (isCredential(certificate)) {
      const input = credentialOf(certificate, at.name);
      yield ownSubject({ kind: "credential", resourceKind: "Credential", name, input, ...place });
    }
  }
}

/** Somebody holds the key of what is presented. Those of authorities live longer, and are renewed in other ways. */
function isCredential({ role, use, source }: Certificate): boolean {
  return role === "leaf" && (use === "presented" || source === "file");
}

function credentialOf({ ageDays, notBefore, of }: Certificate, name: string): Credential {
  return {
    name,
    kind: "certificate",
    source: "certificate",
    ageDays: Math.max(ageDays, 0),
    rotatedAt: notBefore,
    dated: "not-before",
    maxAgeDays: null,
    of,
    rotatedBy: "",
    reference: "",
  };
}
