// Reduces an assessment, Touchstone's JSON, to verdicts.
import { objectKey, type VerdictLog } from "./verdicts.ts";

interface Assessment {
  readonly subjects: readonly {
    readonly resource?: { readonly kind: string; readonly namespace?: string; readonly name: string };
  }[];
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly findings: readonly { readonly subject: number; readonly message: string }[];
    readonly passed: readonly number[];
    readonly notApplicable: readonly { readonly subject: number; readonly reason: string }[];
  }[];
}

/** Subjects without an object of their own, such as what is derived of a whole inventory, are left out. */
export function reduceTouchstone(stdout: string, file: string, log: VerdictLog): void {
  const { subjects, checks } = JSON.parse(stdout) as Assessment;
  const keys = subjects.map(({ resource }) =>
    resource === undefined ? undefined : objectKey({ file, namespace: undefined, ...resource }),
  );
  for (const { check, findings, passed, notApplicable } of checks) {
    const add = (subject: number, outcome: "pass" | "fail" | "not-applicable", says: readonly string[]): void => {
      const key = keys[subject];
      if (key !== undefined) log.add(check.id, key, { outcome, says });
    };
    for (const { subject, message } of findings) add(subject, "fail", [message]);
    for (const subject of passed) add(subject, "pass", []);
    for (const { subject, reason } of notApplicable) add(subject, "not-applicable", [reason]);
  }
}
