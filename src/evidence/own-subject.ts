// Subjects that are no objects of Kubernetes: what scanners and bills of materials say.
import type { Subject, SubjectKind } from "../model/index.ts";

export interface OwnSubject {
  readonly kind: SubjectKind;
  /** What stands where objects of Kubernetes have their kind. */
  readonly resourceKind: string;
  readonly name: string;
  /** Of what stands inside of an object of a namespace. */
  readonly namespace?: string;
  readonly input: unknown;
  /** Index of the evidence. */
  readonly evidence: number;
  readonly file: string;
  /** 0 where it is unknown. */
  readonly line: number;
}

export function ownSubject({
  kind,
  resourceKind,
  name,
  namespace = "",
  input,
  evidence,
  file,
  line,
}: OwnSubject): Subject {
  const location = line > 0 ? { file, line } : { file };
  return {
    kind,
    resource: { apiVersion: "touchstone/v1", kind: resourceKind, namespace, name },
    evidence,
    location,
    input,
    locate: () => location,
    namePath: () => "",
  };
}

/** Exceptions name subjects, and take no white space or wildcards. */
export function nameable(text: string): string {
  return text.replaceAll(/[\s*?]+/g, "-");
}
