// Collects files of signatures as evidence, and makes a subject of each envelope.
import { existsSync } from "node:fs";
import type { Signature, Subject } from "../../model/index.ts";
import { collectFiles, evidenceOf, recordBeside, type FileCollector, type FileOptions } from "../collect-files.ts";
import type { EvidenceSink } from "../collected.ts";
import { readWhole } from "../file-source.ts";
import type { FoundFile } from "../find-files.ts";
import { nameable, ownSubject } from "../own-subject.ts";
import { readEnvelopes, type PlacedEnvelope } from "./read-envelopes.ts";
import { signatureOf } from "./signature-of.ts";
import type { SignedFile } from "./sigstore-bundle.ts";
import { readTrustedKeys, type TrustedKey } from "./trusted-keys.ts";

const bundleEnding = /\.(?:sigstore(?:\.json)?|bundle(?:\.json)?)$/i;

const files = {
  ending:
    /(?:\.(?:sig|att|intoto|dsse|sigstore|bundle|attestation|signatures?|provenance)\.jsonl?|\.sigstore|\.jsonl)$/i,
  what: "file of signatures",
  hint: "Name a file, a folder with files that end in .sig.json, .att.json, .intoto.jsonl, .sigstore.json or .jsonl, or a pattern such as 'signatures/*.json'.",
};

/** They are read whole. */
const mostBytes = 64 * 1024 * 1024;

export interface SignatureOptions extends FileOptions {
  /** Files with public keys or certificates: whose signatures count. */
  readonly signatureKeys: readonly string[];
}

export class SignatureCollector implements FileCollector {
  readonly #options: SignatureOptions;
  #keys: Promise<readonly TrustedKey[]> | undefined;
  readonly #signatures: { readonly signature: Signature; readonly evidence: number; readonly line: number }[] = [];

  constructor(options: SignatureOptions) {
    this.#options = options;
  }

  /** In the order of the files' names. One of several in a file has its number. */
  *subjects(): Generator<Subject> {
    const sorted = this.#signatures.toSorted((left, right) => (left.signature.file < right.signature.file ? -1 : 1));
    const counts = new Map<string, number>();
    for (const { signature: input, ...at } of sorted) {
      const { file } = input;
      const number = (counts.get(file) ?? 0) + 1;
      counts.set(file, number);
      const name = nameable(number === 1 ? file : `${file}#${number}`);
      yield ownSubject({ kind: "signature", resourceKind: "SignedStatement", name, input, file, ...at });
    }
  }

  async collect(path: string, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void> {
    // A key that cannot be read is a problem of every path, and of none alone: it would leave all of them unverified.
    await collectFiles(path, files, sink, (file) => this.#collectFile(file, sink, next));
  }

  async #collectFile(file: FoundFile, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void> {
    const { now, signatureKeys } = this.#options;
    this.#keys ??= readTrustedKeys(signatureKeys);
    const keys = await this.#keys;
    const { content, sha256, bytes } = await readWhole(file, this.#limit());
    const envelopes = readEnvelopes(content, file.name, await this.#signedBeside(file));
    const record = await recordBeside(file, sha256, now);
    const evidence = next();
    for (const envelope of envelopes)
      this.#signatures.push({ signature: signatureOf(envelope, keys, file.name, now), evidence, line: envelope.line });
    sink.finished(
      evidenceOf(
        {
          kind: "signature",
          name: file.name,
          sha256,
          bytes,
          documents: envelopes.length,
          record,
          madeAt: oldest(envelopes),
        },
        this.#options,
      ),
    );
  }

  /** `manifest.json` beside `manifest.json.sigstore.json`: what a bundle of bare bytes is the signature of. */
  async #signedBeside({ path, name }: FoundFile): Promise<SignedFile | undefined> {
    const beside = path.replace(bundleEnding, "");
    if (beside === path || !existsSync(beside)) return undefined;
    const signed = { path: beside, name: name.replace(bundleEnding, "") };
    return { name: signed.name, bytes: (await readWhole(signed, this.#limit())).content };
  }

  #limit(): number {
    return Math.min(this.#options.fileBytes, mostBytes);
  }
}

/** All of them have to say a time. */
function oldest(envelopes: readonly PlacedEnvelope[]): string | undefined {
  const times = envelopes.map(({ madeAt }) => madeAt).filter((time) => time !== undefined);
  return times.length === envelopes.length ? times.toSorted()[0] : undefined;
}
