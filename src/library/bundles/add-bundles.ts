// Lays a user's policy sources over the built-in bundle: their checks, shared rules and data, compiled together.
import { createHash } from "node:crypto";
import { compareSeverity, type Bundle, type Check } from "../../model/index.ts";
import { packageFile } from "../../package-root.ts";
import { canonicalJson } from "../canonical-json.ts";
import { readPolicySources, type PolicySources } from "../policy-sources.ts";
import { loadUserChecks, type UserCheckOptions } from "../user-checks.ts";
import { checkBundles } from "./check-bundles.ts";
import type { BundleManifest } from "./manifest.ts";
import { mergeData } from "./merge-data.ts";
import { openBundle, type PolicyBundle, type OpaForBundles } from "./open-bundle.ts";
import { readSource } from "./read-source.ts";
import { joinModules } from "./shared-modules.ts";
import { readVerification, type VerificationSettings } from "./verification.ts";
import { verifySource } from "./verify-source.ts";

export interface BundleOptions extends Omit<UserCheckOptions, "shared" | "compilerId"> {
  /** Asked only for what needs it: Rego v0 and signatures. */
  readonly opa?: OpaForBundles;
  /** With it, every source must be signed. */
  readonly verification?: VerificationSettings;
  /** Told in one sentence what a person should know and what is no error: that signatures were not verified. */
  readonly notice?: (text: string) => void;
}

/**
 * `written` are checks that Touchstone itself wrote, from what a user states.
 * @throws TouchstoneError E_POLICY, E_BUNDLE, E_SIGNATURE, E_PATH_MISSING, E_UNREADABLE, E_YAML, E_TOOLCHAIN
 */
export async function addBundles(
  builtIn: Bundle,
  paths: readonly string[],
  options: BundleOptions,
  written: PolicySources = {},
): Promise<Bundle> {
  const { bundles, own, shared, data, manifests } = await openSources(paths, options);
  const compiled = await loadUserChecks({ ...own, ...written }, { ...options, shared, compilerId: builtIn.digest });
  checkBundles(bundles, compiled.outlines);
  const before = new Map(builtIn.checks.map((check) => [check.id, check]));
  const added = compiled.checks.map((check) => takePlace(check, before.get(check.id)));
  const replaced = added.filter((check) => check.replaced).map(({ id }) => id);
  if (replaced.length > 0) options.notice?.(`policies of your own replace built-in checks: ${few(replaced)}`);
  const ids = new Set(added.map(({ id }) => id));
  const checks: Check[] = [...builtIn.checks.filter(({ id }) => !ids.has(id)), ...added];
  return {
    checks: checks.toSorted((left, right) => (left.id < right.id ? -1 : 1)),
    digest: digestOf({ builtIn: builtIn.digest, policies: compiled.digest, data, manifests }),
    modules: [
      ...builtIn.modules,
      // What nobody but Touchstone wrote ends, and may be run as the built-in checks are.
      { ...compiled.module, ...(paths.length === 0 && { origin: "built-in" as const }), data: canonicalJson(data) },
    ],
  };
}

function few(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** Another rule does not make a built-in check weigh less, nor optional: those are not for the rule to say. */
function takePlace(check: Check, builtIn: Check | undefined): Check {
  if (!builtIn) return check;
  const { optional, ...rest } = check;
  const severity = compareSeverity(check.severity, builtIn.severity) < 0 ? check.severity : builtIn.severity;
  return { ...rest, severity, ...(optional && builtIn.optional && { optional }), replaced: true };
}

/** Rego that was compiled for its entrypoints, whatever it is. */
export interface CompiledRules {
  /** Over sources, data, manifests and entrypoints. */
  readonly digest: string;
  readonly wasm: Uint8Array<ArrayBuffer>;
  /** JSON. */
  readonly data: string;
}

/**
 * Compiles policy sources for these entrypoints, `package/rule` or `package`; the shared rules may be imported.
 * @throws TouchstoneError as `addBundles` does
 */
export async function compileRules(
  paths: readonly string[],
  entrypoints: readonly string[],
  options: BundleOptions,
): Promise<CompiledRules> {
  const { bundles, own, shared, data, manifests } = await openSources(paths, options);
  const modules = { ...shared, ...own };
  const compiler = await options.startCompiler();
  checkBundles(bundles, await compiler.annotations(modules));
  const wasm = await compiler.compile(modules, entrypoints);
  const digest = digestOf({ modules: Object.values(modules), data, manifests, entrypoints });
  return { digest, wasm, data: canonicalJson(data) };
}

interface OpenSources {
  readonly bundles: readonly PolicyBundle[];
  readonly own: PolicySources;
  readonly shared: PolicySources;
  readonly data: Readonly<Record<string, unknown>>;
  readonly manifests: readonly BundleManifest[];
}

async function openSources(paths: readonly string[], options: BundleOptions): Promise<OpenSources> {
  const bundles = await openAll(paths, options);
  const { own, shared } = joinModules(
    bundles.map(({ modules }) => modules),
    await readPolicySources(packageFile("policies", "lib"), "built-in/lib"),
  );
  const data = mergeData(bundles.flatMap((bundle) => bundle.data));
  return { bundles, own, shared, data, manifests: bundles.flatMap(({ manifest }) => manifest ?? []) };
}

async function openAll(paths: readonly string[], options: BundleOptions): Promise<readonly PolicyBundle[]> {
  const { opa = noOpa, notice } = options;
  const verification = options.verification && (await readVerification(options.verification));
  const bundles: PolicyBundle[] = [];
  for (const path of paths) {
    const source = await readSource(path, verification !== undefined);
    if (verification) await verifySource(source, verification, opa.verify);
    bundles.push(await openBundle(source, opa));
  }
  const signed = verification ? [] : bundles.filter((bundle) => bundle.signed).map(({ shown }) => shown);
  if (signed.length > 0) {
    const what = `the ${signed.length === 1 ? "signature" : "signatures"} of ${signed.join(", ")}`;
    notice?.(`${what} ${signed.length === 1 ? "was" : "were"} not verified: no --verification-key was given`);
  }
  return bundles;
}

const noOpa: OpaForBundles = {
  upgrade: () => Promise.reject(new Error("the caller gave no OPA to read bundles with Rego v0")),
  verify: () => Promise.reject(new Error("the caller gave no OPA to verify signatures")),
};

function digestOf(parts: unknown): string {
  return `sha256:${createHash("sha256").update(canonicalJson(parts)).digest("hex")}`;
}
