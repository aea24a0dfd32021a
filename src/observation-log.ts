// Collects what the checks said of each subject while the run goes on, and turns failures into findings with a place.
import { createHash } from "node:crypto";
import {
  reads,
  type Check,
  type Failure,
  type Finding,
  type ResourceIdentity,
  type SettingFault,
  type Subject,
} from "./model/index.ts";
import type { CheckObservations } from "./assessment/index.ts";
import type { ItemResult } from "./rego/index.ts";

interface Entry {
  readonly check: Check;
  readonly passed: number[];
  readonly findings: Finding[];
  readonly notApplicable: { subject: number; reason: string }[];
  readonly errors: { subject: number; message: string }[];
}

export class ObservationLog {
  readonly #entries: ReadonlyMap<string, Entry>;
  /** By kind and kind of object. */
  readonly #byGroup = new Map<string, readonly Entry[]>();
  readonly #selected: ReadonlySet<string>;
  readonly #wordings = new Wordings();

  constructor(checks: readonly Check[], selected: ReadonlySet<string>) {
    this.#selected = selected;
    this.#entries = new Map(
      checks.map((check) => [check.id, { check, passed: [], findings: [], notApplicable: [], errors: [] }]),
    );
  }

  /** Records the observations of one subject: every selected check that reads it and that `result` does not name passed. */
  record(index: number, subject: Subject, result: ItemResult): void {
    const deviations = new Map(result.map(({ check, outcome }) => [check, outcome]));
    for (const entry of this.#entriesOf(subject)) {
      const outcome = deviations.get(entry.check.id);
      switch (outcome?.status) {
        case undefined:
          entry.passed.push(index);
          break;
        case "fail":
          this.#find(entry, index, subject, outcome.failures);
          break;
        case "not-applicable":
          entry.notApplicable.push({ subject: index, reason: outcome.reason });
          break;
        case "error":
          entry.errors.push({ subject: index, message: withPlace(entry.check, outcome.message) });
          break;
      }
    }
  }

  /** Records what is wrong with a setting of a selected check; `index` is the file that sets it. */
  recordSetting(
    { check: id, path, location, message, details }: SettingFault,
    index: number,
    resource: ResourceIdentity,
  ): void {
    const entry = this.#entries.get(id);
    if (!entry || !this.#selected.has(id)) return;
    const { check, findings } = entry;
    findings.push({
      fingerprint: fingerprintOf(check, { resource }, path.join(".")),
      check: id,
      severity: check.severity,
      subject: index,
      path,
      location,
      message,
      details,
    });
  }

  /** Everything, by check id and then in the order of the subjects. A stopped check has errors and nothing else. */
  observations(stopped: ReadonlyMap<string, string>): readonly CheckObservations[] {
    return [...this.#entries.values()]
      .toSorted((left, right) => (left.check.id < right.check.id ? -1 : 1))
      .map(({ check, ...lists }) => {
        const selected = this.#selected.has(check.id);
        const why = stopped.get(check.id);
        if (why === undefined) return { check, selected, ...sorted(lists) };
        const subjects = [
          lists.passed,
          ...[lists.findings, lists.notApplicable, lists.errors].map((list) => list.map(({ subject }) => subject)),
        ];
        const errors = [...new Set(subjects.flat())]
          .toSorted((a, b) => a - b)
          .map((subject) => ({ subject, message: withPlace(check, why) }));
        return { check, selected, passed: [], findings: [], notApplicable: [], errors };
      });
  }

  #find({ check, findings }: Entry, index: number, subject: Subject, failures: readonly Failure[]): void {
    const seen = new Map<string, number>();
    for (const failure of failures) {
      const { path, details, message, fix } = this.#wordings.of(check, failure);
      const named = subject.namePath(path);
      const count = (seen.get(named) ?? 0) + 1;
      seen.set(named, count);
      findings.push({
        fingerprint: fingerprintOf(check, subject, count === 1 ? named : `${named}#${count}`),
        check: check.id,
        severity: check.severity,
        subject: index,
        path,
        location: subject.locate(path),
        message,
        details,
        ...(fix && { fix }),
      });
    }
  }

  #entriesOf({ kind, resource }: Subject): readonly Entry[] {
    const group = `${kind}/${resource.kind}`;
    let entries = this.#byGroup.get(group);
    if (!entries) {
      entries = [...this.#entries.values()].filter(
        ({ check }) => reads(check, kind, resource.kind) && this.#selected.has(check.id),
      );
      this.#byGroup.set(group, entries);
    }
    return entries;
  }
}

/** What a policy aborts with begins with the place of the rule; what happens to it has that of its file. */
export function withPlace({ file }: Check, message: string): string {
  return /^\S.*\.rego:\d+:\d+: /.test(message) ? message : `${file}: ${message}`;
}

/** Batches may end in any order; within a subject the policy's order stands. */
function sorted({ passed, findings, notApplicable, errors }: Omit<Entry, "check">): Omit<Entry, "check"> {
  return {
    passed: passed.toSorted((a, b) => a - b),
    findings: findings.toSorted(bySubject),
    notApplicable: notApplicable.toSorted(bySubject),
    errors: errors.toSorted(bySubject),
  };
}

function bySubject(left: { readonly subject: number }, right: { readonly subject: number }): number {
  return left.subject - right.subject;
}

/** What findings of one check have in common when their subjects are alike. */
type Wording = Pick<Finding, "path" | "details" | "message" | "fix">;

/** Beyond so many distinct ones, keeping them costs more than it saves. */
const keptWordings = 10_000;

/** Gives alike failures of a check one wording: in a large inventory most findings differ in little but their subject. */
class Wordings {
  readonly #known = new Map<string, Wording>();

  of({ id, message }: Check, { path, details, fix }: Failure): Wording {
    const key = JSON.stringify([id, path, details, fix]);
    let wording = this.#known.get(key);
    if (!wording) {
      wording = { path, details, message: fill(message, details), ...(fix && { fix }) };
      if (this.#known.size >= keptWordings) this.#known.clear();
      this.#known.set(key, wording);
    }
    return wording;
  }
}

/** Replaces each `{name}` of a template by the detail of that name; one that is missing stays as it is. */
function fill(template: string, details: Failure["details"]): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(details, name) ? String(details[name]) : whole,
  );
}

/** The API version is left out, because it changes without the object changing. */
function fingerprintOf({ id }: Check, { resource, pod }: Pick<Subject, "resource" | "pod">, path: string): string {
  const { apiVersion, kind, namespace, name } = resource;
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  return createHash("sha256")
    .update(JSON.stringify([id, group, kind, namespace, name, path, ...(pod === undefined ? [] : [pod])]))
    .digest("hex");
}
