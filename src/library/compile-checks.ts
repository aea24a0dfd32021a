// Compiles policies to one WASM module: reads their METADATA, adds the entrypoints, and names the result by its content.
import { createHash } from "node:crypto";
import { TouchstoneError, type BundleModule, type Check } from "../model/index.ts";
import { readCheck, type PolicyDescription } from "./check-metadata.ts";
import type { PolicySources } from "./policy-sources.ts";

/** What compilation needs; the caller passes it in. The embedded compiler answers at once, a native one later. */
export interface PolicyCompiler {
  annotations(modules: PolicySources): readonly PolicyDescription[] | Promise<readonly PolicyDescription[]>;
  compile(
    modules: PolicySources,
    entrypoints: readonly string[],
  ): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
  /** One request to the embedded toolchain, which does what only it can: upgrade the policies of other tools. */
  ask(request: { readonly op: string } & Readonly<Record<string, unknown>>): unknown;
}

/** Writes the Rego of the entrypoints; the Rego room does it. */
export type WriteEntrypoints = (
  checks: readonly Check[],
  hasNotApplicable: (id: string) => boolean,
) => { readonly source: string; readonly entrypoints: readonly string[] };

/** Checks compiled together. */
export interface CompiledChecks {
  readonly checks: readonly Check[];
  /** `sha256:<hex>` over the sources. */
  readonly digest: string;
  readonly module: BundleModule;
  /** Every module that took part, shared ones included. */
  readonly outlines: readonly ModuleOutline[];
}

/** Where a module's rules are: their names, in a package below `data`. */
export type ModuleOutline = Pick<PolicyDescription, "file" | "package" | "rules">;

/**
 * Compiles the checks in `own`; `shared` are library modules that they may import.
 * @throws TouchstoneError E_POLICY with the compiler's messages, or when METADATA is wrong
 */
export async function compileChecks(
  origin: BundleModule["origin"],
  own: PolicySources,
  shared: PolicySources,
  compiler: PolicyCompiler,
  writeEntrypoints: WriteEntrypoints,
): Promise<CompiledChecks> {
  const sources = { ...shared, ...own };
  const all = await compiler.annotations(sources);
  const descriptions = all.filter(({ file, package: path }) => Object.hasOwn(own, file) && !isShared(path));
  const checks = readChecks(descriptions);
  const notApplicable = new Set(
    descriptions.flatMap(({ package: path, rules }) =>
      rules.includes("not_applicable") ? [path.slice(1).join("/")] : [],
    ),
  );
  const { source, entrypoints } = writeEntrypoints(checks, (id) => notApplicable.has(id));
  const wasm = await compiler.compile({ ...sources, "touchstone/run.rego": source }, entrypoints);
  const module = { origin, wasm, data: "{}", checks: checks.map(({ id, kinds }) => ({ id, kinds })) };
  const outlines = all.map(({ file, package: path, rules }) => ({ file, package: path, rules }));
  return { checks, digest: digestOf(sources), module, outlines };
}

/** Whether a package holds shared rules and no check. */
function isShared(path: readonly string[]): boolean {
  return path[0] === "touchstone" && path[1] === "lib";
}

/** In the order of their ids; every mistake of every file is told at once. */
function readChecks(descriptions: readonly PolicyDescription[]): readonly Check[] {
  const checks = new Map<string, Check>();
  const mistakes: TouchstoneError[] = [];
  for (const description of descriptions) {
    try {
      const check = readCheck(description);
      const twin = checks.get(check.id);
      if (twin)
        throw new TouchstoneError(
          "E_POLICY",
          `${check.file}:${description.row}: the check ${check.id} is also in ${twin.file}`,
          "Give one of the two another package.",
        );
      checks.set(check.id, check);
    } catch (thrown) {
      if (!(thrown instanceof TouchstoneError)) throw thrown;
      mistakes.push(thrown);
    }
  }
  const [first] = mistakes;
  if (first)
    throw new TouchstoneError("E_POLICY", mistakes.map(({ message }) => message).join("\n"), first.hint, first);
  if (checks.size === 0)
    throw new TouchstoneError(
      "E_POLICY",
      "there is no check in the policies",
      'A check is a file with `package touchstone.<group>["<check>"]`.',
    );
  return [...checks.values()].toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

/** Over the contents in the order of their names; not over the names, which depend on where the folder lies. */
function digestOf(sources: PolicySources): string {
  const hash = createHash("sha256");
  for (const name of Object.keys(sources).toSorted()) {
    const text = sources[name] ?? "";
    hash.update(`${Buffer.byteLength(text)}:`).update(text);
  }
  return `sha256:${hash.digest("hex")}`;
}
