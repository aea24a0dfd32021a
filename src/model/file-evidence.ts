// Evidence that lies in files which others made.

/** Each has an option and a key of touchstone.yaml of its name; both take files, folders of them, and patterns. */
export const fileEvidence = ["sarif", "sbom", "certificates", "signatures", "rotation", "tls", "platform"] as const;
export type FileEvidence = (typeof fileEvidence)[number];

/** Paths, by what lies there. */
export type EvidenceFiles = Readonly<Record<FileEvidence, readonly string[]>>;

/** Those of `from`, and nothing where it says nothing. */
export function evidenceFiles(from: Partial<EvidenceFiles>): EvidenceFiles {
  return Object.fromEntries(fileEvidence.map((kind) => [kind, from[kind] ?? []])) as unknown as EvidenceFiles;
}
