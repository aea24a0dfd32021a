// `touchstone history`: the assessments that were kept, the newest first; or one of them, as any report.
import { openLibrary } from "../library.ts";
import { exitCodes, severities, TouchstoneError, type Assessment } from "../../model/index.ts";
import { packageFile } from "../../package-root.ts";
import { renderPieces, reportFormats, textTable, type ReportFormat } from "../../report/index.ts";
import { printReport } from "../write-report.ts";
import { runNamed, shownShare, withHistory, type StoreOptions } from "./open.ts";

export interface HistoryOptions extends StoreOptions {
  readonly since?: string;
  readonly limit?: number;
  readonly format: string;
}

/** Returns the exit code. */
export async function history(reference: string | undefined, options: HistoryOptions): Promise<number> {
  const { name, since, limit = 20, format } = options;
  if (reference !== undefined) {
    await show(reference, options);
    return exitCodes.passed;
  }
  if (format !== "table" && format !== "json")
    throw new TouchstoneError("E_USAGE", `the list has no format "${format}"`, "It is printed as table or json.");
  const runs = await withHistory(options, (store) =>
    store.list({ ...(name !== undefined && { name }), ...(since !== undefined && { since }), limit }),
  );
  if (format === "json") await printReport([`${JSON.stringify({ runs }, undefined, 2)}\n`]);
  else if (runs.length === 0) await printReport(["No assessment was kept.\n"]);
  else {
    const rows = runs.map((run) => [
      run.id.slice(0, 12),
      run.assessedAt,
      run.name,
      shownShare(run.strict),
      shownShare(run.adjusted),
      shownShare(run.coverage),
      run.verdict,
      severities.map((severity) => run.findings[severity]).join("/"),
      run.commit?.slice(0, 12) ?? "",
    ]);
    const heads = ["ID", "ASSESSED AT", "NAME", "STRICT", "ADJUSTED", "COVERAGE", "GATE", "FINDINGS C/H/M/L", "COMMIT"];
    await printReport([textTable(heads, rows)]);
  }
  return exitCodes.passed;
}

async function show(reference: string, options: HistoryOptions): Promise<void> {
  const format = reportFormats.find((one) => one === options.format);
  if (!format) {
    const hint = `It is printed as ${reportFormats.join(", ")}.`;
    throw new TouchstoneError("E_USAGE", `an assessment has no format "${options.format}"`, hint);
  }
  const document = await withHistory(options, async (store) =>
    store.document((await runNamed(reference, store, options.name)).id),
  );
  // Byte for byte what was kept.
  await printReport(format === "json" ? [document] : await rendered(document, format));
}

async function rendered(document: string, format: ReportFormat): Promise<Iterable<string>> {
  const assessment = JSON.parse(document) as Assessment;
  const { frameworks } = await openLibrary({ policies: [], catalogues: [], mappings: [] });
  const ids = assessment.frameworks.map(({ id }) => id);
  return renderPieces(format, assessment, {
    colour:
      format === "table" && process.stdout.isTTY && process.stdout.hasColors() && !process.argv.includes("--no-color"),
    width: format === "table" ? Math.min(process.stdout.columns ?? 100, 140) : 100,
    frameworks: frameworks.filter(({ id }) => ids.includes(id)),
    gate: true,
    templatesFolder: packageFile("reports"),
  });
}
