// Collects files with certificates as evidence, and makes a subject of each certificate.
import type { Subject } from "../../model/index.ts";
import { collectFiles, evidenceOf, recordBeside, type FileCollector, type FileOptions } from "../collect-files.ts";
import type { EvidenceSink } from "../collected.ts";
import { readWhole } from "../file-source.ts";
import type { FoundFile } from "../find-files.ts";
import { certificateSubjects } from "./certificate-subjects.ts";
import { certificateLines } from "./pem.ts";
import { readCertificates } from "./read-certificates.ts";

const files = {
  ending: /\.(?:pem|crt|cer|der)$/i,
  what: "file with certificates",
  hint: "Name a file, a folder with files that end in .pem, .crt, .cer or .der, or a pattern such as 'tls/*.crt'.",
};

/** A list of all authorities that browsers trust is a quarter of a MiB. */
const mostBytes = 8 * 1024 * 1024;

export class CertificateCollector implements FileCollector {
  readonly #options: FileOptions;
  readonly #subjects: Subject[] = [];

  constructor(options: FileOptions) {
    this.#options = options;
  }

  /** In the order of the files, and in each file in the order in which they stand. */
  subjects(): Iterable<Subject> {
    return this.#subjects;
  }

  async collect(path: string, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void> {
    await collectFiles(path, files, sink, (file) => this.#collectFile(file, sink, next));
  }

  async #collectFile(file: FoundFile, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void> {
    const { now, fileBytes } = this.#options;
    const { content, sha256, bytes } = await readWhole(file, Math.min(fileBytes, mostBytes));
    const certificates = readCertificates(content, file.name, now);
    const record = await recordBeside(file, sha256, now);
    const lines = certificateLines(content.toString("latin1"));
    const place = { name: file.name, namespace: "", evidence: next(), location: { file: file.name }, lines };
    this.#subjects.push(...certificateSubjects(certificates, place));
    sink.finished(
      evidenceOf(
        { kind: "certificate", name: file.name, sha256, bytes, documents: certificates.length, record },
        this.#options,
      ),
    );
  }
}
