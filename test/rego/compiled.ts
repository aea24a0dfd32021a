// Compiles Rego in a test to a bundle, as a user's own policies are.
import { join } from "node:path";
import { compileChecks } from "../../src/library/compile-checks.ts";
import type { Bundle, BundleModule } from "../../src/model/index.ts";
import { writeEntrypoints } from "../../src/rego/index.ts";
import { startRegoToolchain } from "../../src/toolchain/rego-toolchain.ts";

export const toolchain = await startRegoToolchain(join(import.meta.dirname, "../../dist/toolchain/rego.wasm"));

/** A check on workloads with this rule body; the rest is what METADATA demands. */
export function checkSource(name: string, rules: string, kinds = "[workload]"): string {
  return `# METADATA
# title: The ${name} check of a test
# description: Says nothing of the world.
# custom:
#   severity: high
#   kinds: ${kinds}
#   remediation: Nothing to do here.
#   message: "{what} is wrong"
package touchstone.bakery["${name}"]

${rules}
`;
}

export async function bundleOf(
  origin: BundleModule["origin"],
  sources: Readonly<Record<string, string>>,
): Promise<Bundle> {
  const { checks, digest, module } = await compileChecks(origin, sources, {}, toolchain, writeEntrypoints);
  return { checks, digest, modules: [module] };
}

/** A rule of which there are ten to the fourteenth cases, none of which holds: it does not end, and needs no memory. */
export function endlessRule(condition: string): string {
  const letters = Array.from({ length: 14 }, (_, index) => `v${index}`);
  return `fail contains {"path": [], "details": {"what": "crumbs"}} if {
	${condition}
	crumbs := ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
${letters.map((letter) => `	some ${letter} in crumbs`).join("\n")}
	v13 == "none"
}`;
}
