// The options for evidence that lies in files which others made: one for each kind, and the keys of signatures.
import type { Command } from "commander";
import type { Config } from "../config/index.ts";
import { evidenceFiles, fileEvidence, type EvidenceFiles, type FileEvidence } from "../model/index.ts";
import { collect } from "./arguments.ts";

export interface FileOptions extends EvidenceFiles {
  /** Files with public keys or certificates: whose signatures count. */
  readonly signatureKey: readonly string[];
}

/** What `--help` calls the files of each kind. */
const words: Readonly<Record<FileEvidence, string>> = {
  sarif: "logs of scanners",
  sbom: "bills of materials",
  certificates: "certificates, in PEM or DER",
  signatures: "signed statements of images and provenance",
  rotation: "records of when credentials were renewed",
  tls: "what `collect tls` measured",
  platform: "settings of servers, of the control plane and of monitoring",
};

export function addFileOptions(command: Command): Command {
  for (const kind of fileEvidence) {
    command.option(`--${kind} <path>`, `${words[kind]}: a file, a folder, or a pattern (repeatable)`, collect, []);
  }
  const keys = "a public key, or certificate, whose signatures count (repeatable)";
  return command.option("--signature-key <file>", keys, collect, []);
}

/** Those of touchstone.yaml, and then those of the command line. */
export function mergeFileOptions(options: FileOptions, config: Config): FileOptions {
  const files = fileEvidence.map((kind) => [kind, [...(config[kind] ?? []), ...options[kind]]]);
  return {
    ...evidenceFiles(Object.fromEntries(files)),
    signatureKey: [...(config.signatureKeys ?? []), ...options.signatureKey],
  };
}

/** For commands that read objects of Kubernetes alone. */
export const noFileOptions: FileOptions = { ...evidenceFiles({}), signatureKey: [] };

/** Whether any file of evidence is named. */
export function namesEvidenceFiles(options: EvidenceFiles): boolean {
  return fileEvidence.some((kind) => options[kind].length > 0);
}
