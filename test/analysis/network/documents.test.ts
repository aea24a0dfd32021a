// The documents of the network as whole values: what a check reads of a workload, a policy and a way in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { documentsOf } from "./graph-of.ts";

const platform = `
apiVersion: v1
kind: Namespace
metadata: { name: agents, labels: { team: agents } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: orchestrator, namespace: agents }
spec:
  template:
    metadata: { labels: { app: orchestrator } }
    spec:
      initContainers: [{ name: migrate, image: registry.example.com/migrate:1 }]
      containers:
        - { name: main, image: registry.example.com/orchestrator:1, ports: [{ name: https, containerPort: 8443 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: pool, namespace: agents }
spec:
  template:
    metadata: { labels: { app: pool } }
    spec: { containers: [{ name: main, image: registry.example.com/pool:1 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: postgres, namespace: data }
spec:
  template:
    metadata: { labels: { app: postgres } }
    spec: { containers: [{ name: main, image: docker.io/postgres:17, ports: [{ containerPort: 5432 }] }] }
---
`;

const policies = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orchestrator, namespace: agents }
spec:
  podSelector: { matchLabels: { app: orchestrator } }
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{ ipBlock: { cidr: 203.0.113.0/24, except: [203.0.113.128/25] } }]
      ports: [{ port: https }]
  egress:
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data } }, podSelector: {} }]
      ports: [{ port: 5432 }, { port: metrics }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: postgres, namespace: data }
