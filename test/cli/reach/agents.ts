// A small system with policies, as the tests of `touchstone reach` read it.

export const workloads = `apiVersion: apps/v1
kind: Deployment
metadata: { name: orchestrator, namespace: agents }
spec:
  template:
    metadata: { labels: { app: orchestrator } }
    spec:
      containers: [{ name: main, image: registry.example.com/orchestrator, ports: [{ name: https, containerPort: 8443 }] }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: pool, namespace: agents }
spec:
  template:
    metadata: { labels: { app: pool } }
    spec: { containers: [{ name: main, image: registry.example.com/pool }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: postgres, namespace: data }
spec:
  template:
    metadata: { labels: { app: postgres } }
    spec: { containers: [{ name: main, image: postgres:17, ports: [{ name: sql, containerPort: 5432 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: orchestrator, namespace: agents }
spec:
  type: LoadBalancer
  selector: { app: orchestrator }
  ports: [{ port: 443, targetPort: https }]
`;

export const policies = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: agents }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orchestrator, namespace: agents }
spec:
  podSelector: { matchLabels: { app: orchestrator } }
  policyTypes: [Ingress, Egress]
  ingress:
    - ports: [{ port: https }]
  egress:
    - to:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data } }
      ports:
        - port: 5432
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: postgres, namespace: data }
spec:
  podSelector: {}
  ingress:
    - from:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: agents } }
          podSelector: { matchLabels: { app: orchestrator } }
      ports: [{ port: sql }]
`;
