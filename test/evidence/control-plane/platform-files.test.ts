// Files of the control plane that are given with --platform.
import assert from "node:assert/strict";
import { test } from "node:test";
import { controlPlaneFiles } from "../../../src/evidence/control-plane/files.ts";
import { Insides } from "../../../src/evidence/index.ts";
import { TouchstoneError, type Subject } from "../../../src/model/index.ts";

const now = "2026-01-01T00:00:00.000Z";
const options = { version: "0", now, fileBytes: 1e6, insides: new Insides(new Set(["control-plane"]), now) };

async function read(name: string, text: string): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  for (const row of controlPlaneFiles.filter(({ matches }) => matches(name, text)))
    subjects.push(...(await (await row.load(options)).read(text, { name, evidence: 0, now })));
  return subjects;
}

test("of a manifest only the component is judged, of settings the object as well, each at its line", async () => {
  const text = `apiVersion: v1
kind: Pod
metadata: {name: kube-scheduler}
spec:
  containers:
    - command:
        - kube-scheduler
        - --profiling=false
---
apiVersion: audit.k8s.io/v1
kind: Policy
rules: []
`;
  assert.deepEqual(
    (await read("scheduler.yaml", text)).map(({ kind, resource, locate }) => [
      kind,
      resource.kind,
      locate(["rules"]).line,
    ]),
    [
      ["control-plane", "Pod", 1],
      ["object", "Policy", 12],
    ],
  );
});

test("etcd's file has places", async () => {
  const [subject] = await read("etcd.conf.yml", "name: cp-1\nclient-transport-security:\n  client-cert-auth: true\n");
  assert.deepEqual(subject?.locate(["client-transport-security", "client-cert-auth"]).line, 3);
  assert.equal(subject.resource.kind, "EtcdConfiguration");
});

test("variables of the kubelet are flags beside its file", async () => {
  const [subject] = await read(
    "kubeadm-flags.env",
    '# by kubeadm\nKUBELET_KUBEADM_ARGS="--node-ip=10.0.0.11 --read-only-port=10255"\n',
  );
  assert.ok(subject);
  const input = subject.input as { readonly flags: Readonly<Record<string, string>>; readonly elsewhere: boolean };
  assert.deepEqual(input.flags, {
    "node-ip": "10.0.0.11",
    "read-only-port": "10255",
    config: "/var/lib/kubelet/config.yaml",
  });
  assert.equal(input.elsewhere, true);
  assert.equal(subject.locate([1]).line, 2);
});

test("what cannot be read is an error that names the file", async () => {
  for (const text of [
    "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: [",
    "apiVersion: audit.k8s.io/v1\nrules: []\n",
  ]) {
    await assert.rejects(
      read("kubelet.yaml", text),
      (error: unknown) =>
        error instanceof TouchstoneError && error.code === "E_PLATFORM" && error.message.includes("kubelet.yaml"),
    );
  }
});
