// The derivation of scores as text: every term that is added, and every quotient.
import { percentOf, type Explanation } from "../../assessment/index.ts";
import { printable, textTable } from "../../report/index.ts";

type FrameworkPart = Explanation["frameworks"][number];
type ControlPart = FrameworkPart["controls"][number];
type Mean = Explanation["strict"];

/** Everything, from the overall score down to each check. */
export function explanationText(explanation: Explanation): readonly string[] {
  const rows = explanation.frameworks.map(({ id, title, strict, adjusted, coverage }) => [
    id,
    title,
    shown(strict.share),
    shown(adjusted.share),
    shown(coverage.share),
  ]);
  return [
    `${legend}\nOverall: the mean of the frameworks that have a score\n\n`,
    indented(textTable(["FRAMEWORK", "", "STRICT", "ADJUSTED", "COVERAGE"], rows)),
    `\n${meanLines(explanation, "frameworks")}${coverageLine(explanation.coverage)}`,
    ...explanation.frameworks.flatMap((framework) => ["\n", ...frameworkLines(framework)]),
  ];
}

export function frameworkText(framework: FrameworkPart): readonly string[] {
  return [`${legend}\n`, ...frameworkLines(framework)];
}

export function controlText(control: ControlPart): readonly string[] {
  return [`${legend}\n`, ...controlLines(control)];
}

const legend = `A check weighs by its severity: critical 10, high 7, medium 4, low 1. An error, and a check without a result, count 0.
Strict ignores exceptions. Adjusted honours them, up to a tenth of a control's weight. Fractions are exact; percentages are
rounded down.
`;

function frameworkLines(framework: FrameworkPart): readonly string[] {
  const rows = framework.controls.map(({ id, title, severity, weight, strict, adjusted }) => [
    id,
    strict.share === null && adjusted.share === null ? "-" : String(weight),
    severity,
    strict.share ?? "none",
    times(strict.share, weight),
    adjusted.share ?? "none",
    times(adjusted.share, weight),
    title,
  ]);
  const heads = ["CONTROL", "WEIGHT", "SEVERITY", "STRICT", "x WEIGHT", "ADJUSTED", "x WEIGHT", ""];
  return [
    `${framework.id}: ${printable(framework.title)}: the mean of its controls, each by its weight\n\n`,
    indented(textTable(heads, rows)),
    `\n${meanLines(framework, "weights")}${coverageLine(framework.coverage)}`,
    ...framework.controls.flatMap((control) => ["\n", ...controlLines(control)]),
  ];
}

function controlLines(control: ControlPart): readonly string[] {
  const rows = control.checks.map(({ id, severity, weight, status, counts, remark }) => [
    id,
    severity,
    counts.strict || counts.adjusted ? String(weight) : "-",
    status,
    remark,
  ]);
  return [
    `${control.id} ${printable(control.title)}: ${control.status.replaceAll("-", " ")}, weight ${control.weight}\n\n`,
    indented(textTable(["CHECK", "SEVERITY", "WEIGHT", "STATUS", ""], rows)),
    `\n  strict    ${quotient(control.strict)}\n  adjusted  ${quotient(control.adjusted)}\n`,
  ];
}

/** `(10 + 2.1) / 21 = 121/210 = 57.6%`. */
function quotient({ satisfied, excepted, total, critical, share }: ControlPart["strict"]): string {
  if (share === null) return "no check counts, so there is no score";
  if (critical.length > 0) return `0, while a critical check is not satisfied: ${critical.join(", ")}`;
  const most = total / 10;
  const accepted =
    excepted === 0
      ? String(satisfied)
      : `(${satisfied} + ${Math.min(excepted, most)}${excepted > most ? `, a tenth of ${total} instead of ${excepted}` : ""})`;
  return `${accepted} / ${total} = ${shown(share)}`;
}

function meanLines({ strict, adjusted }: { readonly strict: Mean; readonly adjusted: Mean }, what: string): string {
  const line = (name: string, { sum, weights, share }: Mean): string =>
    share === null
      ? `  ${name}no score: nothing was assessed\n`
      : `  ${name}the sum ${sum} by the ${what} ${weights} = ${shown(share)}\n`;
  return line("strict    ", strict) + line("adjusted  ", adjusted);
}

function coverageLine({ assessed, total, share }: Explanation["coverage"]): string {
  return `  coverage  weight with a result by all weight, each check once: ${assessed} / ${total} = ${shown(share)}\n`;
}

/** A fraction times a whole number, not reduced: a person who adds them up sees where it is from. */
function times(share: string | null, weight: number): string {
  if (share === null) return "";
  const [numerator = "0", denominator = "1"] = share.split("/");
  return `${BigInt(numerator) * BigInt(weight)}/${denominator}`;
}

/** `121/210 = 57.6%`, floored as everywhere. */
function shown(share: string | null): string {
  if (share === null) return "none";
  return `${share} = ${percentOf(share).toFixed(1)}%`;
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}
