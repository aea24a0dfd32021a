// Markdown for pull-request comments and job summaries.
import type { Assessment } from "../model/index.ts";
import type { ReportContext } from "./context.ts";
import { markdownView, type MarkdownView } from "./markdown-view.ts";
import { loadTemplate } from "./templates.ts";

/** GitHub refuses a longer comment; its limit is 65,536 characters, and whoever posts the report may add a line. */
const commentLimit = 65_000;

/** How many entries of each list are shown, from all of them down to none, until the report fits a comment. */
const listLimits = [Number.POSITIVE_INFINITY, 100, 30, 10, 3, 1, 0] as const;

/**
 * The verdict, the scores, and what is wrong. A report that no comment could hold names fewer findings of each check, and
 * says how many more there are; with `context.verbose` it names all of them.
 * @throws TouchstoneError E_OUTPUT when the template is missing
 */
export async function renderMarkdown(assessment: Assessment, context: ReportContext): Promise<string> {
  const template = await loadTemplate<MarkdownView>(context.templatesFolder, "markdown.hbs", "done");
  let text = "";
  for (const limit of listLimits) {
    text = template(markdownView(assessment, context, limit));
    if (context.verbose === true || text.length <= commentLimit) break;
  }
  return text;
}
