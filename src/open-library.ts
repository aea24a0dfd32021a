// Loads the library with everything that it needs: the compiler, OPA for bundles, and the cache of compiled checks.
import { join } from "node:path";
import { cacheFolder } from "./cache-folder.ts";
import {
  isAdding,
  loadLibrary,
  type BundleOptions,
  type CompiledRules,
  type Library,
  type LibraryAdditions,
} from "./library/index.ts";
import { packageFile } from "./package-root.ts";
import { writeEntrypoints } from "./rego/index.ts";
import type { RegoCompilerChoice } from "./toolchain/rego-compiler.ts";
import { version } from "./version.ts";

const embeddedRego = packageFile("dist", "toolchain", "rego.wasm");

/** Told what a person should know of the sources and what is no error. */
type Notice = (text: string) => void;

/** @throws TouchstoneError as `loadLibrary` does */
export async function openLibrary(additions: LibraryAdditions, notice: Notice): Promise<Library> {
  return loadLibrary(additions, await bundleOptions(additions, notice));
}

/** @throws TouchstoneError as `compileRules` does */
export async function openRules(
  paths: readonly string[],
  entrypoints: readonly string[],
  verification: LibraryAdditions["verification"],
  notice: Notice,
): Promise<CompiledRules> {
  const { compileRules } = await import("./library/bundles/add-bundles.ts");
  const options = await bundleOptions({ policies: paths }, notice);
  return compileRules(paths, entrypoints, { ...options, ...(verification && { verification }) });
}

async function bundleOptions(
  additions: Pick<LibraryAdditions, "policies" | "intents">,
  notice: Notice,
): Promise<BundleOptions> {
  const compiler = await chooseCompiler(additions);
  return {
    startCompiler: compiler.start,
    compilerName: `${compiler.id} of Touchstone ${version}`,
    writeEntrypoints,
    cacheFolder: join(cacheFolder(), "policies"),
    notice,
    ...(additions.policies.length > 0 && { opa: (await import("./toolchain/opa-bundle.ts")).opaBundles(embeddedRego) }),
  };
}

/** Looks for a compiler only when there is something to compile. */
async function chooseCompiler(additions: Pick<LibraryAdditions, "policies" | "intents">): Promise<RegoCompilerChoice> {
  if (!isAdding(additions))
    return { id: "none", start: () => Promise.reject(new Error("there are no policies to compile")) };
  const { chooseRegoCompiler } = await import("./toolchain/rego-compiler.ts");
  return chooseRegoCompiler({ wasmFile: embeddedRego });
}
