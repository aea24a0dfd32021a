// Asks the toolchain to make Rego v1 of modules that were written for other tools, and to say what is in them.
import type { PolicyCompiler } from "../compile-checks.ts";
import type { PolicySources } from "../policy-sources.ts";

/** One module to upgrade. */
export interface ForeignModule {
  /** Unique among the modules. */
  readonly name: string;
  /** The file that messages name. */
  readonly file: string;
  readonly text: string;
  /** How many lines of the file stand before the text, and how many columns before each line of it. */
  readonly row: number;
  readonly col: number;
  /** Without it the module may be either. */
  readonly version?: "v0" | "v1";
  /** Stays as it is; the others may use it. */
  readonly keep?: boolean;
  /** For a module of a template: the package that it moves below, and whether it is one of the template's libs. */
  readonly move?: { readonly root: readonly string[]; readonly library: boolean };
}

/** The METADATA of a rule, as far as the compiler knows it. */
export interface RuleMetadata {
  readonly title?: string;
  readonly description?: string;
  readonly related_resources?: readonly { readonly ref: string }[];
  readonly custom?: Readonly<Record<string, unknown>>;
}

export interface UpgradedRule {
  readonly name: string;
  /** Line in the module as it was given. */
  readonly row: number;
  readonly function: boolean;
  readonly metadata: readonly RuleMetadata[];
}

export interface UpgradedModule {
  readonly name: string;
  /** In Rego v1; as it was given when there was nothing to change. */
  readonly text: string;
  readonly version: "v0" | "v1";
  /** Below `data`, before any move. */
  readonly package: readonly string[];
  readonly rules: readonly UpgradedRule[];
  /** Keys of the input that the module reads; `*` when it takes the whole of it, or keys that are not fixed. */
  readonly input: readonly string[];
  /** Line where the module takes the input for a list of files, else 0. */
  readonly combined: number;
  /** Line where the module reads other objects, as in `data.inventory`, else 0. */
  readonly inventory: number;
}

/**
 * The modules in Rego v1, in their order. They are compiled together with `shared` first.
 * @throws RegoError with every problem at its place in the original file
 */
export async function upgrade(
  modules: readonly ForeignModule[],
  shared: PolicySources,
  { ask }: Pick<PolicyCompiler, "ask">,
): Promise<readonly UpgradedModule[]> {
  const answer = await ask({ op: "upgrade", modules, shared });
  return (answer as { readonly modules: readonly UpgradedModule[] }).modules;
}
