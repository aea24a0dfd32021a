// Loads the library for a command: where the compiler is, and where compiled user checks are kept.
import { homedir } from "node:os";
import { join } from "node:path";
import { loadLibrary, type Library, type LibraryAdditions } from "../library/index.ts";
import { TouchstoneError, type Framework } from "../model/index.ts";
import { packageFile } from "../package-root.ts";
import { writeEntrypoints } from "../rego/index.ts";
import type { RegoCompilerChoice } from "../toolchain/rego-compiler.ts";
import { version } from "./version.ts";

/** Frameworks that are in scope when nobody says otherwise: the newest edition of each. */
const defaultFrameworks = ["owasp-2025", "csf-2.0", "iso27001-2022"];

const embeddedRego = packageFile("dist", "toolchain", "rego.wasm");

/** Where Touchstone may keep what can be made again; TOUCHSTONE_CACHE overrides it. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return environment["TOUCHSTONE_CACHE"] || join(base, "touchstone");
}

/** @throws TouchstoneError as `loadLibrary` does */
export async function openLibrary(additions: LibraryAdditions): Promise<Library> {
  const compiler = await chooseCompiler(additions);
  return loadLibrary(additions, {
    startCompiler: compiler.start,
    compilerName: `${compiler.id} of Touchstone ${version}`,
    writeEntrypoints,
    cacheFolder: join(cacheFolder(), "policies"),
    notice: (text) => void process.stderr.write(`note: ${text}\n`),
    ...(additions.policies.length > 0 && {
      opa: (await import("../toolchain/opa-bundle.ts")).opaBundles(embeddedRego),
    }),
  });
}

/** Looks for a compiler only when there is something to compile. */
async function chooseCompiler({ policies }: LibraryAdditions): Promise<RegoCompilerChoice> {
  if (policies.length === 0)
    return { id: "none", start: () => Promise.reject(new Error("there are no policies to compile")) };
  const { chooseRegoCompiler } = await import("../toolchain/rego-compiler.ts");
  return chooseRegoCompiler({ wasmFile: embeddedRego });
}

/**
 * The frameworks in scope, in the order that was asked for; a user's own catalogues are in scope by default.
 * @throws TouchstoneError E_USAGE for an unknown id
 */
export function frameworksInScope(
  { frameworks }: Library,
  wanted: readonly string[],
  ownCatalogues: number,
): readonly Framework[] {
  const own = ownCatalogues === 0 ? [] : frameworks.slice(-ownCatalogues).map(({ id }) => id);
  const ids = wanted.length > 0 ? wanted : [...defaultFrameworks, ...own];
  return [...new Set(ids)].map((id) => {
    const found = frameworks.find((framework) => framework.id === id);
    if (found) return found;
    const known = frameworks.map((framework) => framework.id).join(", ");
    throw new TouchstoneError(
      "E_USAGE",
      `there is no framework "${id}"`,
      `There are ${known}; --catalogue adds your own.`,
    );
  });
}
