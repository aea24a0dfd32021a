// The Statement of Applicability at the time of the assessment: what is in force excludes controls, the rest excludes none.
import type { Applicability, AssessedApplicability, GateCondition } from "../model/index.ts";
import { count, listed } from "./words.ts";

/** In their own order. `now` is the time of the assessment, ISO 8601. */
export function assessApplicability(
  decisions: readonly Applicability[],
  now: string,
): readonly AssessedApplicability[] {
  return decisions.map((decision) => ({ ...decision, ...judge(decision, Date.parse(now)) }));
}

/** The decision on a control that counts, if there is one. */
export function decisionOn(
  decisions: readonly AssessedApplicability[],
  framework: string,
  control: string,
): AssessedApplicability | undefined {
  return decisions.find((one) => one.framework === framework && one.control === control && one.state === "in-force");
}

/** Whoever relies on a decision that is not in force is told at once, though its control is assessed as any. */
export function applicabilityCondition(
  decisions: readonly AssessedApplicability[],
  frameworks: ReadonlySet<string>,
): GateCondition | undefined {
  const inScope = decisions.filter(({ framework }) => frameworks.has(framework));
  if (inScope.length === 0) return undefined;
  const id = "applicability";
  const broken = inScope.filter(({ state }) => state !== "in-force");
  if (broken.length > 0) {
    const reasons = broken.map(({ framework, control, message }) => `${framework}/${control} (${message})`);
    return { id, verdict: "fail", message: `decisions on controls that do not count: ${listed(reasons)}` };
  }
  const excluded = inScope
    .filter(({ applicable }) => !applicable)
    .map(({ framework, control, approvedBy }) => `${framework}/${control} (${approvedBy})`);
  const decided = `${count(inScope.length, "control")} decided on`;
  const message = excluded.length === 0 ? decided : `${decided}; not applicable: ${listed(excluded)}`;
  return { id, verdict: "pass", message };
}

function judge(
  { applicable, approvedBy, approvedAt, reviewBy }: Applicability,
  now: number,
): Pick<AssessedApplicability, "state" | "message"> {
  if (!(now >= Date.parse(approvedAt)))
    return { state: "not-yet-approved", message: `it is approved from ${approvedAt} on` };
  if (reviewBy !== undefined && !(now < Date.parse(reviewBy)))
    return { state: "overdue", message: `it was to be reviewed by ${reviewBy}` };
  const decided = `${approvedBy} decided so on ${approvedAt.slice(0, 10)}`;
  return { state: "in-force", message: applicable ? `it applies: ${decided}` : `it does not apply: ${decided}` };
}
