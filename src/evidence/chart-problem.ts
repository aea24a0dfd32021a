// Says where in the user's chart something stands that Helm names in its own way.
import type { EvidenceProblem, Location, TouchstoneError } from "../model/index.ts";
import { problemOf } from "./collected.ts";

/** `agents/templates/x.yaml`, as Helm names it, under the chart's own path; the chart itself when there is no such name. */
export function templatePath(chart: string, template: string): string {
  return template === "" ? chart : `${chart}/${template.slice(template.indexOf("/") + 1)}`;
}

/** Helm's own message, with the template and line that it names as its place. */
export function chartProblem(error: TouchstoneError, chart: string): EvidenceProblem {
  return problemOf(error, chart, locationIn(error.message, chart));
}

const namedTemplate =
  /(?:^|[\s("])([^\s/:"()]+\/(?:[^\s:"()]+\/)*(?:templates|crds)\/[^\s:"()]+)(?::(\d+)(?::(\d+))?)?/;

function locationIn(message: string, chart: string): Location {
  const [, template, line, column] = namedTemplate.exec(message) ?? [];
  if (template === undefined) return { file: chart };
  const file = templatePath(chart, template);
  if (line === undefined) return { file };
  // Helm counts columns from 0.
  return column === undefined ? { file, line: Number(line) } : { file, line: Number(line), column: Number(column) + 1 };
}
