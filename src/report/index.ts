// The report room: one assessment in, one text out, in the format that was asked for.
import type { Assessment } from "../model/index.ts";
import type { ReportContext, ReportFormat } from "./context.ts";

export { painter, type Paint } from "./ansi.ts";
export { placeOf, printable, prose } from "./text.ts";
export { textTable } from "./text-table.ts";
export { reportFormats, type ReportContext, type ReportFormat } from "./context.ts";

/**
 * Renders an assessment. Only the chosen format's file is loaded, because a table must not pay for a template engine.
 * The text ends with a newline.
 * @throws TouchstoneError E_OUTPUT when a template is missing
 */
export async function renderReport(
  format: ReportFormat,
  assessment: Assessment,
  context: ReportContext,
): Promise<string> {
  return [...(await renderPieces(format, assessment, context))].join("");
}

/** The same text in pieces, for writing: JSON and SARIF of a large assessment are never held whole. */
export async function renderPieces(
  format: ReportFormat,
  assessment: Assessment,
  context: ReportContext,
): Promise<Iterable<string>> {
  switch (format) {
    case "table":
      return [(await import("./table.ts")).renderTable(assessment, context)];
    case "json":
      return (await import("./json-text.ts")).jsonPieces(assessment);
    case "sarif":
      return (await import("./sarif.ts")).renderSarif(assessment, context);
    case "junit":
      return [(await import("./junit.ts")).renderJunit(assessment, context)];
    case "markdown":
      return [await (await import("./markdown.ts")).renderMarkdown(assessment, context)];
    case "html":
      return [await (await import("./html.ts")).renderHtml(assessment, context)];
  }
}
