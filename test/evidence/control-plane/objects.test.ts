// What objects say of the control plane: manifests as kubeadm writes them, its own configuration, and those of each component.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { versionOfImage } from "../../../src/evidence/control-plane/control-plane-document.ts";
import { mayTellOfControlPlane } from "../../../src/evidence/control-plane/may-tell.ts";
import { readObject } from "../../../src/evidence/control-plane/read-object.ts";
import type { KubernetesObject } from "../../../src/evidence/index.ts";
import { TouchstoneError, type ControlPlane } from "../../../src/model/index.ts";
import { parseDocument } from "../../../src/yaml/index.ts";

function objectOf(text: string): KubernetesObject {
  return parseDocument({ text, linesBefore: 0 }, "object.yaml").value as KubernetesObject;
}

function read(text: string): readonly ControlPlane[] {
  const object = objectOf(text);
  assert.ok(mayTellOfControlPlane(object), "it is worth a look");
  return readObject(object);
}

const samples = join(import.meta.dirname, "samples");

for (const [component, minor, count] of [
  ["kube-apiserver", 34, 27],
  ["kube-controller-manager", 34, 17],
  ["kube-scheduler", 34, 5],
  ["etcd", null, 19],
] as const) {
  test(`the manifest of ${component} in kubeadm's form is read whole`, () => {
    const [document, ...others] = read(readFileSync(join(samples, `${component}.yaml`), "utf8"));
    assert.ok(document);
    assert.equal(others.length, 0);
    assert.deepEqual(
      [document.component, document.source, document.minor, document.elsewhere],
      [component, "flags", minor, false],
    );
    assert.equal(Object.keys(document.flags).length, count);
    assert.deepEqual(document.path, ["spec", "containers", 0, "command"]);
    for (const [name, path] of Object.entries(document.paths)) {
      assert.equal(path.length, 5, name);
      assert.ok(Number(path[4]) > 0, name);
    }
  });
}

test("fields of the kubelet's configuration have the names of its flags, and wrong types are invalid", () => {
  const [document] = read(`
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {enabled: false}
  x509: ca.crt
authorization: {mode: Webhook}
readOnlyPort: "0"
serverTLSBootstrap: true
streamingConnectionIdleTimeout: 5m
tlsCipherSuites: [A, B]
featureGates: {RotateKubeletServerCertificate: true}
`);
  assert.deepEqual(document, {
    component: "kubelet",
    source: "file",
    version: "",
    minor: null,
    elsewhere: false,
    flags: {
      "anonymous-auth": "false",
      "client-ca-file": "invalid",
      "authorization-mode": "Webhook",
      "feature-gates": "RotateKubeletServerCertificate=true",
      "read-only-port": "invalid",
      "rotate-server-certificates": "true",
      "streaming-connection-idle-timeout": "5m",
      "tls-cipher-suites": "A,B",
    },
    seconds: { "streaming-connection-idle-timeout": 300 },
    paths: {
      "anonymous-auth": ["authentication", "anonymous", "enabled"],
      "client-ca-file": ["authentication", "x509", "clientCAFile"],
      "authorization-mode": ["authorization", "mode"],
      "feature-gates": ["featureGates"],
      "read-only-port": ["readOnlyPort"],
      "rotate-server-certificates": ["serverTLSBootstrap"],
      "streaming-connection-idle-timeout": ["streamingConnectionIdleTimeout"],
      "tls-cipher-suites": ["tlsCipherSuites"],
    },
    path: [],
  });
});

