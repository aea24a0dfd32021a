// `touchstone explain score`: computes the numbers of an assessment anew, shows how, and says where the file has others.
import { differencesIn, explainScore, type Explanation } from "../../assessment/index.ts";
import { exitCodes, TouchstoneError } from "../../model/index.ts";
import { readAssessment } from "../read-assessment.ts";
import { printReport } from "../write-report.ts";
import { controlText, explanationText, frameworkText } from "./text.ts";

export interface ExplainOptions {
  readonly framework?: string;
  readonly control?: string;
  readonly format: "text" | "json";
}

/**
 * Returns the exit code: 1 when the file carries other numbers than follow from its observations.
 * @throws TouchstoneError E_USAGE for a framework or control that is not in it; and what `readAssessment` throws
 */
export async function explain(file: string, options: ExplainOptions): Promise<number> {
  const assessment = await readAssessment(file);
  const explanation = explainScore(assessment);
  const differences = differencesIn(assessment);
  const part = partOf(explanation, options);
  if (options.format === "json") await printReport([`${JSON.stringify({ ...part, differences }, undefined, 2)}\n`]);
  else await printReport(textOf(part));
  for (const { what, said, computed } of differences)
    process.stderr.write(`error: ${what}: the file says ${said}, and its observations give ${computed}\n`);
  return differences.length > 0 ? exitCodes.failed : exitCodes.passed;
}

type Part =
  | Explanation
  | { readonly framework: Explanation["frameworks"][number] }
  | { readonly control: Explanation["frameworks"][number]["controls"][number] };

function partOf(explanation: Explanation, { framework, control }: ExplainOptions): Part {
  if (control !== undefined) {
    const at = control.indexOf("/");
    const of = frameworkOf(explanation, at < 0 ? (framework ?? "") : control.slice(0, at));
    const id = control.slice(at + 1);
    const found = of.controls.find((one) => one.id === id);
    if (found) return { control: found };
    const ids = of.controls.map((one) => one.id).join(", ");
    const message = `the assessment has no control "${id}" of ${of.id} that checks judge`;
    throw new TouchstoneError("E_USAGE", message, `It has ${ids || "none"}.`);
  }
  return framework === undefined ? explanation : { framework: frameworkOf(explanation, framework) };
}

function frameworkOf({ frameworks }: Explanation, id: string): Explanation["frameworks"][number] {
  const found = frameworks.find((one) => one.id === id);
  if (found) return found;
  const ids = frameworks.map((one) => one.id).join(", ");
  throw new TouchstoneError("E_USAGE", `the assessment has no framework "${id}"`, `It has ${ids || "none"}.`);
}

function textOf(part: Part): readonly string[] {
  if ("control" in part) return controlText(part.control);
  return "framework" in part ? frameworkText(part.framework) : explanationText(part);
}
