// Turns what a policy folder holds, Touchstone's own or of other tools, into modules that Touchstone compiles.
import type { PolicyCompiler } from "../compile-checks.ts";
import type { PolicySources } from "../policy-sources.ts";
import { conftestChecks, hasConftestRules } from "./conftest.ts";
import { gatekeeperChecks, readConstraints } from "./gatekeeper.ts";
import { readGatekeeperDocuments } from "./gatekeeper-documents.ts";
import { upgrade, type ForeignModule, type UpgradedModule } from "./upgrade.ts";

/** All of it in Rego v1. */
export interface AdaptedPolicies {
  /** A check in each: Touchstone's own as they are, and one for each rule or constraint of another tool. */
  readonly checks: PolicySources;
  /** What those checks use. */
  readonly modules: PolicySources;
}

/**
 * Adapts the `.rego`, `.yaml` and `.yml` files of policy folders; `shared` are the modules that any of them may import.
 * The compiler is asked only when there is something to adapt.
 * @throws TouchstoneError E_POLICY at the place in the file that is at fault
 */
export async function adaptPolicies(
  files: PolicySources,
  shared: PolicySources,
  compiler: Pick<PolicyCompiler, "ask">,
): Promise<AdaptedPolicies> {
  const rego = Object.entries(files).filter(([file]) => file.endsWith(".rego"));
  const constraints = readConstraints(readGatekeeperDocuments(files));
  const own = new Set(rego.filter(([, text]) => isTouchstone(text)).map(([file]) => file));
  if (own.size === rego.length && constraints.length === 0) return { checks: Object.fromEntries(rego), modules: {} };

  const templates = new Set(constraints.map(({ template }) => template));
  const sources: readonly ForeignModule[] = [
    ...rego.map(([file, text]) => ({
      name: file,
      file,
      text,
      row: 0,
      col: 0,
      ...(own.has(file) && { version: "v1" as const, keep: true }),
    })),
    ...[...templates].flatMap(({ modules }) => modules),
  ];
  const upgraded = new Map((await upgrade(sources, shared, compiler)).map((module) => [module.name, module]));
  const templatePackages = new Set([...templates].map(({ modules }) => packageOf(upgraded.get(modules[0].name))));
  const checks: Record<string, string> = {};
  const modules: Record<string, string> = {};
  const foreign: UpgradedModule[] = [];
  for (const [file, text] of rego) {
    const module = upgraded.get(file);
    if (own.has(file) || !module) checks[file] = text;
    // The source that a template was made of lies beside it in many folders.
    else if (!templatePackages.has(packageOf(module))) foreign.push(module);
  }
  const conftest = foreign.filter(hasConftestRules);
  for (const module of foreign) {
    // Of a module that no tool would run somebody may have thought that it is a check of Touchstone.
    const isUsed =
      conftest.length + templates.size > 0 && !module.rules.some((rule) => rule.name === "fail" && !rule.function);
    (isUsed || conftest.includes(module) ? modules : checks)[module.name] = module.text;
  }
  for (const template of templates)
    for (const { name } of template.modules) modules[name] = upgraded.get(name)?.text ?? "";
  Object.assign(checks, conftestChecks(conftest), gatekeeperChecks(constraints, upgraded));
  return { checks, modules };
}

/** Whether the package, which is a module's first statement, is `touchstone` or below it. */
function isTouchstone(text: string): boolean {
  const statement = text.split("\n").find((line) => !/^\s*(?:#|$)/.test(line)) ?? "";
  return /^\s*package\s+touchstone\s*(?:[.[#]|$)/.test(statement);
}

function packageOf(module: UpgradedModule | undefined): string {
  return JSON.stringify(module?.package);
}
