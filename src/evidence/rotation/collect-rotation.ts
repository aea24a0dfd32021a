// Collects records of rotations as evidence, and hands what they state to whoever knows the Secrets.
import type { Subject } from "../../model/index.ts";
import { collectFiles, evidenceOf, recordBeside, type FileCollector, type FileOptions } from "../collect-files.ts";
import type { EvidenceSink } from "../collected.ts";
import { readWhole } from "../file-source.ts";
import type { FoundFile } from "../find-files.ts";
import type { Credentials } from "./credentials.ts";
import { readRotations } from "./read-rotation.ts";

const files = {
  ending: /\.rotation\.ya?ml$|^rotation\.ya?ml$/i,
  what: "record of rotations",
  hint: "Name a file, a folder with files that end in rotation.yaml, or a pattern such as 'records/*.yaml'.",
};

const mostBytes = 4 * 1024 * 1024;

export class RotationCollector implements FileCollector {
  readonly #options: FileOptions;
  readonly #credentials: Credentials;

  /** `credentials` are those of the run, which it gives itself at the end. */
  constructor(options: FileOptions, credentials: Credentials) {
    this.#options = options;
    this.#credentials = credentials;
  }

  subjects(): Iterable<Subject> {
    return [];
  }

  async collect(path: string, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void> {
    await collectFiles(path, files, sink, (file) => this.#collectFile(file, sink, next));
  }

  async #collectFile(file: FoundFile, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void> {
    const { now, fileBytes } = this.#options;
    const { content, sha256, bytes } = await readWhole(file, Math.min(fileBytes, mostBytes));
    const rotations = readRotations(content, file.name, now);
    const record = await recordBeside(file, sha256, now);
    this.#credentials.record(rotations, { evidence: next(), now });
    sink.finished(
      evidenceOf({ kind: "rotation", name: file.name, sha256, bytes, documents: 1, record }, this.#options),
    );
  }
}
