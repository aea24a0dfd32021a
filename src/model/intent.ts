// What a team states of its own system in touchstone.yaml: who must not, and who must, reach whom; who alone may do what.
import type { PathStep, Location } from "./evidence.ts";
import type { Severity } from "./severity.ts";

/** Workloads by all that is said of them; with nothing said, every pod of the cluster, also those that no evidence has. */
export interface WorkloadSelection {
  readonly namespaces?: readonly string[];
  /** `NAME`, `NAMESPACE/NAME` or `KIND NAMESPACE/NAME`. */
  readonly workloads?: readonly string[];
  /** Of pods, each with its value or several to choose from. */
  readonly labels?: Readonly<Record<string, string | readonly string[]>>;
  readonly except?: Omit<WorkloadSelection, "except">;
}

/** Workloads, or whoever is outside of the cluster. */
export type ConnectionEnd = WorkloadSelection | { readonly outside: true };

/** `ports` are numbers, ranges and protocols: 5432, `53/UDP`, `8000-8080`; without any, all of them. */
export interface StatedConnection {
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  readonly ports?: readonly (number | string)[];
}

interface Stated {
  /** The check is `intent/NAME`. */
  readonly name: string;
  readonly title?: string;
  readonly severity?: Severity;
}

/** Connections that must not be open, or that must be. */
export type SegmentationIntent = Stated & ({ readonly deny: StatedConnection } | { readonly allow: StatedConnection });

/** Rights as `who-can` asks for them. */
export interface StatedRights {
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  /** Of objects; without any, whatever their name. */
  readonly names?: readonly string[];
  /** Without any, wherever it may be. */
  readonly namespaces?: readonly string[];
}

/** Subjects as `can-i --as` takes them. */
export type PrivilegeIntent = Stated & { readonly only: readonly string[]; readonly may: StatedRights };

/** Everything that is stated, and the place of a path of the file that states it. */
export interface Intents {
  readonly segmentation: readonly SegmentationIntent[];
  readonly leastPrivilege: readonly PrivilegeIntent[];
  readonly locate: (path: readonly PathStep[]) => Location;
}

/** An intent that selects nothing proves nothing: where it says so, and what is the matter. */
export interface VainIntent {
  readonly name: string;
  readonly path: readonly PathStep[];
  readonly message: string;
}

/** The check that an intent becomes. */
export function intentCheckId(name: string): string {
  return `intent/${name}`;
}

export function statedKind(intent: SegmentationIntent): "deny" | "allow" {
  return "deny" in intent ? "deny" : "allow";
}

export function statedConnection(intent: SegmentationIntent): StatedConnection {
  return "deny" in intent ? intent.deny : intent.allow;
}
