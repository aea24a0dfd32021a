// Evidence (bytes that were collected) and subjects (what a check looks at).

import type { WeaknessClass } from "./scan.ts";
import type { ErrorCode } from "./touchstone-error.ts";

/** A step into a JSON value: a property name or an array index. */
export type PathStep = string | number;

/** A place in a source file; lines and columns count from 1, as SARIF and editors do. */
export interface Location {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export const evidenceKinds = [
  "manifest",
  "chart",
  "kustomization",
  "cluster",
  "configuration",
  "sarif",
  "sbom",
  "certificate",
  "signature",
  "rotation",
  "tls",
  "platform",
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** One collected source: a manifest file, a rendered chart or kustomization, standard input, a cluster, or settings that were judged. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** The path as the user gave it (or found below it), with `/` separators; `-` for standard input; a cluster's context. */
  readonly source: string;
  readonly collector: { readonly name: string; readonly version: string };
  /** UTC, ISO 8601. */
  readonly collectedAt: string;
  /** Of the bytes that were judged: the file's, for charts the rendered manifest's, for clusters canonical JSON. Lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly documents: number;
  /** The git commit that it is of: what its record says, else that of the work tree that it lies in. */
  readonly commit?: string;
  /** What whoever made the file recorded beside it. */
  readonly record?: EvidenceRecord;
}

/** How and when a file of evidence was made, where that was not now and not here. */
export interface EvidenceRecord {
  /** UTC, ISO 8601. */
  readonly madeAt: string;
  readonly tool?: { readonly name: string; readonly version?: string };
  /** For a run of a scanner: how it went. */
  readonly run?: RunRecord;
}

/** How a program ran that made evidence. */
export interface RunRecord {
  readonly command: readonly string[];
  /** Of a program that was killed, 128 and the number of the signal, as shells have it. */
  readonly exitCode: number;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly classes?: readonly WeaknessClass[];
  /** What it looked at; the digest is over all of its files. */
  readonly target?: { readonly path: string; readonly sha256?: string };
  /** The vulnerabilities that it knew. */
  readonly database?: { readonly updatedAt: string };
}

/** Evidence that was meant to be read and could not be: it never counts as a pass. */
export interface EvidenceProblem {
  readonly code: ErrorCode;
  readonly source: string;
  readonly location: Location;
  readonly message: string;
  readonly hint: string;
}

export const subjectKinds = [
  "workload",
  "object",
  "namespace",
  "relation",
  "access",
  "network",
  "scan",
  "weakness",
  "scanners",
  "sbom",
  "component",
  "signature",
  "image",
  "certificate",
  "credential",
  "endpoint",
  "transport",
  "control-plane",
  "monitoring",
  "alerts",
] as const;
/**
 * `workload` owns pods; `object` is any other Kubernetes object. The others are derived from a whole inventory:
 * `namespace`; `relation`, what one object refers to, selects, and is selected by; `access`, what an object of RBAC or an
 * account may do; `network`, what reaches a workload and what it reaches, and what a network policy means. `scan` is one
 * run of a scanner, `weakness` what scanners found, and `scanners` all runs together. `sbom` is a bill of materials, and
 * `component` what it lists. `signature` is a signed statement, and `image` an image with what is known of it.
 * `certificate` is one of X.509, `credential` whatever has to be renewed, `endpoint` a TLS server that was asked, `transport`
 * what settings say of TLS, and `control-plane` a component of Kubernetes with its flags. `monitoring` is a file or object that
 * sets monitoring up, and `alerts` all alerts together.
 */
export type SubjectKind = (typeof subjectKinds)[number];

/** Identity of a Kubernetes object. Cluster-scoped objects have an empty namespace. */
export interface ResourceIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Where a kind of custom resource keeps its pods, as a user says it. */
export interface PodTemplateSetting {
  readonly group: string;
  readonly kind: string;
  /** Keys joined by dots; `*` stands for each item of a list or mapping, and `?` after a key says that it may be missing. */
  readonly path: string;
  /** What stands there: a pod template, which is the default, or the spec of a pod. */
  readonly type?: "template" | "spec";
}

/** What a check looks at, with a pointer into its evidence. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly resource: ResourceIdentity;
  /** Index into the assessment's evidence list. */
  readonly evidence: number;
  readonly location: Location;
  /** Which pod of the object this is, as the named path of its spec; absent for kinds that have only one. */
  readonly pod?: string;
  /** Named paths of what looks like pods and is none that is known: no check has looked at it as a workload. */
  readonly unjudgedPods?: readonly string[];
  /** The normalised document that policies read as `input`; a plain JSON value. */
  readonly input: unknown;
  /** The place of `path` (in the object's own terms) in the source; the nearest existing ancestor when it is absent. */
  readonly locate: (path: readonly PathStep[]) => Location;
  /** The path with list items named where they have a name: stable when items move. */
  readonly namePath: (path: readonly PathStep[]) => string;
}
