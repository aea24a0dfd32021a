// Subjects of bills of materials: each document, and each component that it lists.
import type { Bill, Component, Subject } from "../../model/index.ts";
import { nameable, ownSubject } from "../own-subject.ts";

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
    const place = { ...at, line: 1 };
    const name = unique(file, names);
    yield ownSubject({ kind: "sbom", resourceKind: "BillOfMaterials", name, input: bill, ...place });
    for (const component of components) {
      const plain = plainName(component);
      const own = names.has(plain) ? `${file}:${plain}` : plain;
      const called = unique(own, names);
      yield ownSubject({ kind: "component", resourceKind: "Component", name: called, input: component, ...place });
    }
  }
}

/** The package URL without what follows the version, or the name and the version. */
function plainName({ name, version, purl }: Component): string {
  const [url = ""] = purl.split(/[?#]/);
  return nameable(url || (version === "" ? name : `${name}@${version}`));
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
