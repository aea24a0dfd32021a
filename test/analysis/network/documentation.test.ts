// The examples of Kubernetes' documentation of network policies, on the workloads of the agents' system.
import assert from "node:assert/strict";
import { test } from "node:test";
import { graphOfYaml, reached } from "./graph-of.ts";

const pod = (namespace: string, name: string, more = "") => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name}${more} } }
spec: { containers: [{ name: main, image: registry.example.com/${name}, ports: [{ name: api, containerPort: 8443 }] }] }
---`;

const namespace = (name: string, labels: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: { ${labels} } }
---`;

const workloads = [
  namespace("agents", "team: agents"),
  namespace("data", "team: data, project: memory"),
  pod("agents", "pool", ", role: frontend"),
  pod("agents", "redis", ", role: db"),
  pod("data", "postgres"),
].join("");

const policy = (spec: string, place = "agents") => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: policy, namespace: ${place} }
spec: ${spec}
---`;

const graphWith = (...policies: readonly string[]) => graphOfYaml(workloads + policies.join(""));

const outside = "203.0.113.7";

test("without policies everyone reaches everyone", () => {
  const graph = graphWith();
  assert.equal(reached(graph, "pool", "redis"), "all");
  assert.equal(reached(graph, outside, "redis"), "all");
  assert.equal(reached(graph, "redis", outside), "all");
});

test("default deny of ingress holds for all pods of its namespace, and for nothing else", () => {
  const graph = graphWith(policy("{ podSelector: {}, policyTypes: [Ingress] }"));
  assert.equal(reached(graph, "pool", "redis"), "");
  assert.equal(reached(graph, outside, "redis"), "");
  assert.equal(reached(graph, "pool", "postgres"), "all");
  assert.equal(reached(graph, "pool", outside), "all");
});

test("default deny of egress", () => {
  const graph = graphWith(policy("{ podSelector: {}, policyTypes: [Egress] }"));
  assert.equal(reached(graph, "pool", "redis"), "");
  assert.equal(reached(graph, "pool", outside), "");
  assert.equal(reached(graph, "postgres", "redis"), "all");
});

test("default deny of both", () => {
  const graph = graphWith(policy("{ podSelector: {}, policyTypes: [Ingress, Egress] }"));
  assert.equal(reached(graph, "pool", "postgres"), "");
  assert.equal(reached(graph, "postgres", "pool"), "");
});

test("allow all beside default deny lets everyone in", () => {
  const deny = policy("{ podSelector: {}, policyTypes: [Ingress, Egress] }");
  const allowIngress = policy("{ podSelector: {}, policyTypes: [Ingress], ingress: [{}] }");
  const allowEgress = policy("{ podSelector: {}, policyTypes: [Egress], egress: [{}] }");
  assert.equal(reached(graphWith(deny, allowIngress), outside, "redis"), "all");
  assert.equal(reached(graphWith(deny, allowIngress), "pool", "redis"), "");
  assert.equal(reached(graphWith(deny, allowIngress, allowEgress), "pool", "redis"), "all");
});

test("an empty list of rules lets nobody in, an empty rule everybody", () => {
  assert.equal(reached(graphWith(policy("{ podSelector: {}, ingress: [] }")), "pool", "redis"), "");
  assert.equal(reached(graphWith(policy("{ podSelector: {}, ingress: [{}] }")), "pool", "redis"), "all");
  assert.equal(
    reached(graphWith(policy("{ podSelector: {}, ingress: [{ from: [], ports: [] }] }")), "pool", "redis"),
    "all",
  );
});

test("policyTypes by default: ingress always, egress when there is a rule of it", () => {
  const ingress = graphWith(policy("{ podSelector: { matchLabels: { role: db } } }"));
  assert.equal(reached(ingress, "pool", "redis"), "");
  assert.equal(reached(ingress, "redis", "pool"), "all");
  const both = graphWith(
    policy("{ podSelector: { matchLabels: { role: db } }, egress: [{ ports: [{ port: 443 }] }] }"),
  );
  assert.equal(reached(both, "redis", "pool"), "TCP 443");
  assert.equal(reached(graphWith(policy("{ podSelector: {}, egress: [] }")), "redis", outside), "all");
});

test("the large example: db takes 6379 from blocks, a project and the frontend, and reaches 5978 of a block", () => {
  const graph = graphWith(
    policy(`
  podSelector: { matchLabels: { role: db } }
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - ipBlock: { cidr: 172.17.0.0/16, except: [172.17.1.0/24] }
        - namespaceSelector: { matchLabels: { project: memory } }
        - podSelector: { matchLabels: { role: frontend } }
      ports: [{ protocol: TCP, port: 6379 }]
  egress:
    - to: [{ ipBlock: { cidr: 10.0.0.0/24 } }]
      ports: [{ protocol: TCP, port: 5978 }]`),
  );
  assert.equal(reached(graph, "172.17.9.9", "redis"), "TCP 6379");
  assert.equal(reached(graph, "172.17.1.9", "redis"), "");
  assert.equal(reached(graph, "postgres", "redis"), "TCP 6379");
  assert.equal(reached(graph, "pool", "redis"), "TCP 6379");
  assert.equal(reached(graph, outside, "redis"), "");
  assert.equal(reached(graph, "redis", "10.0.0.8"), "TCP 5978");
  assert.equal(reached(graph, "redis", "10.0.1.8"), "");
  assert.equal(reached(graph, "redis", "pool"), "");
});

test("a range of ports ends with endPort", () => {
  const graph = graphWith(
    policy(`{ podSelector: {}, policyTypes: [Egress], egress: [{
      to: [{ ipBlock: { cidr: 10.0.0.0/24 } }], ports: [{ protocol: TCP, port: 32000, endPort: 32768 }] }] }`),
  );
  assert.equal(reached(graph, "pool", "10.0.0.1"), "TCP 32000-32768");
});

test("a namespace is meant by its name, whatever labels it is written with", () => {
  const from = (selector: string) =>
    graphWith(policy(`{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: ${selector} }] }] }`));
  const byName = from("{ matchLabels: { kubernetes.io/metadata.name: data } }");
  assert.equal(reached(byName, "postgres", "redis"), "all");
  assert.equal(reached(byName, "pool", "redis"), "");
  const byNames = from(
    "{ matchExpressions: [{ key: kubernetes.io/metadata.name, operator: In, values: [data, edge] }] }",
  );
  assert.equal(reached(byNames, "postgres", "redis"), "all");
  const all = from("{}");
  assert.equal(reached(all, "postgres", "redis"), "all");
  assert.equal(reached(all, outside, "redis"), "");
});

test("namespaces without a manifest are in doubt when a policy asks for their labels", () => {
  const from = (selector: string) =>
    policy(`{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { ${selector} } } }] }] }`);
  const bare = pod("edge", "proxy");
  const graph = (...more: readonly string[]) => graphOfYaml(workloads + bare + more.join(""));
  assert.deepEqual(graph(from("team: data")).namespacesInDoubt(), ["edge"]);
  assert.deepEqual(graph(from("kubernetes.io/metadata.name: data")).namespacesInDoubt(), []);
  assert.deepEqual(graph().namespacesInDoubt(), []);
});

test("pods of a Job are meant by its name", () => {
  const job = `
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: agents }
spec: { template: { spec: { containers: [{ name: main, image: registry.example.com/migrate }] } } }
---`;
  const from = (key: string) =>
    policy(
      `{ podSelector: { matchLabels: { role: db } }, ingress: [{ from: [{ podSelector: { matchLabels: { ${key}: migrate } } }] }] }`,
    );
  for (const key of ["job-name", "batch.kubernetes.io/job-name"])
    assert.equal(reached(graphOfYaml(workloads + job + from(key)), "migrate", "redis"), "all");
});

test("selectors in one peer are both needed, in two either is enough", () => {
  const place = "namespaceSelector: { matchLabels: { team: data } }";
  const role = "podSelector: { matchLabels: { role: frontend } }";
  const both = graphWith(policy(`{ podSelector: {}, ingress: [{ from: [{ ${place}, ${role} }] }] }`));
  assert.equal(reached(both, "postgres", "redis"), "");
  assert.equal(reached(both, "pool", "redis"), "");
  const either = graphWith(policy(`{ podSelector: {}, ingress: [{ from: [{ ${place} }, { ${role} }] }] }`));
  assert.equal(reached(either, "postgres", "redis"), "all");
  assert.equal(reached(either, "pool", "redis"), "all");
});

test("protocols are apart: UDP, SCTP, and TCP when none is named", () => {
  const graph = graphWith(
    policy(
      "{ podSelector: {}, ingress: [{ ports: [{ protocol: UDP, port: 53 }, { protocol: SCTP }, { port: 443 }] }] }",
    ),
  );
  assert.equal(reached(graph, "pool", "redis"), "TCP 443, UDP 53, SCTP");
});

test("a named port is that of the pod that is reached: of a container or a sidecar, not of an init container", () => {
  const proxy = `
