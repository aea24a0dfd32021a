// Puts the library together: what comes with Touchstone, and what the user adds to it or puts in its place.
import {
  newestKubernetes,
  showKubernetesVersion,
  TouchstoneError,
  type Bundle,
  type Framework,
  type Intents,
  type KubernetesVersion,
  type Mapping,
  type ParameterSettings,
} from "../model/index.ts";
import { applyTarget } from "./apply-target.ts";
import { loadBuiltIn, type Library } from "./built-in.ts";
import type { BundleOptions } from "./bundles/add-bundles.ts";
import type { VerificationSettings } from "./bundles/verification.ts";

/** What a user adds; every list may be empty. */
export interface LibraryAdditions {
  /** Folders of Rego, and bundles. */
  readonly policies: readonly string[];
  /** Files as in `controls/`. */
  readonly catalogues: readonly string[];
  /** Files as in `mappings/`. */
  readonly mappings: readonly string[];
  /** Values in place of the defaults that checks declare. */
  readonly parameters?: ParameterSettings;
  /** What is stated of the system: each becomes a check. */
  readonly intents?: Intents;
  /** The key that every policy source must be signed with. */
  readonly verification?: VerificationSettings;
  /** What the checks judge for; the newest that they know by default. */
  readonly target?: KubernetesVersion;
}

/**
 * Loads the built-in library and lays the user's additions over it: a check of the same id takes the built-in one's place.
 * Built-in frameworks and their mappings stay as they are; what a user maps to them is marked as the user's own.
 * @throws TouchstoneError E_POLICY, E_BUNDLE, E_SIGNATURE, E_CONFIG, E_CATALOGUE, E_MAPPING, E_PATH_MISSING, E_UNREADABLE, E_TOOLCHAIN
 */
export async function loadLibrary(additions: LibraryAdditions, options: BundleOptions): Promise<Library> {
  const builtIn = await loadBuiltIn();
  const { policies, catalogues, mappings, parameters, intents, verification, target = newestKubernetes } = additions;
  const bundleOptions = { ...options, ...(verification && { verification }) };
  const added = isAdding(additions)
    ? await addPolicies(builtIn.bundle, policies, intents, bundleOptions)
    : builtIn.bundle;
  const bundle = applyTarget(await setParameters(added, parameters), target);
  if (target.minor > newestKubernetes.minor) options.notice?.(whyNewest(target));
  const own = intents ? (await import("./intents/map-intents.ts")).mapIntents(intents, builtIn.intentMappings) : [];
  const { frameworks } = builtIn;
  const library = { frameworks, mappings: [...builtIn.mappings, ...own], bundle, target };
  if (catalogues.length === 0 && mappings.length === 0) return library;
  return { ...library, ...(await addFrameworks(library, catalogues, mappings)) };
}

/** Whether there is anything to compile. */
export function isAdding({ policies, intents }: Pick<LibraryAdditions, "policies" | "intents">): boolean {
  return (
    policies.length > 0 || (intents !== undefined && intents.segmentation.length + intents.leastPrivilege.length > 0)
  );
}

async function addPolicies(
  builtIn: Bundle,
  policies: readonly string[],
  intents: Intents | undefined,
  options: BundleOptions,
): Promise<Bundle> {
  const { addBundles } = await import("./bundles/add-bundles.ts");
  const written = intents ? (await import("./intents/write-checks.ts")).writeIntentChecks(intents) : {};
  return addBundles(builtIn, policies, options, written);
}

/** Parameters are loaded only when there are any, or somebody sets some. */
async function setParameters(bundle: Bundle, settings: ParameterSettings | undefined): Promise<Bundle> {
  if (!settings && bundle.checks.every(({ parameters }) => parameters === undefined)) return bundle;
  const { applyParameters } = await import("./apply-parameters.ts");
  return applyParameters(bundle, settings);
}

function whyNewest(target: KubernetesVersion): string {
  const newest = showKubernetesVersion(newestKubernetes);
  return `the checks know Kubernetes up to ${newest}, and judge ${showKubernetesVersion(target)} by it`;
}

async function addFrameworks(
  library: Library,
  catalogues: readonly string[],
  mappingFiles: readonly string[],
): Promise<Pick<Library, "frameworks" | "mappings">> {
  const { loadCatalogue } = await import("./catalogues.ts");
  const { loadMappings } = await import("./mappings.ts");
  const { checkMappings } = await import("./check-mappings.ts");
  const builtIn = new Set(library.frameworks.map(({ id }) => id));
  const frameworks = new Map<string, Framework>(library.frameworks.map((framework) => [framework.id, framework]));
  for (const file of catalogues) {
    const framework = await loadCatalogue(file);
    if (builtIn.has(framework.id)) throw takenId(file, framework.id);
    frameworks.set(framework.id, framework);
  }
  const all = [...frameworks.values()];
  const mappings = new Map<string, Mapping>();
  for (const file of mappingFiles) {
    const read = await loadMappings(file);
    checkMappings(read, { checks: library.bundle.checks, frameworks: all, mapped: library.mappings });
    const own = builtIn.has(read.framework) && { own: true as const };
    for (const mapping of read.mappings) mappings.set(keyOf(mapping), { ...mapping, ...own });
  }
  return { frameworks: all, mappings: [...library.mappings, ...mappings.values()] };
}

function takenId(file: string, id: string): TouchstoneError {
  return new TouchstoneError(
    "E_CATALOGUE",
    `${file}: ${id} is a framework of Touchstone's own`,
    "Give your catalogue another id; a mapping file may add mappings to the built-in one.",
  );
}

function keyOf({ check, framework, control }: Mapping): string {
  return JSON.stringify([check, framework, control]);
}
