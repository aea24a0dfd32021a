// The files of a new check: a rule that compiles, a manifest that fails and one that passes, and a test.
import type { Severity, SubjectKind } from "../../model/index.ts";

export interface Scaffold {
  readonly group: string;
  readonly name: string;
  readonly kind: SubjectKind;
  readonly severity: Severity;
}

/** By their names below the check's folder. */
export function scaffoldFiles(scaffold: Scaffold): Readonly<Record<string, string>> {
  return {
    "policy.rego": policy(scaffold),
    "policy_test.rego": policyTest(scaffold),
    "fixtures/fail-orchestrator.yaml": manifests[scaffold.kind].replace(owner, "").replace(right, wrong),
    "fixtures/pass-orchestrator.yaml": manifests[scaffold.kind],
  };
}

/** What checks of each kind are about, what their findings say, and how. */
const words: Readonly<Record<SubjectKind, { readonly title: string; readonly message: string }>> = {
  workload: { title: "Workloads must say who owns them", message: "{kind} has no annotation {annotation}" },
  object: { title: "Objects must say who owns them", message: "{kind} has no annotation {annotation}" },
  namespace: { title: "Namespaces must say who owns them", message: "namespace {name} has no annotation {annotation}" },
  relation: { title: "What objects select must be there", message: "{kind} selects no {of}" },
};

const rules: Readonly<Record<SubjectKind, () => string>> = {
  workload: () => objectRules,
  object: () => objectRules,
  namespace: () => namespaceRules,
  relation: () => relationRules,
};

function policy({ group, name, kind, severity }: Scaffold): string {
  return `# METADATA
# title: ${words[kind].title}
# description: >-
#   Replace this with a short paragraph: what is wrong, and why it matters to somebody who runs the workload.
# related_resources:
#   - https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
# custom:
#   severity: ${severity}
#   kinds: [${kind}]
#   cwe: []
#   remediation: Say in a sentence what to change, and where.
#   message: "${words[kind].message}"
#   tags: []
#   aliases: []
package touchstone.${group}["${name}"]

${rules[kind]()}`;
}

const objectRules = `_annotation := "example.com/owner"

fail contains {"path": ["metadata", "annotations"], "details": {"kind": input.kind, "annotation": _annotation}} if {
	object.get(input, ["metadata", "annotations", _annotation], "") == ""
}
`;

const namespaceRules = `_annotation := "example.com/owner"

not_applicable contains "the Namespace object is not in the evidence" if input.object == null

fail contains {"path": ["metadata", "annotations"], "details": {"name": input.name, "annotation": _annotation}} if {
	object.get(input, ["object", "metadata", "annotations", _annotation], "") == ""
}
`;

const relationRules = `not_applicable contains "the object selects nothing" if count(input.selections) == 0

fail contains {"path": selection.path, "details": {"kind": input.kind, "of": selection.of}} if {
	some selection in input.selections
	selection.count == 0
}
`;

function policyTest({ group, name, kind }: Scaffold): string {
  const head = `package touchstone.${group}["${name}_test"]

import data.touchstone.${group}["${name}"] as check

`;
  if (kind === "relation")
    return `${head}test_what_selects_nothing_fails if {
	check.fail == {{"path": ["spec", "selector"], "details": {"kind": "Service", "of": "pods"}}} with input as {
		"kind": "Service",
		"selections": [{"of": "pods", "path": ["spec", "selector"], "count": 0}],
	}
}

test_what_selects_something_passes if {
	count(check.fail) == 0 with input as {
		"kind": "Service",
		"selections": [{"of": "pods", "path": ["spec", "selector"], "count": 1}],
	}
}

test_what_has_no_selector_is_not_judged if {
	count(check.not_applicable) == 1 with input as {"kind": "Ingress", "selections": []}
}
`;
  if (kind === "namespace")
    return `${head}test_a_namespace_without_owner_fails if {
	count(check.fail) == 1 with input as {"name": "agents", "object": {"metadata": {"name": "agents"}}}
}

test_a_namespace_with_owner_passes if {
	count(check.fail) == 0 with input as {
		"name": "agents",
		"object": {"metadata": {"annotations": {"example.com/owner": "agents"}}},
	}
}

test_a_namespace_that_is_only_named_is_not_judged if {
	count(check.not_applicable) == 1 with input as {"name": "agents", "object": null}
}
`;
  const example = kind === "workload" ? "Deployment" : "Service";
  return `${head}test_without_owner_it_fails if {
	check.fail == {{
		"path": ["metadata", "annotations"],
		"details": {"kind": "${example}", "annotation": "example.com/owner"},
	}} with input as {"kind": "${example}", "metadata": {"name": "orchestrator"}}
}

test_with_owner_it_passes if {
	count(check.fail) == 0 with input as {
		"kind": "${example}",
		"metadata": {"annotations": {"example.com/owner": "agents"}},
	}
}
`;
}

const owner = `  annotations:
    example.com/owner: agents
`;

const right = "selector: { app: orchestrator }";
const wrong = "selector: { app: pool }";

const manifests: Readonly<Record<SubjectKind, string>> = {
  workload: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orchestrator
${owner}spec:
  template:
    spec:
      containers:
        - name: orchestrator
          image: registry.example.com/agents/orchestrator:1.4.0
`,
  object: `apiVersion: v1
kind: Service
metadata:
  name: orchestrator
${owner}spec:
  ports:
    - port: 8080
`,
  namespace: `apiVersion: v1
kind: Namespace
metadata:
  name: orchestrator
${owner}`,
  relation: `apiVersion: v1
kind: Service
metadata:
  name: orchestrator
spec:
  ${right}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: orchestrator
spec:
  template:
    metadata:
      labels: { app: orchestrator }
    spec:
      containers:
        - name: orchestrator
          image: registry.example.com/agents/orchestrator:1.4.0
`,
};
