// The report as one HTML file: nothing is loaded from anywhere, and it is complete without its script.
import { createHash } from "node:crypto";
import type { Assessment } from "../model/index.ts";
import type { ReportContext } from "./context.ts";
import type { HtmlPicture } from "./html-pictures.ts";
import { htmlView, type HtmlView } from "./html-view.ts";
import { loadTemplate, loadText } from "./templates.ts";
import { printable } from "./text.ts";

/** What stands in the page as it is: our own style, our own script, and the policy that lets in nothing else. */
interface Page extends HtmlView {
  readonly pictures: readonly HtmlPicture[];
  readonly style: string;
  readonly script: string;
  readonly policy: string;
}

/**
 * Renders the page for people: auditors, reviewers, developers.
 * @throws TouchstoneError E_OUTPUT when the template, its style or its script is missing
 */
export async function renderHtml(assessment: Assessment, context: ReportContext): Promise<string> {
  const folder = context.templatesFolder;
  const [template, style, script] = await Promise.all([
    loadTemplate<Page>(folder, "html.hbs", "html"),
    loadText(folder, "html.css"),
    loadText(folder, "html.js"),
  ]);
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const pictures = assessment.pictures ? (await import("./html-pictures.ts")).htmlPictures(assessment.pictures) : [];
  return template({ ...withPrintableText(htmlView(assessment, context)), style, script, policy, pictures });
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}

/** The same view with every text made printable, so that no part of it can forget to. */
function withPrintableText<View>(view: View): View {
  return mapText(view) as View;
}

function mapText(value: unknown): unknown {
  if (typeof value === "string") return printable(value);
  if (Array.isArray(value)) return value.map(mapText);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapText(entry)]));
}
