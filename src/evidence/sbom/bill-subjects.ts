// Subjects of bills of materials: each document, and each component that it lists.
import type { Bill, Component, Subject, SubjectKind } from "../../model/index.ts";

/** A bill, and where it was read. */
export interface PlacedBill {
  readonly bill: Bill;
  /** In the order of the document. */
  readonly components: readonly Component[];
  /** Index of the evidence. */
  readonly evidence: number;
  /** The document. */
  readonly file: string;
}

/** Documents in the order of their names, each before its components; every name is there once. */
export function* billSubjects(bills: readonly PlacedBill[]): Generator<Subject> {
  const names = new Map<string, number>();
  for (const { bill, components, ...at } of bills.toSorted((left, right) => (left.file < right.file ? -1 : 1))) {
    const file = nameable(at.file);
    yield subjectOf("sbom", "BillOfMaterials", unique(file, names), bill, at);
    for (const component of components) {
      const plain = plainName(component);
      const own = names.has(plain) ? `${file}:${plain}` : plain;
      yield subjectOf("component", "Component", unique(own, names), component, at);
    }
  }
}

/** The package URL without what follows the version, or the name and the version. */
function plainName({ name, version, purl }: Component): string {
  const [url = ""] = purl.split(/[?#]/);
  return nameable(url || (version === "" ? name : `${name}@${version}`));
}

/** Exceptions name subjects, and take no white space or wildcards. */
function nameable(text: string): string {
  return text.replaceAll(/[\s*?]+/g, "-");
}

/** The name, or with a number when it has been given away; `names` knows the last number of each. */
function unique(name: string, names: Map<string, number>): string {
  let number = names.get(name) ?? 0;
  let one = name;
  do {
    number += 1;
    one = number === 1 ? name : `${name}#${number}`;
  } while (names.has(one));
  names.set(name, number);
  if (one !== name) names.set(one, 1);
  return one;
}

function subjectOf(
  kind: SubjectKind,
  resourceKind: string,
  name: string,
  input: Bill | Component,
  { file, evidence }: Pick<PlacedBill, "evidence" | "file">,
): Subject {
  const location = { file, line: 1 };
  return {
    kind,
    resource: { apiVersion: "touchstone/v1", kind: resourceKind, namespace: "", name },
    evidence,
    location,
    input,
    locate: () => location,
    namePath: () => "",
  };
}
