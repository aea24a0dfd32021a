// `touchstone controls coverage`: how many controls a machine can show anything of, how many checks do, how many were assessed.
import { exitCodes, type Assessment, type ControlAssessment, type ControlEvidence } from "../../model/index.ts";
import { textTable } from "../../report/index.ts";
import { readAssessment } from "../read-assessment.ts";
import { printReport } from "../write-report.ts";
import { controlViews, openControls, type ControlView, type SourceOptions } from "./library.ts";

export interface CoverageOptions extends SourceOptions {
  readonly framework?: string;
}

/** Numbers of controls. */
interface Counts {
  readonly controls: number;
  readonly direct: number;
  readonly partial: number;
  readonly supporting: number;
  readonly attestation: number;
  readonly checked: number;
  /** With an assessment: those that checks gave a result for, people attested, and nobody spoke of; and those excluded. */
  readonly assessed?: number;
  readonly attested?: number;
  readonly notApplicable?: number;
}

interface Row extends Counts {
  readonly framework: string;
  readonly group?: string;
}

/** Returns the exit code. */
export async function showCoverage(file: string | undefined, options: CoverageOptions): Promise<number> {
  const library = await openControls(options);
  const assessment = file === undefined ? undefined : await readAssessment(file);
  const known = new Set(library.frameworks.map(({ id }) => id));
  // An assessment may be of frameworks that are not at hand.
  const assessed = assessment?.frameworks.flatMap(({ id }) => (known.has(id) ? [id] : [])) ?? [];
  const ids = options.framework === undefined ? assessed : [options.framework];
  const views = controlViews(library, ids, options.catalogue.length);
  const byGroup = options.framework !== undefined;
  const groups = new Map<string, ControlView[]>();
  for (const view of views) {
    const key = JSON.stringify([view.framework.id, byGroup ? (view.control.group ?? "") : ""]);
    groups.set(key, [...(groups.get(key) ?? []), view]);
  }
  const rows = [...groups].map(([key, own]): Row => {
    const [framework = "", group = ""] = JSON.parse(key) as readonly string[];
    return { framework, ...(group !== "" && { group }), ...countsOf(own, assessment) };
  });
  if (options.format === "json") await printReport([`${JSON.stringify({ coverage: rows }, undefined, 2)}\n`]);
  else await printReport([table(rows, assessment !== undefined)]);
  return exitCodes.passed;
}

function countsOf(views: readonly ControlView[], assessment: Assessment | undefined): Counts {
  const ofKind = (kind: ControlEvidence): number => views.filter(({ control }) => control.evidence === kind).length;
  return {
    controls: views.length,
    direct: ofKind("direct"),
    partial: ofKind("partial"),
    supporting: ofKind("supporting"),
    attestation: ofKind("attestation"),
    checked: views.filter(({ evidence }) => evidence.length > 0).length,
    ...(assessment && assessedCounts(views, assessment)),
  };
}

function assessedCounts(
  views: readonly ControlView[],
  { frameworks }: Assessment,
): Required<Pick<Counts, "assessed" | "attested" | "notApplicable">> {
  const stated = views.flatMap(({ framework, control }): readonly ControlAssessment[] => {
    const of = frameworks.find(({ id }) => id === framework.id);
    return of?.controls.filter(({ id }) => id === control.id) ?? [];
  });
  const count = (...statuses: readonly string[]): number =>
    stated.filter(({ status }) => statuses.includes(status)).length;
  return {
    assessed: count("satisfied", "satisfied-with-exception", "not-satisfied"),
    attested: count("attested"),
    notApplicable: count("not-applicable"),
  };
}

function table(rows: readonly Row[], assessed: boolean): string {
  const cells = rows.map((row) => [
    row.framework,
    row.group ?? "",
    `${row.direct + row.partial + row.supporting} of ${row.controls}`,
    String(row.direct),
    String(row.partial),
    String(row.supporting),
    String(row.attestation),
    `${row.checked} of ${row.controls}`,
    ...(assessed
      ? [`${row.assessed} of ${row.controls}`, String(row.attested), String(row.notApplicable)]
      : ["", "", ""]),
  ]);
  const heads = ["FRAMEWORK", "GROUP", "BY A MACHINE", "DIRECT", "PARTIAL", "SUPPORTING", "BY A PERSON", "WITH CHECKS"];
  return textTable([...heads, "ASSESSED", "ATTESTED", "NOT APPLICABLE"], cells);
}