spec:
  podSelector: { matchLabels: { app: postgres } }
  ingress: [{ from: [{ podSelector: {} }] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: broken, namespace: data }
spec: { podSelector: {}, policyTypes: [Both] }
---
`;

const services = `
apiVersion: v1
kind: Service
metadata: { name: orchestrator, namespace: agents }
spec: { type: LoadBalancer, selector: { app: orchestrator }, ports: [{ port: 443, targetPort: https }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: agents, namespace: agents }
spec:
  rules:
    - host: agents.example.com
      http: { paths: [{ path: /, backend: { service: { name: orchestrator, port: { number: 443 } } } }] }
    - host: memory.example.com
      http: { paths: [{ path: /, backend: { service: { name: memory, port: { number: 80 } } } }] }
`;

/** The same for the address of every cloud. */
function metadata(ports: string): object {
  return { "169.254.169.254": ports, "fd00:ec2::254": ports, "100.100.100.200": ports, "168.63.129.16": ports };
}

const documents = documentsOf(platform + policies + services);

test("a workload with policies of both directions, opened by a Service and an Ingress", () => {
  assert.deepEqual(documents.get("Deployment orchestrator"), {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "orchestrator", namespace: "agents" },
    labels: { app: "orchestrator" },
    hostNetwork: false,
    podPath: ["spec", "template", "spec"],
    images: ["registry.example.com/orchestrator:1"],
    ports: [{ name: "https", port: 8443, protocol: "TCP" }],
    namespaceHasPolicies: true,
    isolated: { ingress: true, egress: true },
    policies: [{ kind: "NetworkPolicy", namespace: "agents", name: "orchestrator", ingress: true, egress: true }],
    policyCount: 1,
    bypassed: [],
    ingress: {
      all: "",
      others: "",
      outside: "",
      someOutside: "TCP 8443",
      namespaces: [],
      namespaceCount: 0,
      workloads: 0,
    },
    egress: {
      all: "",
      others: "",
      outside: "",
      someOutside: "",
      metadata: metadata(""),
      dns: false,
      namespaces: ["data"],
      namespaceCount: 1,
      workloads: 1,
    },
    exposures: [
      {
        kind: "Service",
        namespace: "agents",
        name: "orchestrator",
        via: "LoadBalancer",
        host: "",
        service: "orchestrator",
        port: 8443,
        protocol: "TCP",
        admitted: true,
        from: "outside",
        internal: false,
        restricted: false,
      },
      {
        kind: "Ingress",
        namespace: "agents",
        name: "agents",
        via: "Ingress",
        host: "agents.example.com",
        service: "orchestrator",
        port: 8443,
        protocol: "TCP",
        admitted: true,
        from: "controller",
        internal: false,
        restricted: false,
      },
    ],
  });
});

test("a workload that no policy selects", () => {
  assert.deepEqual(documents.get("Deployment pool"), {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "pool", namespace: "agents" },
    labels: { app: "pool" },
    hostNetwork: false,
    podPath: ["spec", "template", "spec"],
    images: ["registry.example.com/pool:1"],
    ports: [],
    namespaceHasPolicies: true,
    isolated: { ingress: false, egress: false },
    policies: [],
    policyCount: 0,
    bypassed: [],
    ingress: {
      all: "all",
      others: "all",
      outside: "all",
      someOutside: "all",
      namespaces: ["data"],
      namespaceCount: 1,
      workloads: 3,
    },
    egress: {
      all: "all",
      others: "all",
      outside: "all",
      someOutside: "all",
      metadata: metadata("TCP 80"),
      dns: true,
      namespaces: ["data"],
      namespaceCount: 1,
      workloads: 3,
    },
    exposures: [],
  });
});

test("a workload that only its own namespace may reach", () => {
  assert.deepEqual(documents.get("StatefulSet postgres"), {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "postgres", namespace: "data" },
    labels: { app: "postgres" },
    hostNetwork: false,
    podPath: ["spec", "template", "spec"],
    images: ["docker.io/postgres:17"],
    ports: [{ name: "", port: 5432, protocol: "TCP" }],
    namespaceHasPolicies: true,
    isolated: { ingress: true, egress: false },
    policies: [{ kind: "NetworkPolicy", namespace: "data", name: "postgres", ingress: true, egress: false }],
    policyCount: 1,
    bypassed: [],
    ingress: { all: "", others: "", outside: "", someOutside: "", namespaces: [], namespaceCount: 0, workloads: 1 },
    egress: {
      all: "all",
      others: "all",
      outside: "all",
      someOutside: "all",
      metadata: metadata("TCP 80"),
      dns: true,
      namespaces: ["agents"],
      namespaceCount: 1,
      workloads: 3,
    },
    exposures: [],
  });
});

test("a policy: what each rule means, and whom the other side keeps out", () => {
  assert.deepEqual(documents.get("NetworkPolicy orchestrator"), {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "orchestrator", namespace: "agents" },
    tier: "network",
    selects: {
      path: ["spec", "podSelector"],
      count: 1,
      known: true,
      matches: [{ kind: "Deployment", namespace: "agents", name: "orchestrator" }],
    },
    directions: { ingress: true, egress: true },
    rules: [
      {
        direction: "ingress",
        path: ["spec", "ingress", 0],
        action: "allow",
        everyone: false,
        allPorts: false,
        published: true,
        peers: [
          {
            path: ["spec", "ingress", 0, "from", 0],
            form: "block",
            cidr: "203.0.113.0/24",
            except: ["203.0.113.128/25"],
            any: false,
          },
        ],
        ports: [
          {
            path: ["spec", "ingress", 0, "ports", 0],
            protocol: "TCP",
            port: "https",
            endPort: 0,
            named: true,
            found: true,
            known: true,
          },
        ],
      },
      {
        direction: "egress",
        path: ["spec", "egress", 0],
        action: "allow",
        everyone: false,
        allPorts: false,
        published: false,
        peers: [
          {
            path: ["spec", "egress", 0, "to", 0],
            form: "pods",
            everyNamespace: false,
            everyPod: true,
            crossNamespace: true,
            namespaces: ["data"],
            count: 1,
            known: true,
            blocked: 1,
          },
        ],
        ports: [
          {
            path: ["spec", "egress", 0, "ports", 0],
            protocol: "TCP",
            port: 5432,
            endPort: 5432,
            named: false,
            found: true,
            known: true,
          },
          {
            path: ["spec", "egress", 0, "ports", 1],
            protocol: "TCP",
            port: "metrics",
            endPort: 0,
            named: true,
            found: false,
            known: true,
          },
        ],
      },
    ],
  });
});

test("a policy that the API server refuses says only that", () => {
  assert.deepEqual(documents.get("NetworkPolicy broken"), {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "broken", namespace: "data" },
    refused: "a policyType is unknown",
    rules: [],
  });
});

test("a Service that lets somebody in", () => {
  assert.deepEqual(documents.get("Service orchestrator"), {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "orchestrator", namespace: "agents" },
    paths: [
      {
        path: ["spec", "ports", 0],
        via: "LoadBalancer",
        host: "",
        service: { namespace: "agents", name: "orchestrator", found: true },
        port: 443,
        from: "outside",
        internal: false,
        targetCount: 1,
        targets: [{ kind: "Deployment", namespace: "agents", name: "orchestrator", port: 8443, admitted: true }],
        broken: false,
      },
    ],
  });
});

test("an Ingress, with a backend that is not there", () => {
  assert.deepEqual(documents.get("Ingress agents"), {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "agents", namespace: "agents" },
    paths: [
      {
        path: ["spec", "rules", 0, "http", "paths", 0, "backend", "service", "name"],
        via: "Ingress",
        host: "agents.example.com",
        service: { namespace: "agents", name: "orchestrator", found: true },
        port: 443,
        from: "controller",
        internal: false,
        targetCount: 1,
        targets: [{ kind: "Deployment", namespace: "agents", name: "orchestrator", port: 8443, admitted: true }],
        broken: false,
      },
      {
        path: ["spec", "rules", 1, "http", "paths", 0, "backend", "service", "name"],
        via: "Ingress",
        host: "memory.example.com",
        service: { namespace: "agents", name: "memory", found: false },
        port: 80,
        from: "controller",
        internal: false,
        targetCount: 0,
        targets: [],
        broken: false,
      },
    ],
  });
});

test("a Service is broken when the policies of all pods behind it keep out what comes", () => {
  const deny = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: agents }
spec: { podSelector: {}, policyTypes: [Ingress] }
---
`;
  const { paths } = documentsOf(platform + deny + services).get("Service orchestrator") as { paths: readonly object[] };
  assert.deepEqual(paths, [
    {
      path: ["spec", "ports", 0],
      via: "LoadBalancer",
      host: "",
      service: { namespace: "agents", name: "orchestrator", found: true },
      port: 443,
      from: "outside",
      internal: false,
      targetCount: 1,
      targets: [{ kind: "Deployment", namespace: "agents", name: "orchestrator", port: 8443, admitted: false }],
      broken: true,
    },
  ]);
});
