// Conftest's rules as checks: each `deny`, `violation` and `warn` of a package is one, and reads the whole object.
import { severities, TouchstoneError, type Severity } from "../../model/index.ts";
import { checkName, dataReference, oneLine, writeCheckModule } from "./check-module.ts";
import type { RuleMetadata, UpgradedModule, UpgradedRule } from "./upgrade.ts";

const severityOf = { deny: "high", violation: "high", warn: "medium" } as const;
const rulePattern = /^(deny|violation|warn)(?:_[a-zA-Z0-9]+)*$/;

/** Whether conftest would run a rule of this module. */
export function hasConftestRules({ rules }: UpgradedModule): boolean {
  return rules.some(isConftestRule);
}

function isConftestRule({ name, function: isFunction }: UpgradedRule): boolean {
  return !isFunction && rulePattern.test(name);
}

/** A rule, which several files may define together. */
interface ConftestRule {
  readonly package: readonly string[];
  readonly name: string;
  readonly file: string;
  readonly row: number;
  readonly metadata: RuleMetadata[];
}

/**
 * Check modules by the name of their file, one for each rule of each package.
 * @throws TouchstoneError E_POLICY for modules that could only pass here, and for rules whose checks have the same name
 */
export function conftestChecks(modules: readonly UpgradedModule[]): Readonly<Record<string, string>> {
  for (const module of modules) refuseBlind(module);
  const checks: Record<string, string> = {};
  const names = new Map<string, ConftestRule>();
  for (const rule of rulesOf(modules)) {
    const isMain = rule.package.join(".") === "main";
    const name = checkName(...(isMain ? [] : rule.package), rule.name);
    const twin = names.get(name);
    if (twin)
      throw new TouchstoneError(
        "E_POLICY",
        `${rule.file}:${rule.row}: the check conftest/${name} is also that of ${describe(twin)} in ${twin.file}:${twin.row}`,
        "Give one of the two rules another name.",
      );
    names.set(name, rule);
    checks[`${rule.file}#${rule.name}`] = writeCheck(name, rule);
  }
  return checks;
}

/** Input that only other callers give: without it a rule is silent, and silence would be a pass. */
const otherInputs = ["review", "parameters", "request"];

function refuseBlind({ name, rules, input, combined }: UpgradedModule): void {
  const rule = rules.find(isConftestRule);
  if (combined > 0)
    throw new TouchstoneError(
      "E_POLICY",
      `${name}:${combined}: the policy reads the combined files of conftest --combine, which Touchstone does not give`,
      "Write the rule for one object, or leave the file out of the policy folder.",
    );
  if (rule && input.length > 0 && input.every((key) => otherInputs.includes(key)))
    throw new TouchstoneError(
      "E_POLICY",
      `${name}:${rule.row}: the rule ${rule.name} reads input.${input.join(" and input.")} alone, which a conftest policy does not get`,
      "Bring Gatekeeper policies as a ConstraintTemplate with its constraints; a conftest policy reads the object itself as input.",
    );
}

function rulesOf(modules: readonly UpgradedModule[]): readonly ConftestRule[] {
  const found = new Map<string, ConftestRule>();
  for (const { name: file, package: path, rules } of modules) {
    for (const { name, row, metadata } of rules.filter(isConftestRule)) {
      const key = JSON.stringify([path, name]);
      const rule = found.get(key) ?? { package: path, name, file, row, metadata: [] };
      rule.metadata.push(...metadata);
      found.set(key, rule);
    }
  }
  return [...found.values()];
}

function describe({ package: path, name }: ConftestRule): string {
  return `the rule ${name} of package ${path.join(".")}`;
}

function writeCheck(name: string, rule: ConftestRule): string {
  const kind = (/^[a-z]+/.exec(rule.name)?.[0] ?? "deny") as keyof typeof severityOf;
  // Of several METADATA none speaks for the whole rule.
  const only = rule.metadata.length === 1 ? rule.metadata[0] : undefined;
  const said = rule.metadata.flatMap(({ custom }) => severityIn(custom) ?? []);
  const severity = severities.find((one) => said.includes(one)) ?? severityOf[kind];
  return writeCheckModule(
    {
      group: "conftest",
      name,
      title: oneLine(only?.title ?? "") || `Objects must satisfy ${rule.name} of package ${rule.package.join(".")}`,
      description:
        oneLine(only?.description ?? "") || `What ${describe(rule)} says, a conftest policy in ${rule.file}.`,
      severity,
      remediation: `Mend what the message names; the policy is in ${rule.file}.`,
      references: [
        ...new Set(rule.metadata.flatMap(({ related_resources = [] }) => related_resources.map(({ ref }) => ref))),
      ],
      tags: ["conftest"],
    },
    [
      "import data.touchstone.lib.answers\nimport data.touchstone.lib.objects",
      "fail := answers.conftest(_results) if is_object(objects.object)",
      `_results := results if results := ${dataReference([...rule.package, rule.name])} with input as objects.object\n\nelse := set()`,
    ],
  );
}

function severityIn(custom: RuleMetadata["custom"]): Severity | undefined {
  const said = custom?.["severity"];
  return typeof said === "string" ? severities.find((severity) => severity === said.toLowerCase()) : undefined;
}
