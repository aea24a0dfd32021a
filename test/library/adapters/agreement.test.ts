// Policies as people have them run unchanged, and say of every object exactly what `opa eval` says.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loadAll } from "js-yaml";
import type { KubernetesObject } from "../../../src/evidence/collected.ts";
import { readPolicySources } from "../../../src/library/policy-sources.ts";
import { adapters, askOpa, judge, manyObjects, missingOpa, policyText, sorted, type Judgement } from "./judge.ts";

const objects = await manyObjects();

/** What a check found on each object, as the details of its findings; a text for any other outcome. */
function foundBy({ results }: Judgement, check: string): readonly (readonly string[])[] {
  return results.map((result) => {
    const outcome = result.get(check);
    if (outcome === undefined || outcome.status === "not-applicable") return [];
    return outcome.status === "fail" ? sorted(outcome.failures.map(({ details }) => details)) : [outcome.message];
  });
}

function assertAgreement(
  check: string,
  found: readonly (readonly string[])[],
  expected: readonly (readonly string[])[],
): void {
  assert.ok(expected.flat().length > 0, `${check} finds nothing, which shows nothing`);
  assert.ok(
    expected.some((list) => list.length === 0),
    `${check} finds something everywhere, which shows little`,
  );
  for (const [index, list] of expected.entries()) {
    const { kind, metadata } = objects[index]?.value ?? {};
    assert.deepEqual(found[index], list, `${check} on ${kind} ${JSON.stringify(metadata)}`);
  }
}

/** `v0` is how OPA has to be told to read the files; Touchstone finds that out. */
const conftest: Readonly<Record<string, { readonly v0: boolean; readonly rules: Readonly<Record<string, string>> }>> = {
  availability: { v0: true, rules: { "conftest/deny": "data.main.deny" } },
  "ingress-tls": { v0: true, rules: { "conftest/deny": "data.main.deny", "conftest/warn": "data.main.warn" } },
  labels: {
    v0: true,
    rules: { "conftest/violation": "data.main.violation", "conftest/warn-team": "data.main.warn_team" },
  },
  "latest-tag": {
    v0: false,
    rules: { "conftest/deny-latest": "data.main.deny_latest", "conftest/warn-untagged": "data.main.warn_untagged" },
  },
  "non-root": { v0: false, rules: { "conftest/deny": "data.main.deny" } },
  privileged: { v0: true, rules: { "conftest/deny": "data.main.deny" } },
  resources: {
    v0: false,
    rules: { "conftest/team-limits-deny": "data.team.limits.deny", "conftest/warn": "data.main.warn" },
  },
};

test("there are enough objects and policies to show something", () => {
  assert.ok(objects.length > 40, String(objects.length));
  assert.deepEqual(readdirSync(join(adapters, "conftest")).toSorted(), Object.keys(conftest));
});

for (const [folder, { v0, rules }] of Object.entries(conftest)) {
  test(`conftest: ${folder}`, { skip: missingOpa }, async () => {
    const files = await readPolicySources(join(adapters, "conftest", folder), folder);
    const judgement = await judge(files, objects);
    assert.deepEqual(
      judgement.checks.map(({ id }) => id),
      Object.keys(rules),
    );
    for (const [check, reference] of Object.entries(rules)) {
      const answers = await askOpa(
        files,
        v0,
        reference,
        objects.map(({ value }) => value),
      );
      const expected = (answers as readonly (readonly unknown[])[]).map((results) =>
        sorted(results.map((result) => (typeof result === "string" ? { msg: result } : result))),
      );
      assertAgreement(check, foundBy(judgement, check), expected);
    }
  });
}

interface Source {
  readonly rego?: string;
  readonly libs?: readonly string[];
}

interface Template extends KubernetesObject {
  readonly spec: {
    readonly targets: readonly [
      Source & {
        readonly code?: readonly { readonly engine: string; readonly source: Source & { readonly version: string } }[];
      },
    ];
  };
}

interface Constraint extends KubernetesObject {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly match?: {
      readonly kinds?: readonly { readonly apiGroups: readonly string[]; readonly kinds: readonly string[] }[];
    };
    readonly parameters?: object;
  };
}

/** As Gatekeeper reviews an object that is being created. */
function reviewOf(value: KubernetesObject): object {
  const [group, version] = value.apiVersion.includes("/") ? value.apiVersion.split("/") : ["", value.apiVersion];
  const { name, namespace } = value.metadata as { readonly name?: string; readonly namespace?: string };
  const kind = { group, version, kind: value.kind };
  return {
    uid: "",
    kind,
    name,
    namespace,
    operation: "CREATE",
    userInfo: {},
    object: value,
    oldObject: null,
    options: null,
  };
}

function isMatched({ spec }: Constraint, value: KubernetesObject): boolean {
  const group = value.apiVersion.includes("/") ? value.apiVersion.split("/", 1)[0] : "";
  const holds = (names: readonly string[], name = ""): boolean => names.includes("*") || names.includes(name);
  return spec.match?.kinds?.some(({ apiGroups, kinds }) => holds(apiGroups, group) && holds(kinds, value.kind)) ?? true;
}

/** Where a template's schema gives a default, the API server writes it into the constraint. */
const defaults: Readonly<Record<string, object>> = { "container-limits": { cpu: "1" } };

const gatekeeper = readdirSync(join(adapters, "gatekeeper")).toSorted();

test("there are enough Gatekeeper policies to show something", () => {
  assert.ok(gatekeeper.length >= 5);
});

for (const file of gatekeeper) {
  test(`Gatekeeper: ${file}`, { skip: missingOpa }, async () => {
    const text = policyText(`gatekeeper/${file}`);
    const documents = (loadAll(text) as readonly KubernetesObject[]).flatMap((document) =>
      document.kind === "List" ? (document["items"] as readonly KubernetesObject[]) : [document],
    );
    const [template, ...constraints] = documents as unknown as readonly [Template, ...Constraint[]];
    const [target] = template.spec.targets;
    const code = target.code?.find(({ engine }) => engine === "Rego")?.source;
    const { rego = "", libs = [] } = code ?? target;
    const sources = Object.fromEntries([rego, ...libs].entries());
    const judgement = await judge({ [file]: text }, objects);
    assert.equal(judgement.checks.length, constraints.length);
    for (const constraint of constraints) {
      const parameters = { ...defaults[constraint.metadata.name], ...constraint.spec.parameters };
      const inputs = objects.map(({ value }) => ({ review: reviewOf(value), parameters }));
      const answers = await askOpa(sources, code?.version !== "v1", "data.policy.violation", inputs);
      const expected = (answers as readonly (readonly { readonly msg: string; readonly details?: object }[])[]).map(
        (results, index) =>
          objects[index] && isMatched(constraint, objects[index].value)
            ? sorted(results.map(({ msg, details }) => ({ ...details, msg })))
            : [],
      );
      const check = `gatekeeper/${constraint.metadata.name.replace(".", "-")}`;
      assertAgreement(check, foundBy(judgement, check), expected);
    }
  });
}
