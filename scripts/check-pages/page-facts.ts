// What the pages are written from: the checks with their METADATA, what the mappings say of each, and two of its fixtures.
import { globSync } from "node:fs";
import { join } from "node:path";
import { loadMappings, type MappingFile } from "../../src/library/mappings.ts";
import type { Check, Control, Framework, Mapping } from "../../src/model/index.ts";
import { openLibrary } from "../../src/open-library.ts";
import { root } from "../build-step.ts";
import { fixedExample, shortestExample, type Example, type FixedExample } from "./example.ts";
import { withFixtureParameters } from "./fixture-parameters.ts";

export interface PageFacts {
  readonly check: Check;
  /** One for each framework. */
  readonly evidence: readonly FrameworkEvidence[];
  readonly fails: Example;
  readonly passes: Example;
  /** Absent when the check knows no fix. */
  readonly fixed?: FixedExample;
}

export interface FrameworkEvidence {
  readonly framework: Framework;
  readonly edges: readonly { readonly control: Control; readonly mapping: Mapping }[];
  /** Why there is no edge. */
  readonly unmapped?: string;
}

/**
 * Everything about the built-in checks, by id.
 * @throws SetupError when a check has no fixture that fails, or none that passes
 */
export async function readPageFacts(): Promise<readonly PageFacts[]> {
  const library = await openLibrary({ policies: [], catalogues: [], mappings: [] }, () => {});
  const configured = { ...library, bundle: await withFixtureParameters(library.bundle) };
  const files = await Promise.all(
    globSync("mappings/*.yaml", { cwd: root }).map((file) => loadMappings(join(root, file))),
  );
  const facts: PageFacts[] = [];
  for (const check of library.bundle.checks.toSorted((left, right) => (left.id < right.id ? -1 : 1))) {
    const evidence = library.frameworks.map((framework) => evidenceFor(check, framework, files));
    const fails = await shortestExample(check, "fail", configured);
    const passes = await shortestExample(check, "pass", configured);
    const fixed = await fixedExample(check, configured);
    facts.push({ check, evidence, fails, passes, ...(fixed && { fixed }) });
  }
  return facts;
}

function evidenceFor({ id }: Check, framework: Framework, files: readonly MappingFile[]): FrameworkEvidence {
  const own = files.filter((file) => file.framework === framework.id);
  const mappings = own.flatMap((file) => file.mappings).filter(({ check }) => check === id);
  const edges = framework.controls.flatMap((control) =>
    mappings.filter((mapping) => mapping.control === control.id).map((mapping) => ({ control, mapping })),
  );
  const reason = own.flatMap((file) => file.unmapped).find(({ check }) => check === id)?.reason;
  return { framework, edges, ...(reason !== undefined && { unmapped: reason }) };
}
