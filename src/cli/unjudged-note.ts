// Says where there is what looks like pods and was judged by no check as a workload.
import type { Assessment } from "../model/index.ts";
import { groupBy } from "../report/groups.ts";
import { placeOf, printable } from "../report/index.ts";

/** Lines for standard error; empty when there is nothing to say. One line for each kind, in the order of their first object. */
export function unjudgedNote({ subjects }: Pick<Assessment, "subjects">): string {
  const kinds = groupBy(
    subjects.filter(({ unjudgedPods }) => unjudgedPods),
    ({ resource: { apiVersion, kind } }) => `${kind} (${apiVersion})`,
  );
  if (kinds.size === 0) return "";
  const lines = [...kinds].map(([name, alike]) => {
    const [first] = alike;
    const more = alike.length === 1 ? "" : `, and ${alike.length - 1} more`;
    const place = first ? `${placeOf(first.location)}: ${printable(first.unjudgedPods?.[0] ?? "")}` : "";
    return `  ${printable(name)} in ${place}${more}\n`;
  });
  return (
    "note: what looks like pods at these places was not judged, because nothing says that they are pods:\n" +
    lines.join("") +
    "  Name the place of their pod templates: --pod-template GROUP/KIND=PATH, or podTemplates in touchstone.yaml.\n"
  );
}
