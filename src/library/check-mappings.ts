// Holds a mapping file against what it speaks of: the checks that there are, and the controls of its framework.
import type { Check, Control, Framework, Location, Mapping } from "../model/index.ts";
import type { MappingFile } from "./mappings.ts";
import { suggestion, throwProblems, type Problem } from "../yaml/index.ts";

export interface Known {
  readonly checks: readonly Pick<Check, "id" | "cwe">[];
  readonly frameworks: readonly Framework[];
  /** Whether a check that is neither mapped nor unmapped is a problem: it is in the built-in files. */
  readonly complete?: boolean;
  /** Edges that there are already: a file may add to them, and not say them again in another way. */
  readonly mapped?: readonly Mapping[];
}

/**
 * The ids of the checks that the file neither maps nor calls unmapped, in the order of `known.checks`.
 * @throws TouchstoneError E_MAPPING, with a line for each problem, in the file's order
 */
export function checkMappings(file: MappingFile, known: Known): readonly string[] {
  const checks = new Map(known.checks.map((check) => [check.id, check]));
  const framework = known.frameworks.find(({ id }) => id === file.framework);
  const problems = [...checkProblems(file, checks)];
  if (framework) problems.push(...edgeProblems(file, checks, framework, known.mapped ?? []));
  else problems.push(unknownFramework(file, known.frameworks));

  const spoken = new Set([...file.mappings, ...file.unmapped].map(({ check }) => check));
  const silent = known.checks.map(({ id }) => id).filter((id) => !spoken.has(id));
  if (known.complete) {
    const location = file.locate(["mappings"]);
    for (const id of silent) problems.push({ location, message: `check "${id}" is neither mapped nor unmapped` });
  }
  throwProblems(problems, "E_MAPPING");
  return silent;
}

/** Unknown checks, and checks that are mapped and unmapped at once. */
function* checkProblems(file: MappingFile, checks: ReadonlyMap<string, unknown>): Generator<Problem> {
  const mapped = new Set(file.mappings.map(({ check }) => check));
  const places = [
    ...[...mapped].map((check) => ({ check, location: file.locate(["mappings", check]) })),
    ...file.unmapped.map(({ check }) => ({ check, location: file.locate(["unmapped", check]) })),
  ];
  for (const { check, location } of places) {
    if (!checks.has(check)) yield { location, message: `unknown check "${check}"${suggestion(check, checks.keys())}` };
  }
  for (const { check } of file.unmapped) {
    const location = file.locate(["unmapped", check]);
    if (mapped.has(check)) yield { location, message: `check "${check}" is mapped as well; choose one` };
  }
}

/** Unknown controls, a control twice for one check, and a basis that the catalogue does not bear out. */
function* edgeProblems(
  file: MappingFile,
  checks: ReadonlyMap<string, Pick<Check, "cwe">>,
  framework: Framework,
  mapped: readonly Mapping[],
): Generator<Problem> {
  const taken = new Set(mapped.filter((one) => one.framework === framework.id).map(edgeKey));
  const controls = new Map(framework.controls.map((control) => [control.id, control]));
  const lines = new Map<string, number | undefined>();
  for (const { mapping, locate } of placedMappings(file)) {
    const location = locate("control");
    const control = controls.get(mapping.control);
    if (!control) {
      const hint = suggestion(mapping.control, controls.keys());
      yield { location, message: `unknown control "${mapping.control}" of ${framework.id}${hint}` };
      continue;
    }
    const edge = edgeKey(mapping);
    if (taken.has(edge)) {
      yield { location, message: `Touchstone maps ${mapping.check} to ${mapping.control} already` };
      continue;
    }
    if (lines.has(edge)) {
      yield {
        location,
        message: `${mapping.check} is mapped to ${mapping.control} in line ${lines.get(edge)} already`,
      };
      continue;
    }
    lines.set(edge, location.line);
    const check = checks.get(mapping.check);
    const refuted = check && mapping.basis === "cwe" ? refutation(check, control, framework) : undefined;
    if (refuted) yield { location: locate("basis"), message: refuted };
  }
}

function edgeKey({ check, control }: Mapping): string {
  return JSON.stringify([check, control]);
}

/** Why basis `cwe` does not hold, or nothing when it does. */
function refutation({ cwe }: Pick<Check, "cwe">, control: Control, framework: Framework): string | undefined {
  if (cwe.some((number) => control.cwe?.includes(number))) return undefined;
  const names = cwe.map((number) => `CWE-${number}`).join(", ");
  const reason =
    cwe.length === 0 ? "the check names no CWE" : `${framework.id} lists none of ${names} under ${control.id}`;
  return `basis cwe does not hold: ${reason}; use intent`;
}

interface PlacedMapping {
  readonly mapping: Mapping;
  readonly locate: (key: string) => Location;
}

/** Each mapping, with the places of its keys: the file numbers the edges of each check from 0. */
export function placedMappings(file: MappingFile): PlacedMapping[] {
  const counts = new Map<string, number>();
  return file.mappings.map((mapping) => {
    const index = counts.get(mapping.check) ?? 0;
    counts.set(mapping.check, index + 1);
    return { mapping, locate: (key) => file.locate(["mappings", mapping.check, index, key]) };
  });
}

function unknownFramework(file: MappingFile, frameworks: readonly Framework[]): Problem {
  const ids = frameworks.map(({ id }) => id);
  const message = `unknown framework "${file.framework}"${suggestion(file.framework, ids)}`;
  return { location: file.locate(["framework"]), message: `${message} (known: ${ids.join(", ") || "none"})` };
}
