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

export function bundleOf(origin: BundleModule["origin"], sources: Readonly<Record<string, string>>): Bundle {
  const { checks, digest, module } = compileChecks(origin, sources, {}, toolchain, writeEntrypoints);
  return { checks, digest, modules: [module] };
}