test("both versions of kubeadm's configuration give the same, and its own flags are there", () => {
  const map = read(`
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
kubernetesVersion: v1.30.4
apiServer: {extraArgs: {profiling: "false", authorization-mode: RBAC}}
`);
  const list = read(`
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.30.4
apiServer:
  extraArgs: [{name: profiling, value: "false"}, {name: authorization-mode, value: RBAC}]
`);
  assert.deepEqual(
    map.map(({ component, minor }) => [component, minor]),
    [
      ["kube-apiserver", 30],
      ["kube-controller-manager", 30],
      ["kube-scheduler", 30],
      ["etcd", null],
    ],
  );
  assert.deepEqual(
    map.map(({ flags }) => flags),
    list.map(({ flags }) => flags),
  );
  const [server] = list;
  assert.equal(server?.flags["authorization-mode"], "RBAC");
  assert.equal(server.flags["client-ca-file"], "/etc/kubernetes/pki/ca.crt");
  assert.deepEqual(server.paths["profiling"], ["apiServer", "extraArgs", 0]);
});

test("an etcd of somebody else's is not kubeadm's, and its addresses are what the API server gets", () => {
  const parts = read(`
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
etcd: {external: {endpoints: ["http://10.0.0.21:2379"]}}
`);
  assert.deepEqual(parts.map(({ component }) => component).includes("etcd"), false);
  assert.equal(parts[0]?.flags["etcd-servers"], "http://10.0.0.21:2379");
  assert.equal(parts[0]?.flags["etcd-cafile"], undefined);
});

test("configurations in a ConfigMap are read, and stand at its key", () => {
  const [document] = read(`
apiVersion: v1
kind: ConfigMap
metadata: {name: kube-proxy}
data:
  config.conf: |
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    kind: KubeProxyConfiguration
    metricsBindAddress: 0.0.0.0:10249
`);
  assert.deepEqual(document?.flags, { "metrics-bind-address": "0.0.0.0:10249" });
  assert.deepEqual(document.paths, { "metrics-bind-address": ["data", "config.conf"] });
});

test("a configuration in a ConfigMap that cannot be read is an error, and a script that writes one is none", () => {
  const broken =
    "apiVersion: v1\nkind: ConfigMap\ndata:\n  kubelet: |\n    apiVersion: kubelet.config.k8s.io/v1beta1\n    kind: [KubeletConfiguration";
  assert.throws(
    () => read(broken),
    (error: unknown) => error instanceof TouchstoneError && error.code === "E_PLATFORM",
  );
  assert.equal(mayTellOfControlPlane(objectOf(broken.replace("kubelet:", "install.sh:"))), false);
});

test("programs are found by their names, behind wrappers too; a shell and a copy of a program are not read", () => {
  const pod = (command: string): string => `
apiVersion: v1
kind: Pod
spec:
  containers: [{name: a, image: "registry.k8s.io/kube-proxy:v1.33.1@sha256:00", command: ${command}}]`;
  const wrapped = '["/go-runner", "--log-file=/l", "/usr/local/bin/kube-proxy", "--profiling"]';
  assert.deepEqual(
    read(pod(wrapped)).map(({ component, version, flags }) => [component, version, flags]),
    [["kube-proxy", "1.33.1", { profiling: "true" }]],
  );
  assert.deepEqual(read(pod('["cp", "/usr/local/bin/kube-proxy", "/x"]')), []);
  assert.equal(mayTellOfControlPlane(objectOf(pod('["sh", "-c", "kube-proxy --profiling"]'))), false);
});

test("where a file has the rest, the document says so; etcd looks at nothing else then", () => {
  const pod = (name: string, flag: string): string =>
    `{apiVersion: v1, kind: Pod, spec: {containers: [{command: [${name}, ${flag}, --auto-tls=true]}]}}`;
  assert.equal(read(pod("kubelet", "--config=/a"))[0]?.elsewhere, true);
  assert.equal(read(pod("kubelet", "--config="))[0]?.elsewhere, false);
  assert.deepEqual(read(pod("etcd", "--config-file=/a"))[0]?.flags, { "config-file": "/a" });
});

test("versions come from tags", () => {
  assert.deepEqual(
    ["a/b:v1.34.2", "host:5000/a", "a:3.6.4-0", "a:v1.33.0-eks-1", "a:latest", "a", 7].map(versionOfImage),
    ["1.34.2", "", "3.6.4", "1.33.0", "", "", ""],
  );
});
