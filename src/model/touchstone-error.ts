// An expected failure: it carries what a user needs, and never a stack trace.

/** Exit codes of the command line (DESIGN: the compliance model). */
export const exitCodes = { passed: 0, failed: 1, incomplete: 2, usage: 3 } as const;

/** Marks our errors across bundles of the program, each of which has a class of its own. */
const brand = Symbol.for("touchstone.error");

/** An error that the user can do something about. `code` is one of those in docs/errors.md. */
export class TouchstoneError extends Error {
  /** Whether it is one, whichever bundle made it; a class below this one asks as usual. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== TouchstoneError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === "object" && value !== null && brand in value;
  }

  readonly [brand] = true;
  readonly code: ErrorCode;
  /** What to do about it, a sentence. */
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "TouchstoneError";
    this.code = code;
    this.hint = hint;
  }
}

/** Every code, with when it is used. docs/errors.md is tested against this table in both directions. */
export const errorCodes = {
  E_USAGE: "the command line is wrong",
  E_CONFIG: "touchstone.yaml, or a file that it names, is wrong",
  E_PATH_MISSING: "a path does not exist",
  E_UNREADABLE: "a file or folder cannot be read",
  E_TOO_LARGE: "a file or document is larger than the limit",
  E_BINARY: "a file is not text",
  E_YAML: "YAML or JSON does not parse",
  E_YAML_BOMB: "aliases expand beyond the limit, or refer to themselves",
  E_NOT_KUBERNETES: "a document is not a Kubernetes object",
  E_CHART: "a Helm chart does not render",
  E_KUSTOMIZE: "a kustomization does not build, or there is nothing to build it with",
  E_KUBECONFIG: "a kubeconfig is missing or wrong, or its credentials cannot be had",
  E_CLUSTER: "a cluster cannot be reached, or does not let everything be read",
  E_POLICY: "a policy does not compile or fails, or its METADATA is wrong",
  E_BUNDLE: "a policy bundle is wrong: its archive, manifest or data",
  E_SIGNATURE: "a policy bundle is not signed as it must be",
  E_CATALOGUE: "a control catalogue is wrong",
  E_EXCEPTION: "a file with exceptions is wrong",
  E_SOA: "a Statement of Applicability is wrong",
  E_ATTESTATION: "a file with attestations is wrong",
  E_SARIF: "a file is no SARIF log, or not a whole one",
  E_SBOM: "a file is no bill of materials that can be read, or not a whole one",
  E_CERTIFICATE: "a file or an object has no certificate that can be read where it should",
  E_STATEMENT: "a file is no signed statement that can be read, or a key for one is wrong",
  E_ROTATION: "a record of rotations is wrong",
  E_TLS: "a file is no measurement of TLS endpoints, or an endpoint could not be measured",
  E_PLATFORM: "settings of a server or of the platform cannot be read",
  E_RECORD: "the record of a file of evidence is wrong",
  E_ASSESSMENT: "a file is no assessment, or says what does not follow from it",
  E_HISTORY: "a history of assessments cannot be used",
  E_BASELINE: "a baseline is wrong",
  E_MAPPING: "a mapping is wrong: unknown control, unknown check, or a wrong shape",
  E_TOOLCHAIN: "an embedded or native tool is missing or failed",
  E_OUTPUT: "a report or a file cannot be written",
} as const;
export type ErrorCode = keyof typeof errorCodes;

/** The message of anything thrown; foreign libraries throw strings and plain objects too. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  if (typeof thrown === "string") return thrown;
  if (typeof thrown === "object" && thrown !== null && "message" in thrown) return String(thrown.message);
  return String(thrown);
}
