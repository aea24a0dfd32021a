// Ways in from outside: what opens them, which pods are behind them, and whether their policies let anyone in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { exposuresOf } from "./graph-of.ts";

const orchestrator = (spec = "") => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orchestrator, namespace: agents }
spec:
  template:
    metadata: { labels: { app: orchestrator } }
    spec:
      ${spec}
      containers: [{ name: main, image: registry.example.com/orchestrator, ports: [{ name: https, containerPort: 8443 }] }]
---`;

const service = (spec: string, annotations = "{}") => `
apiVersion: v1
kind: Service
metadata: { name: orchestrator, namespace: agents, annotations: ${annotations} }
spec: { selector: { app: orchestrator }, ${spec} }
---`;

const policy = (ingress: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orchestrator, namespace: agents }
spec: { podSelector: {}, policyTypes: [Ingress], ingress: ${ingress} }
---`;

const https = "ports: [{ port: 443, targetPort: https }]";
const loadBalancer = service(`type: LoadBalancer, ${https}`);

/** Each way as a line. */
const ways = (...manifests: readonly string[]) => exposuresOf(manifests.join(""), "orchestrator");

test("load balancers, node ports and external addresses open Services, and a cluster address does not", () => {
  assert.deepEqual(ways(orchestrator(), loadBalancer), ["LoadBalancer TCP 8443 from outside, let in"]);
  assert.deepEqual(ways(orchestrator(), service(`type: NodePort, ${https}`)), [
    "NodePort TCP 8443 from outside, let in",
  ]);
  assert.deepEqual(ways(orchestrator(), service(`externalIPs: [203.0.113.9], ${https}`)), [
    "ExternalIP TCP 8443 from outside, let in",
  ]);
  assert.deepEqual(ways(orchestrator(), service(https)), []);
  assert.deepEqual(ways(orchestrator(), service(`type: ExternalName, externalName: example.com, ${https}`)), []);
});

test("a target port by number, by name, or that of the Service; a name that no pod has leads nowhere", () => {
  const port = (written: string) => ways(orchestrator(), service(`type: NodePort, ports: [${written}]`));
  assert.deepEqual(port("{ port: 443, targetPort: 9000 }"), ["NodePort TCP 9000 from outside, let in"]);
  assert.deepEqual(port("{ port: 443 }"), ["NodePort TCP 443 from outside, let in"]);
  assert.deepEqual(port("{ port: 53, protocol: UDP }"), ["NodePort UDP 53 from outside, let in"]);
  assert.deepEqual(port("{ port: 443, targetPort: metrics }"), []);
});

test("policies let in by address, and a load balancer narrows who comes", () => {
  const from = (cidr: string) => policy(`[{ from: [{ ipBlock: { cidr: ${cidr} } }] }]`);
  const narrow = service(`type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24], ${https}`);
  const open = ["LoadBalancer TCP 8443 from outside, let in"];
  const closed = ["LoadBalancer TCP 8443 from outside, kept out"];
  assert.deepEqual(ways(orchestrator(), loadBalancer, policy("[]")), closed);
  assert.deepEqual(ways(orchestrator(), loadBalancer, from("203.0.113.0/24")), open);
  assert.deepEqual(ways(orchestrator(), loadBalancer, policy("[{ from: [{ podSelector: {} }] }]")), closed);
  assert.deepEqual(ways(orchestrator(), narrow, from("203.0.113.0/24")), closed);
  assert.deepEqual(ways(orchestrator(), narrow, from("198.51.100.64/26")), open);
});

test("ports of the node, and the host's network, which no policy closes", () => {
  const hostPort = orchestrator().replace("containerPort: 8443", "containerPort: 8443, hostPort: 443");
  assert.deepEqual(ways(hostPort), ["HostPort TCP 8443 from outside, let in"]);
  assert.deepEqual(ways(hostPort, policy("[]")), ["HostPort TCP 8443 from outside, kept out"]);
  assert.deepEqual(ways(orchestrator("hostNetwork: true"), policy("[]")), ["HostNetwork any from outside, let in"]);
});

const ingress = (spec: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: agents, namespace: agents }
spec: ${spec}
---`;

test("an Ingress leads to its backends and to the default one, by its controller", () => {
  const backend = "{ service: { name: orchestrator, port: { number: 443 } } }";
  const through = ["Ingress TCP 8443 from controller, let in"];
  const inner = service(https);
  assert.deepEqual(ways(orchestrator(), inner, ingress(`{ defaultBackend: ${backend} }`)), through);
  const rules = ingress(
    `{ rules: [{ host: agents.example.com, http: { paths: [{ path: /, backend: ${backend} }] } }] }`,
  );
  assert.deepEqual(ways(orchestrator(), inner, rules), through);
  const controllers = policy(
    "[{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }] }]",
  );
  assert.deepEqual(ways(orchestrator(), inner, rules, controllers), through);
  const own = policy("[{ from: [{ podSelector: { matchLabels: { app: pool } } }] }]");
  assert.deepEqual(ways(orchestrator(), inner, rules, own), ["Ingress TCP 8443 from controller, kept out"]);
  const otherPort = policy("[{ from: [{ namespaceSelector: {} }], ports: [{ port: 9000 }] }]");
  assert.deepEqual(ways(orchestrator(), inner, rules, otherPort), ["Ingress TCP 8443 from controller, kept out"]);
});

const route = (kind: string, spec: string) => `
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: { name: agents, namespace: agents }
spec: ${spec}
---`;

test("routes of the Gateway API open what they send to, when a Gateway has them", () => {
  const rules = "rules: [{ backendRefs: [{ name: orchestrator, port: 443 }] }]";
  for (const kind of ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute"])
    assert.deepEqual(
      ways(orchestrator(), service(https), route(kind, `{ parentRefs: [{ name: public }], ${rules} }`)),
      [`${kind} TCP 8443 from controller, let in`],
    );
  assert.deepEqual(ways(orchestrator(), service(https), route("HTTPRoute", `{ ${rules} }`)), []);
  const mesh = "parentRefs: [{ group: '', kind: Service, name: orchestrator }]";
  assert.deepEqual(ways(orchestrator(), service(https), route("HTTPRoute", `{ ${mesh}, ${rules} }`)), []);
});

test("a Route of OpenShift leads to the port that it names", () => {
  const openShift = (port: string) => `
apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: agents, namespace: agents }
spec: { host: agents.example.com, to: { kind: Service, name: orchestrator }, port: { targetPort: ${port} } }
---`;
  const through = ["Route TCP 8443 from controller, let in"];
  const two = service("ports: [{ name: web, port: 443, targetPort: 8443 }, { name: metrics, port: 9090 }]");
  assert.deepEqual(ways(orchestrator(), two, openShift("web")), through);
  assert.deepEqual(ways(orchestrator(), two, openShift("8443")), through);
  assert.deepEqual(ways(orchestrator(), two, openShift("other")), []);
});
