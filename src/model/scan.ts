// Scans (runs of scanners) and weaknesses (what they found), as policies read them.
import type { Severity } from "./severity.ts";

export const weaknessClasses = ["code", "secret", "dependency", "image", "configuration", "licence"] as const;
/** What kind of thing is weak: code of one's own, a secret that lies open, software of others, an image, configuration, a licence. */
export type WeaknessClass = (typeof weaknessClasses)[number];

/** `info` is told and is no weakness that a check fails for. */
export type WeaknessSeverity = Severity | "info";

/** Where a severity was read, the strongest first; `default` is ours for a tool that says none. */
export const severitySources = [
  "result.security-severity",
  "rule.security-severity",
  "tool",
  "result.level",
  "rule.level",
  "default",
] as const;
export type SeveritySource = (typeof severitySources)[number];

/**
 * Where a date was read since which a fix has been known, the strongest first: that of the fix itself, that of the advisory, that of
 * the first run that found the vulnerability. The last two are bounds: the fix may have come later.
 */
export const fixDateSources = ["fix", "advisory", "first-detection"] as const;
export type FixDateSource = (typeof fixDateSources)[number];

/** A scanner, by the name that all its versions share here. */
export interface ScannerIdentity {
  /** Lower case, such as `cargo-audit`. */
  readonly name: string;
  /** As it calls itself. */
  readonly label: string;
  /** Empty where nobody says it. */
  readonly version: string;
}

/** One run of one scanner: the `input` of checks that read `scan`. */
export interface Scan {
  readonly tool: ScannerIdentity;
  /** What such a run looks for. */
  readonly classes: readonly WeaknessClass[];
  /** Whether it has a list of results: none at all is not an empty one. */
  readonly executed: boolean;
  /** What it says of itself; null when it says nothing. */
  readonly successful: boolean | null;
  readonly exitCode: number | null;
  /** Notifications of level error. */
  readonly errors: readonly string[];
  /** How many rules it says that it has. */
  readonly rules: number;
  /** Whether a record lies beside the file. */
  readonly recorded: boolean;
  /** Since it was made; null when nobody says when that was. */
  readonly ageHours: number | null;
  readonly databaseAgeHours: number | null;
  /** Empty when nobody says it. */
  readonly commit: string;
  /** Paths that it says it covered. */
  readonly targets: readonly string[];
  /** The image that it says it looked at; null for all else. */
  readonly image: ScannedImage | null;
  readonly results: ScanResults;
  /** Numbers of vulnerabilities that have a fix, and of which nobody says since when: their `fixKnownDays` is null. */
  readonly undatedFixes: Readonly<Record<WeaknessSeverity, number>>;
}

/** An image as a scanner names it, with the digests that it says the image has in registries, `sha256:` and hexadecimal digits. */
export interface ScannedImage {
  readonly name: string;
  readonly digests: readonly string[];
}

/** Numbers of results; `failed` are those of a severity, suppressed ones among them. */
export type ScanResults = Readonly<Record<WeaknessSeverity | "total" | "failed" | "suppressed" | "undecided", number>>;

/** Who found a weakness. */
export interface Witness {
  readonly tool: string;
  readonly version: string;
  readonly rule: string;
}

/** One weakness, whoever found it: the `input` of checks that read `weakness`. */
export interface Weakness {
  readonly class: WeaknessClass;
  readonly severity: WeaknessSeverity;
  readonly severitySource: SeveritySource;
  /** Of the first witness. */
  readonly rule: string;
  readonly title: string;
  /** Empty for secrets: what a scanner says of one may have it. */
  readonly message: string;
  /** In ascending order. */
  readonly cwe: readonly number[];
  /**
   * Controls whose catalogue lists one of the CWE numbers, such as `owasp-2025/A05:2025`, in alphabetical order. What the tool
   * says of categories is only a claim, and not here.
   */
  readonly categories: readonly string[];
  /** Relative to the root of what was scanned where the scanner says that; empty when it names no file. */
  readonly file: string;
  /** 0 when it is unknown. */
  readonly line: number;
  /** Ids of a vulnerability: CVE, GHSA, RUSTSEC, PYSEC. */
  readonly advisories: readonly string[];
  readonly package: WeakPackage | null;
  /**
   * For how many whole days the fix of a vulnerability has been known, or at least the vulnerability itself (`fixKnownSource` says
   * which). Null when nobody says a date, or one to come; and for all that is no vulnerability.
   */
  readonly fixKnownDays: number | null;
  /** Null together with `fixKnownDays`. */
  readonly fixKnownSource: FixDateSource | null;
  /**
   * Which kind it is of, and where the scanner gave the secret a digest of it: HMAC-SHA256 of the secret without white space, in
   * base64url, with the URI in the log as the key. Empty where it did not.
   */
  readonly secret: { readonly kind: string; readonly digest: string } | null;
  readonly suppressed: Suppression | null;
  /** SARIF's baselineState; empty when it has none. */
  readonly state: "" | "new" | "unchanged" | "updated";
  /** In the order of their tools. */
  readonly witnesses: readonly Witness[];
}

export interface WeakPackage {
  readonly name: string;
  /** Empty where it is unknown, as is `fixed` where there is no fix. */
  readonly version: string;
  readonly fixed: string;
}

/** Somebody told the scanner to pass over it. Nobody approved that here, so it excuses nothing. */
export interface Suppression {
  readonly kind: string;
  readonly status: string;
  readonly justification: string;
}

/** CWE numbers of weaknesses about credentials: what a scanner says of one may quote it. */
export const credentialWeaknesses: ReadonlySet<number> = new Set([256, 257, 259, 260, 321, 522, 523, 798]);

/** What a weakness of each class is called where objects of Kubernetes have their kind. */
export const weaknessKinds = {
  code: "CodeWeakness",
  secret: "ExposedSecret",
  dependency: "Vulnerability",
  image: "ImageVulnerability",
  configuration: "Misconfiguration",
  licence: "LicenceProblem",
} as const satisfies Record<WeaknessClass, string>;

/** All kinds of what files of evidence say: they are in no namespace, and their names may hold a path. */
export const scannerKinds: ReadonlySet<string> = new Set([
  ...Object.values(weaknessKinds),
  "ScannerRun",
  "Scanners",
  "BillOfMaterials",
  "SignedStatement",
  "ContainerImage",
]);
