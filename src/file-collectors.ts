// Who reads evidence that lies in files: each collector is loaded when there is something for it.
import { credentials } from "./evidence/inside/credentials.ts";
import type { FileCollector, FileOptions, Insides } from "./evidence/index.ts";
import type { FileEvidence, Subject } from "./model/index.ts";

export interface CollectorOptions extends FileOptions {
  /** Files with public keys or certificates: whose signatures count. */
  readonly signatureKeys: readonly string[];
  /** Readers of what stands inside of objects, who read files as well. */
  readonly insides: Insides;
}

/** A collector that knows by itself what its files give. */
export interface SubjectCollector extends FileCollector {
  /** Once all files are read. */
  subjects(): Iterable<Subject>;
}

/** Runs of scanners are told apart by the whole run: `gather.ts` has theirs. */
export const fileCollectors: Partial<
  Record<Exclude<FileEvidence, "sarif">, (options: CollectorOptions) => Promise<SubjectCollector>>
> = {
  certificates: async (options) => new (await import("./evidence/certificates/index.ts")).CertificateCollector(options),
  rotation: async (options) => {
    const { RotationCollector } = await import("./evidence/rotation/index.ts");
    return new RotationCollector(options, await options.insides.reader(credentials));
  },
  signatures: async (options) => new (await import("./evidence/signatures/index.ts")).SignatureCollector(options),
  sbom: async (options) => new (await import("./evidence/sbom/index.ts")).BillCollector(options),
  platform: async (options) => new (await import("./evidence/platform/index.ts")).PlatformCollector(options),
};
