// Garbage in place of manifests and configurations: never a crash, and nothing that is wrong reads as what a check hopes for.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isEtcdFile, readEtcdFile } from "../../../src/evidence/control-plane/configuration-files.ts";
import { mayTellOfControlPlane } from "../../../src/evidence/control-plane/may-tell.ts";
import { readObject } from "../../../src/evidence/control-plane/read-object.ts";
import { TouchstoneError, type ControlPlane } from "../../../src/model/index.ts";

const leaf = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1e300,
    "",
    "true",
    "false",
    "Webhook",
    "invalid",
    "__proto__",
    [],
    {},
  ),
);
const keys = fc.constantFrom(
  ..."spec containers command args env name value image authentication anonymous enabled x509 clientCAFile".split(" "),
  ..."authorization mode readOnlyPort featureGates apiServer extraArgs etcd local external endpoints data kubelet".split(
    " ",
  ),
  ..."nodeRegistration kubeletExtraArgs authorizers type conditions path constructor __proto__ kubernetesVersion".split(
    " ",
  ),
);
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(keys, tie("value"), { maxKeys: 5 }),
  ),
}));
const kinds = fc.constantFrom(
  ["v1", "Pod"],
  ["v1", "ConfigMap"],
  ["apps/v1", "DaemonSet"],
  ["kubelet.config.k8s.io/v1beta1", "KubeletConfiguration"],
  ["kubeadm.k8s.io/v1beta4", "ClusterConfiguration"],
  ["kubeadm.k8s.io/v1beta3", "InitConfiguration"],
  ["apiserver.config.k8s.io/v1", "AuthorizationConfiguration"],
  ["apiserver.config.k8s.io/v1", "AuthenticationConfiguration"],
  ["kubeproxy.config.k8s.io/v1alpha1", "KubeProxyConfiguration"],
);

/** Nothing but TouchstoneError is thrown, and whatever comes out has the types that policies rely on. */
function read(object: Readonly<Record<string, unknown>>): readonly ControlPlane[] {
  try {
    const found = readObject({ apiVersion: "", kind: "", ...object });
    for (const document of found) {
      assert.equal(typeof document.elsewhere, "boolean");
      for (const [name, text] of Object.entries(document.flags)) {
        assert.equal(typeof text, "string");
        assert.ok(Array.isArray(document.paths[name]), name);
      }
    }
    return found;
  } catch (thrown) {
    assert.ok(thrown instanceof TouchstoneError, String(thrown));
    return [];
  }
}

test("objects of garbage are read without a crash", () => {
  fc.assert(
    fc.property(kinds, fc.dictionary(keys, anything, { maxKeys: 6 }), ([apiVersion = "", kind = ""], rest) => {
      const object = { ...rest, apiVersion, kind };
      mayTellOfControlPlane(object);
      read(object);
    }),
    { numRuns: 25_000 },
  );
});

test("containers of garbage are read without a crash", () => {
  const word = fc.oneof(
    leaf,
    fc.constantFrom("kube-apiserver", "/usr/bin/etcd", "kubelet", "--anonymous-auth", "--config"),
  );
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 6 }),
      fc.oneof(anything, fc.array(word, { maxLength: 4 })),
      anything,
      (command, args, env) => {
        read({ apiVersion: "v1", kind: "Pod", spec: { containers: [{ command, args, env }] } });
      },
    ),
    { numRuns: 12_000 },
  );
});

test("etcd's file of garbage is read without a crash", () => {
  const etcdKeys = fc.constantFrom(
    "client-transport-security",
    "peer-transport-security",
    "listen-client-urls",
    "client-cert-auth",
    "auto-tls",
  );
  fc.assert(
    fc.property(
      fc.dictionary(etcdKeys, fc.oneof(anything, fc.dictionary(etcdKeys, anything, { maxKeys: 2 })), { maxKeys: 3 }),
      (value) => {
        if (isEtcdFile(value)) assert.equal(readEtcdFile(value).component, "etcd");
      },
    ),
    { numRuns: 5000 },
  );
});

test("a switch of the kubelet reads true or false only when it is a boolean", () => {
  fc.assert(
    fc.property(anything, (value) => {
      const [document] = read({
        apiVersion: "kubelet.config.k8s.io/v1beta1",
        kind: "KubeletConfiguration",
        rotateCertificates: value,
        authentication: value,
        readOnlyPort: value,
      });
      assert.ok(document);
      const { flags } = document;
      const isThere = value !== null && value !== undefined;
      assert.equal(
        flags["rotate-certificates"],
        isThere ? (typeof value === "boolean" ? String(value) : "invalid") : undefined,
      );
      assert.equal(
        flags["read-only-port"],
        isThere ? (typeof value === "number" ? String(value) : "invalid") : undefined,
      );
      const isMapping = typeof value === "object" && !Array.isArray(value);
      if (isThere && !isMapping) assert.equal(flags["anonymous-auth"], "invalid");
    }),
    { numRuns: 12_000 },
  );
});
