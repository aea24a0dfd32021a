// Writes the policy folder with which conftest and `opa eval` run the same Rego as Touchstone: the policies as they are,
// the normalisation in Rego, and a `deny` rule over every resource check.
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readPolicySources } from "../../src/library/policy-sources.ts";
import type { Check, SubjectKind } from "../../src/model/index.ts";
import { packageFile } from "../../src/package-root.ts";

/** What the adapter needs to know of a check. */
export type CheckKinds = Pick<Check, "id" | "kinds" | "parameters">;

export const normaliseFile: string = packageFile("bench", "rego", "normalise.rego");

/** The query whose value is the set of all failures; conftest asks it by itself. */
export const denyQuery = "data.main.deny";

/** The kinds of subjects that can be made from one object; namespaces are derived from the whole inventory. */
const resourceKinds = ["workload", "object"] as const satisfies readonly SubjectKind[];

/** Checks that a tool without an inventory can run. */
export function resourceChecks<C extends CheckKinds>(checks: readonly C[]): readonly C[] {
  return checks.filter(({ kinds }) => kinds.every((kind) => kind !== "namespace" && kind !== "relation"));
}

/**
 * Writes the adapter's Rego. One `with` for each subject, and not one for each check, lets the evaluator keep what shared
 * rules gave it: in the favour of the tools that use it. The message is the check's id, because Touchstone renders its
 * messages outside of Rego.
 */
export function writeAdapter(checks: readonly CheckKinds[]): string {
  const parts = ["package main", ""];
  for (const kind of resourceKinds) {
    const ofKind = resourceChecks(checks).filter(({ kinds }) => kinds.includes(kind));
    if (ofKind.length === 0) continue;
    parts.push(...ofKind.flatMap(({ id }) => ruleOf(kind, id)), ...denyRule(kind));
  }
  return `${parts.join("\n").trimEnd()}\n`;
}

// A check need not have the rule `not_applicable`: nothing is excused where it is undefined, as where it is empty.
function ruleOf(kind: SubjectKind, id: string): readonly string[] {
  const policy = `data.touchstone${id
    .split("/")
    .map((step) => `[${JSON.stringify(step)}]`)
    .join("")}`;
  const name = JSON.stringify(id);
  return [
    `_${kind} contains [${name}, failure.path, object.get(failure, "details", {})] if {`,
    `\tsome failure in ${policy}.fail`,
    `\tnot ${name} in _excused`,
    "}",
    "",
    `_excused contains ${name} if some _ in ${policy}.not_applicable`,
    "",
  ];
}

function denyRule(kind: SubjectKind): readonly string[] {
  return [
    'deny contains {"msg": id, "subject": index, "path": path, "details": details} if {',
    "\tsome index, subject in data.bench.normalise.subjects",
    `\tsubject.kind == "${kind}"`,
    `\tsome [id, path, details] in _${kind} with input as subject.input`,
    "}",
    "",
  ];
}

/** The defaults of all parameters, where policies read them: as text, so that no compiler takes them for constants. */
function writeParameters(checks: readonly CheckKinds[]): string {
  const values = checks.flatMap(({ id, parameters = [] }) =>
    parameters.length === 0 ? [] : [[id, Object.fromEntries(parameters.map(({ name, value }) => [name, value]))]],
  );
  return `package touchstone\n\nparameters := json.unmarshal(${JSON.stringify(JSON.stringify(Object.fromEntries(values)))})\n`;
}

/** Puts everything into `folder`; tests of policies and their fixtures are left out. */
export async function writePolicyFolder(folder: string, checks: readonly CheckKinds[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "adapter.rego"), writeAdapter(checks));
  await writeFile(join(folder, "parameters.rego"), writeParameters(checks));
  await cp(normaliseFile, join(folder, "normalise.rego"));
  for (const [name, source] of Object.entries(await readPolicySources(packageFile("policies"), "policies"))) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, source);
  }
}

/** The checks that Touchstone was built with. */
export async function builtInChecks(): Promise<readonly CheckKinds[]> {
  const { checks } = JSON.parse(await readFile(packageFile("dist", "library.json"), "utf8")) as {
    checks: CheckKinds[];
  };
  return checks;
}
