// Gatekeeper's constraints as checks: each runs the violation rule of its template on the objects that it matches.
import { TouchstoneError } from "../../model/index.ts";
import { suggestion } from "../../yaml/index.ts";
import { checkName, dataReference, oneLine, writeCheckModule } from "./check-module.ts";
import { readConstraint, type Constraint } from "./gatekeeper-constraint.ts";
import type { GatekeeperDocuments } from "./gatekeeper-documents.ts";
import { readParameters } from "./gatekeeper-parameters.ts";
import { readTemplate, templateRoot, wrong, type Template } from "./gatekeeper-template.ts";
import type { UpgradedModule } from "./upgrade.ts";

/** A constraint with its template, and the parameters that its policy reads. */
export interface BoundConstraint extends Constraint {
  readonly template: Template;
  readonly parameters: unknown;
}

/**
 * The constraints of a policy folder, each with its template.
 * @throws TouchstoneError E_POLICY for a template or constraint that is wrong, or lacks the other
 */
export function readConstraints({ templates, constraints }: GatekeeperDocuments): readonly BoundConstraint[] {
  const byKind = new Map<string, Template>();
  for (const template of templates.map(readTemplate)) {
    const twin = byKind.get(template.kind);
    if (twin)
      throw wrong(
        template.document,
        [],
        `the template ${template.kind} is also in ${twin.document.file}`,
        "Leave one of the two out.",
      );
    byKind.set(template.kind, template);
  }
  const bound = constraints.map((document): BoundConstraint => {
    const { kind } = document.value;
    const template = byKind.get(kind);
    if (!template)
      throw wrong(
        document,
        ["kind"],
        `there is no ConstraintTemplate for the kind ${kind}${suggestion(kind, byKind.keys())}`,
        "Put the template into the policy folder, or take the constraint out.",
      );
    return { ...readConstraint(document), template, parameters: readParameters(document, template) };
  });
  for (const { kind, document } of byKind.values()) {
    if (!bound.some(({ template }) => template.kind === kind))
      throw wrong(
        document,
        [],
        `there is no constraint of the kind ${kind}, so the template would check nothing`,
        `Add a constraint of kind ${kind}, or leave the template out.`,
      );
  }
  refuseTwins(bound);
  return bound;
}

function refuseTwins(constraints: readonly BoundConstraint[]): void {
  const names = new Map<string, BoundConstraint>();
  for (const constraint of constraints) {
    const key = checkName(constraint.template.kind, constraint.name);
    const twin = names.get(key);
    if (twin)
      throw wrong(
        constraint.document,
        ["metadata", "name"],
        `the constraint ${constraint.name} of kind ${constraint.template.kind} is also in ${twin.document.file}`,
        "Give one of the two another name, or leave it out.",
      );
    names.set(key, constraint);
  }
}

/**
 * Check modules by the name of their file, one for each constraint.
 * @throws TouchstoneError E_POLICY for a template without a rule violation
 */
export function gatekeeperChecks(
  constraints: readonly BoundConstraint[],
  upgraded: ReadonlyMap<string, UpgradedModule>,
): Readonly<Record<string, string>> {
  const names = constraints.map(({ name }) => checkName(name));
  const entries = constraints.map((constraint, index) => {
    const { kind } = constraint.template;
    const own = names[index] ?? "";
    const shared = names.filter((other) => other === own).length > 1;
    const name = shared ? checkName(kind, constraint.name) : own;
    return [`${constraint.document.file}#${kind}/${constraint.name}`, writeCheck(name, constraint, upgraded)] as const;
  });
  return Object.fromEntries(entries);
}

function writeCheck(
  name: string,
  { document, name: constraintName, severity, match, parameters, template }: BoundConstraint,
  upgraded: ReadonlyMap<string, UpgradedModule>,
): string {
  const inventory = inventoryIn(template, upgraded);
  const title = annotation(template, "metadata.gatekeeper.sh/title");
  const violation = dataReference([...templateRoot(template.kind), "template", "violation"]);
  const answer =
    inventory === undefined
      ? [
          `fail := set() if count(not_applicable) > 0\n\nelse := ${JSON.stringify(undecided)} if {
	count(_failures) > 0
	gatekeeper.undecided(_match, objects.object)
}\n\nelse := _failures`,
          `_failures := answers.gatekeeper(results) if {
	review := {"review": gatekeeper.review(objects.object), "parameters": _parameters}
	results := ${violation} with input as review
}`,
        ]
      : [`fail := set() if count(not_applicable) > 0\n\nelse := ${JSON.stringify(inventory)}`];
  return writeCheckModule(
    {
      group: "gatekeeper",
      name,
      title:
        title === ""
          ? `Objects must satisfy the constraint ${constraintName} (${template.kind})`
          : `${title}: ${constraintName}`,
      description:
        annotation(template, "description") ||
        `What the constraint ${constraintName} of kind ${template.kind} says, a Gatekeeper policy in ${template.document.file}.`,
      severity,
      remediation: `Mend what the message names; the constraint is in ${document.file}.`,
      references: [],
      tags: ["gatekeeper"],
    },
    [
      `import data.touchstone.lib.${inventory === undefined ? "answers\nimport data.touchstone.lib." : ""}gatekeeper\nimport data.touchstone.lib.objects`,
      `not_applicable := gatekeeper.mismatches(_match, objects.object)`,
      ...answer,
      `_match := ${JSON.stringify(match)}`,
      ...(inventory === undefined ? [`_parameters := ${JSON.stringify(parameters)}`] : []),
    ],
  );
}

const undecided =
  "the constraint has a namespaceSelector, the object breaks the policy, and the labels of its namespace are in no evidence";

/** Why a check cannot be run, when a module of its template reads other objects of the cluster. */
function inventoryIn({ kind, modules }: Template, upgraded: ReadonlyMap<string, UpgradedModule>): string | undefined {
  for (const { name, file, row } of modules) {
    const line = upgraded.get(name)?.inventory ?? 0;
    if (line > 0)
      return `the template ${kind} reads other objects of the cluster (${file}:${line + row}), and a check sees one alone`;
  }
  const [own] = modules;
  if (!upgraded.get(own.name)?.rules.some((rule) => rule.name === "violation" && !rule.function))
    throw new TouchstoneError(
      "E_POLICY",
      `${own.file}:${own.row + 1}: the template ${kind} has no rule violation`,
      'Gatekeeper asks for `violation[{"msg": msg}] { ... }`.',
    );
  return undefined;
}

function annotation({ document }: Template, key: string): string {
  const value = document.value.metadata?.annotations?.[key];
  return typeof value === "string" ? oneLine(value) : "";
}
