// What one must know to read the numbers fairly, and whether the tools that run the same Rego agree.
import type { Contestant, Measurement } from "./compare.ts";

/** One note for each tool that took part, and one for each that did not. */
export function notesOf(measurements: readonly Measurement[], missing: readonly string[]): readonly string[] {
  return [
    ...measurements.map(({ contestant, failure }) => noteOf(contestant, failure)),
    ...agreementNote(sharedCounts(measurements)),
    ...missing.map((name) => `${name} was not found; \`npm run bench -- install\` installs it`),
  ];
}

function noteOf({ tool }: Contestant, failure: string | undefined): string {
  return failure === undefined ? `${tool.name}: ${tool.about}` : `${tool.name} failed: ${failure}`;
}

/** Failures of the checks that tools share, by tool; they must be the same in all of them, because it is the same Rego. */
export function sharedCounts(measurements: readonly Measurement[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { contestant, output, failure } of measurements) {
    if (failure === undefined && output?.sharedFindings !== undefined) {
      counts.set(contestant.tool.name, output.sharedFindings);
    }
  }
  return counts;
}

function agreementNote(counts: ReadonlyMap<string, number>): readonly string[] {
  if (counts.size < 2) return [];
  const listed = [...counts].map(([name, count]) => `${name} ${count}`).join(", ");
  return [`the same Rego has ${agrees(counts) ? "the same" : "DIFFERENT"} failures of resource checks: ${listed}`];
}

export function agrees(counts: ReadonlyMap<string, number>): boolean {
  return new Set(counts.values()).size <= 1;
}
