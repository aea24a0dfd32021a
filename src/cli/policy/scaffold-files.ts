// The files of a new check: a rule that compiles, a manifest that fails and one that passes, and a test.
import type { Severity, SubjectKind } from "../../model/index.ts";

/** Kinds of Kubernetes: there is no example of what others say. */
export const scaffoldKinds = [
  "workload",
  "object",
  "namespace",
  "relation",
  "access",
  "network",
] as const satisfies readonly SubjectKind[];
export type ScaffoldKind = (typeof scaffoldKinds)[number];

export interface Scaffold {
  readonly group: string;
  readonly name: string;
  readonly kind: ScaffoldKind;
  readonly severity: Severity;
}

/** By their names below the check's folder. */
export function scaffoldFiles(scaffold: Scaffold): Readonly<Record<string, string>> {
  return {
    "policy.rego": policy(scaffold),
    "policy_test.rego": policyTest(scaffold),
    "fixtures/fail-orchestrator.yaml": manifests[scaffold.kind].replace(...mistakes[scaffold.kind]),
    "fixtures/pass-orchestrator.yaml": manifests[scaffold.kind],
  };
}

/** What checks of each kind are about, what their findings say, and how. */
const words: Readonly<Record<ScaffoldKind, { readonly title: string; readonly message: string }>> = {
  workload: { title: "Workloads must say who owns them", message: "{kind} has no annotation {annotation}" },
  object: { title: "Objects must say who owns them", message: "{kind} has no annotation {annotation}" },
  namespace: { title: "Namespaces must say who owns them", message: "namespace {name} has no annotation {annotation}" },
  relation: { title: "What objects select must be there", message: "{kind} selects no {of}" },
  access: { title: "Roles must name the verbs that they allow", message: "{kind} allows every verb" },
  network: { title: "Workloads must be isolated", message: "no policy says who may reach this {kind}" },
};

const rules: Readonly<Record<ScaffoldKind, () => string>> = {
  workload: () => objectRules,
  object: () => objectRules,
  namespace: () => namespaceRules,
  relation: () => relationRules,
  access: () => accessRules,
  network: () => networkRules,
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

const accessRules = `not_applicable contains "the object is no role" if not input.rules

fail contains {"path": array.concat(rule.path, ["verbs"]), "details": {"kind": input.kind}} if {
	some rule in input.rules
	"*" in rule.verbs
}
`;

const networkRules = `not_applicable contains "the object is no workload" if not input.isolated

fail contains {"path": ["metadata"], "details": {"kind": input.kind}} if not input.isolated.ingress
`;

function policyTest({ group, name, kind }: Scaffold): string {
  const head = `package touchstone.${group}["${name}_test"]

import data.touchstone.${group}["${name}"] as check

`;
  if (kind === "access")
    return `${head}test_every_verb_fails if {
	check.fail == {{"path": ["rules", 0, "verbs"], "details": {"kind": "Role"}}} with input as {
		"kind": "Role",
		"rules": [{"path": ["rules", 0], "verbs": ["*"]}],
	}
}

test_named_verbs_pass if {
	count(check.fail) == 0 with input as {
		"kind": "Role",
		"rules": [{"path": ["rules", 0], "verbs": ["get"]}],
	}
}

test_what_has_no_rules_is_not_judged if {
	count(check.not_applicable) == 1 with input as {"kind": "ServiceAccount"}
}
`;
  if (kind === "network")
    return `${head}test_a_workload_that_no_policy_isolates_fails if {
	check.fail == {{"path": ["metadata"], "details": {"kind": "Deployment"}}} with input as {
		"kind": "Deployment",
		"isolated": {"ingress": false},
	}
}

test_an_isolated_workload_passes if {
	count(check.fail) == 0 with input as {"kind": "Deployment", "isolated": {"ingress": true}}
}

test_a_policy_is_not_judged if {
	count(check.not_applicable) == 1 with input as {"kind": "NetworkPolicy"}
}
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

/** What makes the manifest of a kind fail, in place of what is right. */
const mistakes: Readonly<Record<ScaffoldKind, readonly [right: string, wrong: string]>> = {
  workload: [owner, ""],
  object: [owner, ""],
  namespace: [owner, ""],
  relation: ["selector: { app: orchestrator }", "selector: { app: pool }"],
  access: ["verbs: [get, patch]", 'verbs: ["*"]'],
  network: ["matchLabels: { app: orchestrator }", "matchLabels: { app: pool }"],
};

const manifests: Readonly<Record<ScaffoldKind, string>> = {
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
  selector: { app: orchestrator }
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
  access: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: orchestrator
rules:
  - apiGroups: [apps]
    resources: [deployments/scale]
    verbs: [get, patch]
`,
  network: `apiVersion: apps/v1
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
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: orchestrator
spec:
  podSelector:
    matchLabels: { app: orchestrator }
  policyTypes: [Ingress]
`,
};
