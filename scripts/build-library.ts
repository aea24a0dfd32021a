// Compiles policies/ and checks controls/ and mappings/ against them; the result is what every run of Touchstone loads.
import { globSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BuiltInLibrary } from "../src/library/built-in.ts";
import { loadCatalogue } from "../src/library/catalogues.ts";
import { checkMappings } from "../src/library/check-mappings.ts";
import { compileChecks } from "../src/library/compile-checks.ts";
import { intentKindChecks, isIntentKind } from "../src/library/intents/map-intents.ts";
import { loadMappings } from "../src/library/mappings.ts";
import { readPolicySources } from "../src/library/policy-sources.ts";
import { TouchstoneError, type Mapping } from "../src/model/index.ts";
import { writeEntrypoints } from "../src/rego/index.ts";
import { startRegoToolchain } from "../src/toolchain/rego-toolchain.ts";
import { root } from "./build-step.ts";
import { SetupError } from "./go.ts";

/** @throws SetupError with everything that is wrong in a policy, a catalogue or a mapping */
export async function buildLibrary(): Promise<void> {
  try {
    await build();
  } catch (thrown) {
    if (!(thrown instanceof TouchstoneError)) throw thrown;
    throw new SetupError(`${thrown.message}\n${thrown.hint}`, { cause: thrown });
  }
}

async function build(): Promise<void> {
  const toolchain = await startRegoToolchain(join(root, "dist/toolchain/rego.wasm"));
  const sources = await readPolicySources(join(root, "policies"), "policies");
  const { checks, digest, module } = await compileChecks("built-in", sources, {}, toolchain, writeEntrypoints);
  const frameworks = await Promise.all(globSync("controls/*.yaml", { cwd: root }).toSorted().map(loadCatalogue));
  const mappings: Mapping[] = [];
  for (const name of globSync("mappings/*.yaml", { cwd: root }).toSorted()) {
    const file = await loadMappings(name);
    checkMappings(file, { checks: [...checks, ...intentKindChecks], frameworks, complete: true });
    mappings.push(...file.mappings);
  }
  const library: BuiltInLibrary = {
    digest,
    checks,
    frameworks,
    mappings: mappings.filter(({ check }) => !isIntentKind(check)),
    intentMappings: mappings.filter(({ check }) => isIntentKind(check)),
  };
  await mkdir(join(root, "dist"), { recursive: true });
  await replace("dist/policies.wasm", module.wasm);
  await replace("dist/library.json", JSON.stringify(library));
}

async function replace(name: string, content: string | Uint8Array): Promise<void> {
  const file = join(root, name);
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}
