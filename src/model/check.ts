// Checks (Rego units with METADATA), their outcomes, and the bundle that carries them.
import type { Location, PathStep, SubjectKind } from "./evidence.ts";
import type { Severity } from "./severity.ts";

export const checkScopes = ["resource", "inventory"] as const;
export type CheckScope = (typeof checkScopes)[number];

/** Subjects that one object alone makes; all others need a whole inventory. */
export const resourceKinds: ReadonlySet<SubjectKind> = new Set(["workload", "object"]);

/** What a policy's METADATA says of its check. Everything shown about a check comes from here. */
export interface Check {
  /** `group/name`: the folder, and the end of the Rego package path. */
  readonly id: string;
  readonly title: string;
  /** What is wrong and why it matters, a short paragraph. */
  readonly description: string;
  readonly severity: Severity;
  readonly scope: CheckScope;
  readonly kinds: readonly SubjectKind[];
  /** Kinds of Kubernetes objects that it reads, whatever their API group; absent for all. */
  readonly resources?: readonly string[];
  /** CWE numbers. */
  readonly cwe: readonly number[];
  readonly remediation: string;
  /** One sentence with `{detail}` placeholders that a finding's details fill. */
  readonly message: string;
  /** Names that this check had before, or has elsewhere; they select it too. */
  readonly aliases: readonly string[];
  /** Labels such as `pss-baseline`. */
  readonly tags: readonly string[];
  /** A system need not have what it judges; where there is nothing of that kind, no evidence is missing. */
  readonly optional?: true;
  /** A user's own rule that took the place of the built-in one of its id. */
  readonly replaced?: true;
  /** What may stop working once a finding is fixed; absent when nothing does. */
  readonly caution?: string;
  readonly references: readonly string[];
  /** File of the policy, relative to its policy folder. */
  readonly file: string;
  /** In the order of their names; absent when there are none. */
  readonly parameters?: readonly CheckParameter[];
}

/** Which subjects a check reads. */
export type CheckReads = Pick<Check, "kinds" | "resources">;

/** Whether a check reads subjects of this kind, of objects of this kind of Kubernetes. */
export function reads({ kinds, resources }: CheckReads, kind: SubjectKind, resource: string): boolean {
  return kinds.includes(kind) && (resources?.includes(resource) ?? true);
}

/** A setting of a check. The policy reads its value as `data.touchstone.parameters[id][name]`. */
export interface CheckParameter {
  readonly name: string;
  readonly description: string;
  readonly default: unknown;
  /** JSON Schema of its values; without one they are of the default's type. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** JSON Schema of the values with which the check still means what it says. */
  readonly bound?: Readonly<Record<string, unknown>>;
  /** What counts: the default, or what the user sets in its place. */
  readonly value: unknown;
  /** How a value that the user set is looser than the bound, and where it is set: the check fails by that alone. */
  readonly loose?: { readonly message: string; readonly location: Location };
}

/** The file that sets parameters and states intents. */
export interface SettingsFile {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** What a user sets: values by parameter, by check; and the place of a path that begins with `parameters`. */
export interface ParameterSettings {
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly locate: (path: readonly PathStep[]) => Location;
}

/** A setting with which a check could not fail as it should: that is a finding of the check, in the file that sets it. */
export interface SettingFault {
  readonly check: string;
  readonly path: readonly PathStep[];
  readonly location: Location;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What one entry of a policy's `fail` set says. */
export interface Failure {
  readonly path: readonly PathStep[];
  readonly details: Readonly<Record<string, unknown>>;
  readonly fix?: Fix;
}

/** One edit of the object that mends a failure: the value that belongs at the path, or that nothing belongs there. */
export type Fix =
  | { readonly path: readonly PathStep[]; readonly set: unknown }
  | { readonly path: readonly PathStep[]; readonly remove: true };

/** The outcome of one check on one subject. */
export type Outcome =
  | { readonly status: "pass" }
  | { readonly status: "fail"; readonly failures: readonly Failure[] }
  | { readonly status: "not-applicable"; readonly reason: string }
  | { readonly status: "error"; readonly message: string };

/** Compiled policies and what they say of themselves. */
export interface Bundle {
  readonly checks: readonly Check[];
  /** sha256 over the policies' sources, their data and parameters, as `sha256:<hex>`: the identity of what judged. */
  readonly digest: string;
  /** One WASM module per origin: the built-in policies, and the user's own if there are any. */
  readonly modules: readonly BundleModule[];
}

export interface BundleModule {
  readonly origin: "built-in" | "user";
  readonly wasm: Uint8Array<ArrayBuffer>;
  /** The `data` document of its policies, as JSON. */
  readonly data: string;
  /** The checks that were compiled into this module, in the order of its entrypoints. */
  readonly checks: readonly (CheckReads & Pick<Check, "id">)[];
}
