// A user's own checks: compiled once, then kept by the hash of everything that went into them.
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Check } from "../model/index.ts";
import { adaptPolicies } from "./adapters/adapt.ts";
import {
  compileChecks,
  type CompiledChecks,
  type ModuleOutline,
  type PolicyCompiler,
  type WriteEntrypoints,
} from "./compile-checks.ts";
import type { PolicySources } from "./policy-sources.ts";

export interface UserCheckOptions {
  /** Starts the compiler; called only when there is something to compile. */
  readonly startCompiler: () => Promise<PolicyCompiler>;
  readonly writeEntrypoints: WriteEntrypoints;
  /** Folder of the cache; it is made when it is needed. */
  readonly cacheFolder: string;
  /** Names what decides the result beside the sources, so that another version does not find this one's results. */
  readonly compilerId: string;
  /** The name and version of the compiler, where there may be several. */
  readonly compilerName?: string;
  /** Library modules that the checks may import. */
  readonly shared: PolicySources;
}

/** Changes with what an entry holds, so that no version reads another one's. */
const entryFormat = 2;

interface CacheEntry {
  readonly checks: readonly Check[];
  readonly digest: string;
  readonly outlines: readonly ModuleOutline[];
  /** Hex, of the module beside the entry: a damaged module is compiled again. */
  readonly wasmSha256: string;
}

/**
 * Compiles checks, or takes them from the cache.
 * @throws TouchstoneError E_POLICY with the compiler's messages, each with file and line
 */
export async function loadUserChecks(own: PolicySources, options: UserCheckOptions): Promise<CompiledChecks> {
  const id = [options.compilerId, options.compilerName];
  const key = sha256(JSON.stringify([entryFormat, id, Object.entries(own), Object.entries(options.shared)]));
  const file = join(options.cacheFolder, key);
  const cached = await readCache(file);
  if (cached) return cached;
  const compiler = await options.startCompiler();
  const { checks, modules } = await adaptPolicies(own, options.shared, compiler);
  const shared = { ...options.shared, ...modules };
  const compiled = await compileChecks("user", checks, shared, compiler, options.writeEntrypoints);
  await writeCache(file, options.cacheFolder, compiled);
  return compiled;
}

async function readCache(file: string): Promise<CompiledChecks | undefined> {
  try {
    const [text, bytes] = await Promise.all([readFile(`${file}.json`, "utf8"), readFile(`${file}.wasm`)]);
    const { checks, digest, outlines, wasmSha256 } = JSON.parse(text) as CacheEntry;
    if (sha256(bytes) !== wasmSha256) return undefined;
    return { checks, digest, outlines, module: { origin: "user", wasm: new Uint8Array(bytes), data: "{}", checks } };
  } catch {
    return undefined;
  }
}

/** A cache that cannot be written costs time and nothing else. */
async function writeCache(file: string, folder: string, compiled: CompiledChecks): Promise<void> {
  const { checks, digest, outlines, module } = compiled;
  const entry: CacheEntry = { checks, digest, outlines, wasmSha256: sha256(module.wasm) };
  const part = `${file}.${process.pid}`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(`${part}.wasm`, module.wasm);
    await rename(`${part}.wasm`, `${file}.wasm`);
    await writeFile(`${part}.json`, JSON.stringify(entry));
    await rename(`${part}.json`, `${file}.json`);
  } catch {
    await Promise.all([".wasm", ".json"].map((end) => rm(`${part}${end}`, { force: true }).catch(() => {})));
  }
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
