// What a tool says of an object: the common terms to which the outputs of all tools are reduced.

/** A verdict of one check on one object, all containers together. `says` is what the tool says to it: messages, reasons. */
export interface Verdict {
  readonly outcome: "pass" | "fail" | "not-applicable";
  readonly says: readonly string[];
}

/** `file kind/namespace/name`; the namespace of an object that names none is `default`, in all tools alike. */
export type ObjectKey = string & { readonly brand: "ObjectKey" };

/** Verdicts by check and object. */
export type Verdicts = ReadonlyMap<string, ReadonlyMap<ObjectKey, Verdict>>;

export interface Named {
  readonly file: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

export function objectKey({ file, kind, namespace, name }: Named): ObjectKey {
  return `${file} ${kind}/${namespace === undefined || namespace === "" ? "default" : namespace}/${name}` as ObjectKey;
}

/** Several checks as one, and several verdicts on one object: it fails when any of them does, else it passes when any does. */
export function fold(verdicts: readonly Verdict[]): Verdict | undefined {
  for (const outcome of ["fail", "pass", "not-applicable"] as const) {
    const alike = verdicts.filter((verdict) => verdict.outcome === outcome);
    if (alike.length > 0) return { outcome, says: [...new Set(alike.flatMap(({ says }) => says))].toSorted() };
  }
  return undefined;
}

/** Collects verdicts in any order; those of one check on one object are folded. */
export class VerdictLog {
  readonly #verdicts = new Map<string, Map<ObjectKey, Verdict>>();

  add(check: string, object: ObjectKey, verdict: Verdict): void {
    const ofCheck = this.#verdicts.get(check) ?? new Map<ObjectKey, Verdict>();
    this.#verdicts.set(check, ofCheck);
    const before = ofCheck.get(object);
    const folded = before === undefined ? verdict : fold([before, verdict]);
    if (folded !== undefined) ofCheck.set(object, folded);
  }

  get verdicts(): Verdicts {
    return this.#verdicts;
  }
}
