// Makes of a source's files what a bundle stands for: modules, data and a manifest, each checked.
import { TouchstoneError } from "../../model/index.ts";
import { mayHoldGatekeeper } from "../adapters/gatekeeper-documents.ts";
import type { PolicySources } from "../policy-sources.ts";
import { checkDataRoots, isDataFile, isObject, readDataFile, type DataFile } from "./data-files.ts";
import { mayHoldV0, parseManifest, rootsOf, type BundleManifest } from "./manifest.ts";
import { baseName, type SourceFiles } from "./source-files.ts";
import type { VerifyFiles } from "./verify-source.ts";

/** What one policy source brings. */
export interface PolicyBundle {
  /** Where it came from, as messages call it. */
  readonly shown: string;
  /** Rego by the name that messages show, without tests; and YAML with templates and constraints of Gatekeeper. */
  readonly modules: PolicySources;
  readonly data: readonly DataFile[];
  readonly manifest?: BundleManifest;
  /** Whether there is a signature in it; whether that holds is another question. */
  readonly signed: boolean;
}

/** What only OPA can do with a bundle; the caller passes it in. */
export interface OpaForBundles {
  /** The source as v1 of the modules that the manifest says are in Rego v0, by their paths in the bundle `shown`. */
  upgrade(manifest: BundleManifest, modules: PolicySources, shown: string): Promise<PolicySources>;
  readonly verify: VerifyFiles;
}

/** @throws TouchstoneError E_BUNDLE, E_POLICY, E_YAML, E_BINARY */
export async function openBundle(source: SourceFiles, opa: OpaForBundles): Promise<PolicyBundle> {
  const { shown, isBundle, files, dataFiles } = source;
  const manifest = isBundle ? findManifest(files, shown) : undefined;
  if (isBundle) refuseDelta(files, shown);
  const rego = new Map<string, string>();
  const gatekeeper: Record<string, string> = {};
  const data: DataFile[] = [];
  for (const [path, content] of files) {
    if (isDataFile(path) || dataFiles?.has(path)) data.push(readDataFile(path, content, `${shown}/${path}`));
    else if (path.endsWith(".rego") && !path.endsWith("_test.rego")) rego.set(path, content.toString("utf8"));
    else if (/\.ya?ml$/.test(path) && mayHoldGatekeeper(path, content.toString("utf8")))
      gatekeeper[`${shown}/${path}`] = content.toString("utf8");
  }
  const modules = rego.size + Object.keys(gatekeeper).length;
  if (modules === 0 && data.length === 0) throw nothingIn(shown, [...files.keys()]);
  const roots = rootsOf(manifest);
  for (const file of data) checkDataRoots(file, roots);
  const upgraded = manifest && mayHoldV0(manifest) ? await opa.upgrade(manifest, Object.fromEntries(rego), shown) : {};
  return {
    shown,
    modules: {
      ...Object.fromEntries([...rego].map(([path, text]) => [`${shown}/${path}`, upgraded[path] ?? text])),
      ...gatekeeper,
    },
    data,
    ...(manifest && { manifest }),
    signed: [...files.keys()].some((path) => baseName(path) === ".signatures.json"),
  };
}

/** OPA takes any file whose name ends so. */
function findManifest(files: SourceFiles["files"], shown: string): BundleManifest | undefined {
  const found = [...files].filter(([path]) => /\.manifest(?:\.pb)?$/.test(path));
  const [first, second] = found;
  if (!first) return undefined;
  const [path, content] = first;
  if (second) {
    const message = `${shown} has two manifests: ${path} and ${second[0]}`;
    throw new TouchstoneError("E_BUNDLE", message, "Keep the one at the bundle's root.");
  }
  if (path.endsWith(".pb")) {
    const hint = "Build the bundle with its manifest in JSON, `.manifest`.";
    throw new TouchstoneError("E_BUNDLE", `${shown}/${path}: a manifest in Protocol Buffers cannot be read`, hint);
  }
  return parseManifest(content, `${shown}/${path}`);
}

/** A delta bundle changes the data of another one, and is none by itself. */
function refuseDelta(files: SourceFiles["files"], shown: string): void {
  for (const [path, content] of files) {
    if (baseName(path) !== "patch.json" || !isPatch(content)) continue;
    const hint = "Build a whole bundle, a snapshot, with `opa build`.";
    throw new TouchstoneError("E_BUNDLE", `${shown} is a delta bundle: it only holds changes (${path})`, hint);
  }
}

function isPatch(content: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(content.toString("utf8"));
    return isObject(value) && Array.isArray(value["data"]);
  } catch {
    return false;
  }
}

function nothingIn(shown: string, paths: readonly string[]): TouchstoneError {
  const hint = paths.some((path) => path.endsWith(".wasm"))
    ? "A compiled bundle needs its Rego beside it: build it with `opa build --target rego`."
    : "Name the folder that holds the policies: .rego files, or Gatekeeper's templates and constraints in YAML.";
  return new TouchstoneError("E_POLICY", `there is no .rego file in ${shown}`, hint);
}