apiVersion: v1
kind: Pod
metadata: { name: orchestrator, namespace: agents }
spec:
  initContainers:
    - { name: proxy, image: registry.example.com/proxy, restartPolicy: Always, ports: [{ name: api, containerPort: 15001 }] }
    - { name: migrate, image: registry.example.com/migrate, ports: [{ name: api, containerPort: 9999 }] }
  containers: [{ name: main, image: registry.example.com/orchestrator }]
---`;
  const graph = graphOfYaml(
    workloads + proxy + policy("{ podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: api }] }] }"),
  );
  assert.equal(reached(graph, "pool", "redis"), "TCP 8443");
  assert.equal(reached(graph, "pool", "orchestrator"), "TCP 15001");
  assert.equal(reached(graph, "pool", outside), "");
});

test("policies do not hold for pods on the host's network, and do not keep them out", () => {
  const agent = `
apiVersion: v1
kind: Pod
metadata: { name: node-agent, namespace: agents, labels: { app: node-agent } }
spec: { hostNetwork: true, containers: [{ name: main, image: registry.example.com/node-agent }] }
---`;
  const graph = graphOfYaml(workloads + agent + policy("{ podSelector: {}, policyTypes: [Ingress, Egress] }"));
  assert.equal(reached(graph, "node-agent", "redis"), "all");
  assert.equal(reached(graph, "pool", "node-agent"), "all");
  assert.equal(reached(graph, outside, "node-agent"), "all");
});

test("a policy that the API server refuses isolates nothing", () => {
  const mistakes = [
    "{ podSelector: { matchLabels: { role: 7 } } }",
    "{ podSelector: [], policyTypes: [Ingress] }",
    "{ podSelector: {}, policyTypes: [ingress] }",
    "{ podSelector: {}, policyTypes: [Ingress, Both] }",
    "{ podSelector: {}, policyTypes: Ingress }",
    "{ podSelector: {}, ingress: {} }",
    "{ podSelector: {}, ingress: [{ from: [{}] }] }",
    "{ podSelector: {}, ingress: [{ from: [{ podSelector: {}, ipBlock: { cidr: 10.0.0.0/8 } }] }] }",
    "{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: everywhere } }] }] }",
    "{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [172.16.0.0/12] } }] }] }",
    "{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.0.0/8] } }] }] }",
    "{ podSelector: {}, ingress: [{ ports: [{ port: 70000 }] }] }",
    "{ podSelector: {}, ingress: [{ ports: [{ port: '80' }] }] }",
    "{ podSelector: {}, ingress: [{ ports: [{ protocol: tcp }] }] }",
    "{ podSelector: {}, ingress: [{ ports: [{ port: api, endPort: 90 }] }] }",
    "{ podSelector: {}, ingress: [{ ports: [{ port: 90, endPort: 80 }] }] }",
    "{ podSelector: { matchExpressions: [{ key: role, operator: Is, values: [db] }] } }",
    "{ podSelector: { matchExpressions: [{ key: role, operator: In }] } }",
    "{ podSelector: { matchLabels: { 'not a key': db } } }",
  ];
  for (const spec of mistakes) assert.equal(reached(graphWith(policy(spec)), outside, "redis"), "all", spec);
});

const clusterPolicy = (kind: string, name: string, spec: string, version = "v1alpha1") => `
apiVersion: policy.networking.k8s.io/${version}
kind: ${kind}
metadata: { name: ${name} }
spec: ${spec}
---`;

test("admin policies come first, by priority; what they pass on, NetworkPolicies decide; baseline is for what is left", () => {
  const subject = "subject: { namespaces: {} }";
  const fromData = "from: [{ namespaces: { matchLabels: { team: data } } }]";
  const deny = (priority: number) =>
    clusterPolicy(
      "AdminNetworkPolicy",
      "deny",
      `{ priority: ${priority}, ${subject}, ingress: [{ action: Deny, ${fromData} }] }`,
    );
  const pass = clusterPolicy(
    "AdminNetworkPolicy",
    "pass",
    `{ priority: 10, ${subject}, ingress: [{ action: Pass, ${fromData} }] }`,
  );
  const allow = clusterPolicy(
    "AdminNetworkPolicy",
    "allow",
    `{ priority: 5, ${subject}, ingress: [{ action: Allow, ${fromData}, ports: [{ portNumber: { protocol: TCP, port: 8443 } }] }] }`,
  );
  const baseline = clusterPolicy(
    "BaselineAdminNetworkPolicy",
    "default",
    `{ ${subject}, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }`,
  );
  const allowAll = policy("{ podSelector: {}, ingress: [{}] }");
  const denyAll = policy("{ podSelector: {}, policyTypes: [Ingress] }");
  assert.equal(reached(graphWith(deny(20), allowAll), "postgres", "redis"), "");
  assert.equal(reached(graphWith(deny(20), allow, denyAll), "postgres", "redis"), "TCP 8443");
  assert.equal(reached(graphWith(deny(1), allow), "postgres", "redis"), "");
  assert.equal(reached(graphWith(deny(20), pass, allowAll), "postgres", "redis"), "all");
  assert.equal(reached(graphWith(deny(20), pass, denyAll), "postgres", "redis"), "");
  assert.equal(reached(graphWith(deny(20), pass, baseline), "postgres", "redis"), "");
  assert.equal(reached(graphWith(baseline), "pool", "redis"), "");
  assert.equal(reached(graphWith(baseline, allowAll), "pool", "redis"), "all");
  assert.equal(reached(graphWith(baseline), outside, "redis"), "all");
});

test("a ClusterNetworkPolicy is of the tier that it names, and its pass ends that tier", () => {
  const rule = (action: string, protocols = "") => `{ action: ${action}, from: [{ namespaces: {} }]${protocols} }`;
  const own = (tier: string, rules: string) =>
    clusterPolicy(
      "ClusterNetworkPolicy",
      "rules",
      `{ tier: ${tier}, priority: 1, subject: { pods: { podSelector: { matchLabels: { role: db } } } }, ingress: [${rules}] }`,
      "v1alpha2",
    );
  const allowAll = policy("{ podSelector: {}, ingress: [{}] }");
  const tcp = ", protocols: [{ tcp: { destinationPort: { number: 6379 } } }, { udp: {} }]";
  assert.equal(reached(graphWith(own("Admin", rule("Deny")), allowAll), "pool", "redis"), "");
  assert.equal(reached(graphWith(own("Baseline", rule("Deny")), allowAll), "pool", "redis"), "all");
  assert.equal(
    reached(graphWith(own("Baseline", `${rule("Accept", tcp)}, ${rule("Deny")}`)), "pool", "redis"),
    "TCP 6379, UDP",
  );
  assert.equal(
    reached(graphWith(own("Baseline", `${rule("Pass", tcp)}, ${rule("Deny")}`)), "pool", "redis"),
    "TCP 6379, UDP",
  );
  // Kinds do not know each other's words.
  assert.equal(reached(graphWith(own("Admin", `${rule("Deny")}, ${rule("Allow")}`)), "pool", "redis"), "all");
});
