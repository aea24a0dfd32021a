// The embedded Rego toolchain, and the rules of Touchstone's own that policies may import.
import { packageFile } from "../../package-root.ts";
import { startRegoToolchain, type RegoSources, type RegoToolchain } from "../../toolchain/rego-toolchain.ts";
import { readPolicySources } from "../../library/policy-sources.ts";

/** @throws TouchstoneError E_TOOLCHAIN */
export function openToolchain(): Promise<RegoToolchain> {
  return startRegoToolchain(packageFile("dist", "toolchain", "rego.wasm"));
}

/**
 * The modules of `policies/lib/` that these policies can import: none when they do not mention them, and none whose
 * package they bring themselves.
 */
export async function sharedRules(modules: RegoSources): Promise<RegoSources> {
  const texts = Object.values(modules);
  if (!texts.some((text) => text.includes("touchstone.lib"))) return {};
  const own = new Set(texts.map(packageOf));
  const shared = await readPolicySources(packageFile("policies", "lib"), "built-in/lib");
  return Object.fromEntries(Object.entries(shared).filter(([, text]) => !own.has(packageOf(text))));
}

function packageOf(text: string): string | undefined {
  return /^package\s+(\S+)/m.exec(text)?.[1];
}
