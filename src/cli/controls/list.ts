// `touchstone controls list`: the controls of frameworks, how a machine can show them, and how many checks do.
import { exitCodes, type ControlEvidence, type Framework } from "../../model/index.ts";
import { printable, textTable } from "../../report/index.ts";
import { printReport } from "../write-report.ts";
import { controlViews, isMachines, openControls, type ControlView, type SourceOptions } from "./library.ts";

export interface ListOptions extends SourceOptions {
  readonly framework: readonly string[];
  readonly evidence?: ControlEvidence;
}

/** Returns the exit code. */
export async function listControls(options: ListOptions): Promise<number> {
  const library = await openControls(options);
  const all = controlViews(library, options.framework, options.catalogue.length);
  const shown = all.filter(({ control }) => options.evidence === undefined || control.evidence === options.evidence);
  const frameworks = [...new Set(all.map(({ framework }) => framework))];
  if (options.format === "json") {
    const value = frameworks.map(({ controls: _, ...framework }) => ({
      ...framework,
      controls: shown
        .filter((view) => view.framework.id === framework.id)
        .map(({ control, evidence }) => ({ ...control, checks: evidence.map(({ check }) => check.id) })),
    }));
    await printReport([`${JSON.stringify({ frameworks: value }, undefined, 2)}\n`]);
    return exitCodes.passed;
  }
  const parts = frameworks.map((framework) => {
    const own = shown.filter((view) => view.framework === framework);
    const rows = own.map(({ control, evidence }) => [
      `  ${control.id}`,
      control.evidence ?? "not stated",
      String(evidence.length),
      control.title,
    ]);
    const table = rows.length === 0 ? "  none of these\n" : textTable(["  CONTROL", "EVIDENCE", "CHECKS", ""], rows);
    return `${headline(
      framework,
      all.filter((view) => view.framework === framework),
    )}\n${table}`;
  });
  await printReport([parts.join("\n")]);
  return exitCodes.passed;
}

/** `csf-2.0  NIST ... (2.0): 106 controls; a machine can show something of 28, checks are evidence for 26`. */
function headline({ id, title, version }: Framework, views: readonly ControlView[]): string {
  const machines = views.filter(({ control }) => isMachines(control));
  const said = views.some(({ control }) => control.evidence !== undefined);
  const checked = views.filter(({ evidence }) => evidence.length > 0).length;
  const machine = said ? `a machine can show something of ${machines.length}, ` : "";
  return printable(
    `${id}  ${title} (${version}): ${views.length} controls; ${machine}checks are evidence for ${checked}`,
  );
}
