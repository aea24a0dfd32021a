// What checks ask of openings: who is meant by them, and whom a policy misses.
import assert from "node:assert/strict";
import { test } from "node:test";
import { documentsOf } from "./graph-of.ts";

const hook = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: hook, namespace: agents }
spec:
  template:
    metadata: { labels: { app: hook } }
    spec:
      containers: [{ name: hook, image: hook, ports: [{ name: https, containerPort: 9443 }] }]
---
apiVersion: v1
kind: Service
metadata: { name: hook, namespace: agents }
spec:
  selector: { app: hook }
  ports: [{ port: 443, targetPort: https }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: hook, namespace: agents }
spec:
  podSelector: { matchLabels: { app: hook } }
  ingress: [{ ports: [{ port: 9443 }] }, { ports: [{ port: 9443 }, { port: 9090 }] }, {}]
`;

const callers = {
  "a webhook": `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: hook }
webhooks: [{ name: hook.example.com, clientConfig: { service: { namespace: agents, name: hook } } }]
`,
  "an aggregated API": `
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: { name: v1.agents.example.com }
spec: { service: { namespace: agents, name: hook, port: 443 } }
`,
  "a conversion": `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: tasks.agents.example.com }
spec: { conversion: { strategy: Webhook, webhook: { clientConfig: { service: { namespace: agents, name: hook } } } } }
`,
};

function published(text: string): readonly boolean[] {
  const { rules } = documentsOf(text).get("NetworkPolicy hook") as { rules: readonly { published: boolean }[] };
  return rules.map((rule) => rule.published);
}

test("a rule for just the ports that the API server calls is meant for everyone", () => {
  assert.deepEqual(published(hook), [false, false, false]);
  for (const [what, caller] of Object.entries(callers))
    assert.deepEqual(published(`${hook}---${caller}`), [true, false, false], what);
});

test("the API server calls no other Service, and no other port of it", () => {
  const { "a webhook": webhook } = callers;
  assert.deepEqual(published(`${hook}---${webhook.replace("name: hook } }", "name: other } }")}`), [
    false,
    false,
    false,
  ]);
  assert.deepEqual(published(`${hook}---${webhook.replace("name: hook } }", "name: hook, port: 8443 } }")}`), [
    false,
    false,
    false,
  ]);
});

test("policies that mean a pod on the host's network by its labels are told, with their directions", () => {
  const text = hook.replace("    spec:\n      containers", "    spec:\n      hostNetwork: true\n      containers");
  const { bypassed, policies } = documentsOf(text).get("Deployment hook") as Record<string, unknown>;
  assert.deepEqual(policies, []);
  assert.deepEqual(bypassed, [
    { kind: "NetworkPolicy", namespace: "agents", name: "hook", ingress: true, egress: false },
  ]);
});

test("where a custom resource may run pods, nobody can say what a selector means", () => {
  const known = (group: string, kind: string): unknown => {
    const custom = `apiVersion: ${group}/v1\nkind: ${kind}\nmetadata: { name: one, namespace: agents }\n`;
    const { selects } = documentsOf(`${hook}---\n${custom}`).get("NetworkPolicy hook") as Record<string, unknown>;
    return (selects as { known: boolean }).known;
  };
  assert.equal(known("postgresql.cnpg.io", "Cluster"), false);
  assert.equal(known("monitoring.coreos.com", "Prometheus"), false);
  assert.equal(known("monitoring.coreos.com", "ServiceMonitor"), true);
  assert.equal(known("cert-manager.io", "Certificate"), true);
  assert.equal(known("gateway.networking.k8s.io", "Gateway"), true);
});
