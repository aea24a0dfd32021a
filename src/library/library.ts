// Puts the library together: what comes with Touchstone, and what the user adds to it or puts in its place.
import type { Bundle, Check, Framework, Mapping } from "../model/index.ts";
import { createHash } from "node:crypto";
import { packageFile } from "../package-root.ts";
import { loadBuiltIn, type Library } from "./built-in.ts";
import type { CompiledChecks } from "./compile-checks.ts";
import { readPolicySources, type PolicySources } from "./policy-sources.ts";
import type { UserCheckOptions } from "./user-checks.ts";

/** What a user adds; every list may be empty. */
export interface LibraryAdditions {
  /** Folders of Rego. */
  readonly policies: readonly string[];
  /** Files as in `controls/`. */
  readonly catalogues: readonly string[];
  /** Files as in `mappings/`. */
  readonly mappings: readonly string[];
}

/**
 * Loads the built-in library and lays the user's additions over it: a check, or a framework, of the same id takes the
 * built-in one's place.
 * @throws TouchstoneError E_POLICY, E_CATALOGUE, E_MAPPING, E_PATH_MISSING, E_UNREADABLE, E_TOOLCHAIN
 */
export async function loadLibrary(
  additions: LibraryAdditions,
  compilation: Omit<UserCheckOptions, "shared" | "compilerId">,
): Promise<Library> {
  const builtIn = await loadBuiltIn();
  const { policies, catalogues, mappings } = additions;
  const bundle = policies.length === 0 ? builtIn.bundle : await addChecks(builtIn.bundle, policies, compilation);
  if (catalogues.length === 0 && mappings.length === 0) return { ...builtIn, bundle };
  return { bundle, ...(await addFrameworks({ ...builtIn, bundle }, catalogues, mappings)) };
}

async function addChecks(
  builtIn: Bundle,
  folders: readonly string[],
  compilation: Omit<UserCheckOptions, "shared" | "compilerId">,
): Promise<Bundle> {
  const own: Record<string, string> = {};
  for (const folder of folders) Object.assign(own, await readPolicySources(folder, folder));
  const shared: PolicySources = await readPolicySources(packageFile("policies", "lib"), "built-in/lib");
  const { loadUserChecks } = await import("./user-checks.ts");
  const compiled = await loadUserChecks(own, { ...compilation, shared, compilerId: builtIn.digest });
  return joinBundles(builtIn, compiled);
}

function joinBundles(builtIn: Bundle, { checks, digest, module }: CompiledChecks): Bundle {
  const replaced = new Set(checks.map(({ id }) => id));
  const all: Check[] = [...builtIn.checks.filter(({ id }) => !replaced.has(id)), ...checks];
  return {
    checks: all.toSorted((left, right) => (left.id < right.id ? -1 : 1)),
    digest: `sha256:${createHash("sha256").update(`${builtIn.digest}\n${digest}`).digest("hex")}`,
    modules: [...builtIn.modules, module],
  };
}

async function addFrameworks(
  library: Library,
  catalogues: readonly string[],
  mappingFiles: readonly string[],
): Promise<Pick<Library, "frameworks" | "mappings">> {
  const { loadCatalogue } = await import("./catalogues.ts");
  const { loadMappings } = await import("./mappings.ts");
  const { checkMappings } = await import("./check-mappings.ts");
  const frameworks = new Map<string, Framework>(library.frameworks.map((framework) => [framework.id, framework]));
  for (const file of catalogues) {
    const framework = await loadCatalogue(file);
    // Last, also when it takes a built-in one's place: the user's own come after the others.
    frameworks.delete(framework.id);
    frameworks.set(framework.id, framework);
  }
  const all = [...frameworks.values()];
  const mappings = new Map<string, Mapping>(library.mappings.map((mapping) => [keyOf(mapping), mapping]));
  for (const file of mappingFiles) {
    const read = await loadMappings(file);
    checkMappings(read, { checks: library.bundle.checks, frameworks: all });
    for (const mapping of read.mappings) mappings.set(keyOf(mapping), mapping);
  }
  return { frameworks: all, mappings: [...mappings.values()] };
}

function keyOf({ check, framework, control }: Mapping): string {
  return JSON.stringify([check, framework, control]);
}
