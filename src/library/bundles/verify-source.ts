// Refuses a source that is not signed with the given key, and says what is wrong with it. OPA's own verifier decides.
import { TouchstoneError } from "../../model/index.ts";
import type { SourceFiles } from "./source-files.ts";
import type { Verification } from "./verification.ts";

/** What OPA finds wrong; the codes are those of toolchain/rego/bundle.go. */
export interface SignatureProblem {
  readonly code: string;
  /** Inside the source; empty when the problem is no file's. */
  readonly file: string;
  /** OPA's words, or the name that the code speaks of. */
  readonly message: string;
}

/**
 * Holds every file against the signature among them; no problems mean that it holds. `opa sign --bundle FOLDER` puts the
 * path of the folder before the names: those are the same files.
 */
export type VerifyFiles = (
  files: SourceFiles["files"],
  folder: string,
  verification: Verification,
) => Promise<readonly SignatureProblem[]>;

const shownProblems = 10;

/** @throws TouchstoneError E_SIGNATURE, with a line for each problem */
export async function verifySource(
  source: SourceFiles,
  verification: Verification,
  verify: VerifyFiles,
): Promise<void> {
  const { shown, files } = source;
  const problems = await verify(files, source.folder ?? "", verification);
  if (problems.length === 0) return;
  const lines = problems.slice(0, shownProblems).map((problem) => describe(shown, problem, verification));
  const more = problems.length - lines.length;
  if (more > 0) lines.push(`${shown}: and ${more} more ${more === 1 ? "file" : "files"}`);
  throw new TouchstoneError("E_SIGNATURE", lines.join("\n"), hintFor(problems[0]?.code ?? ""));
}

function describe(shown: string, { code, file, message }: SignatureProblem, { keyId, scope }: Verification): string {
  switch (code) {
    case "signature-missing":
      return `${shown} is not signed: there is no .signatures.json in it`;
    case "signature-twice":
      return `${shown} has more than one .signatures.json`;
    case "signature-unreadable":
      return `${shown}/${file} cannot be read: ${message}`;
    case "signature-plugin":
      return `${shown}/${file} asks for the plugin ${message} of OPA, which Touchstone does not have`;
    case "signature-invalid":
      return `the signature of ${shown} does not hold for the verification key: ${message}`;
    case "key-unknown":
      return `${shown} is signed with the key ${JSON.stringify(message)}, not with ${JSON.stringify(keyId)}`;
    case "scope-mismatch":
      return `the signature of ${shown} does not have ${scope === "" ? "an empty scope" : `the scope ${JSON.stringify(scope)}`}`;
    case "file-unsigned":
      return `${shown}/${file} is not among the files that were signed`;
    case "file-changed":
      return `${shown}/${file} differs from what was signed`;
    case "file-missing":
      return `${shown}/${file} was signed, and is not there`;
    default:
      return `${shown}: ${message || code}`;
  }
}

function hintFor(code: string): string {
  if (code === "signature-missing") return "Sign it with `opa sign` or `opa build --signing-key`.";
  if (code.startsWith("file-")) return "Get the bundle again from who signs it; do not use this one.";
  if (code === "scope-mismatch") return "Give the scope that it was signed with to --verification-scope.";
  return "Give the public key of who signed it, and the algorithm if it is not the usual one of that key.";
}
