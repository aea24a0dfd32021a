// Every step of a chain, with the permission that makes it and the one that just does not.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  admin,
  chainsOfPool,
  deployment,
  documentsOf,
  escalationsOf,
  granted,
  grantedEverywhere,
  type Json,
  type WrittenRule,
} from "./cluster.ts";

const rbac = ["rbac.authorization.k8s.io"];
const operator = [deployment("operator", "data"), admin("data", "operator")];
const namespace = (name: string, level?: string): Json => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, ...(level !== undefined && { labels: { "pod-security.kubernetes.io/enforce": level } }) },
});

test("who may do everything is there in one step, and everything but one verb is not", () => {
  const everything: WrittenRule = { verbs: ["*"], apiGroups: ["*"], resources: ["*"] };
  assert.deepEqual(chainsOfPool(...grantedEverywhere(everything)), ["cluster-admin in 1", "secrets of * in 1"]);
  assert.deepEqual(chainsOfPool(...grantedEverywhere({ ...everything, verbs: ["deletecollection"] })), []);
});

test("secrets of another namespace count, those of its own do not", () => {
  const read: WrittenRule = { verbs: ["list"], resources: ["secrets"] };
  assert.deepEqual(chainsOfPool(...granted("data", read)), ["secrets of data in 1"]);
  assert.deepEqual(chainsOfPool(...granted("agents", read)), []);
  assert.deepEqual(chainsOfPool(...granted("data", { ...read, resourceNames: ["one"] })), []);
});

test("pods become any account of their namespace, and mount its secrets", () => {
  for (const [group, resource] of [
    ["", "pods"],
    ["apps", "deployments"],
    ["batch", "cronjobs"],
    ["", "replicationcontrollers"],
  ] as const) {
    const rule: WrittenRule = { verbs: ["create"], apiGroups: [group], resources: [resource] };
    assert.deepEqual(chainsOfPool(...granted("data", rule), ...operator)[0], "cluster-admin in 2", resource);
    assert.deepEqual(chainsOfPool(...granted("edge", rule), ...operator), ["secrets of edge in 1"], resource);
  }
  const update: WrittenRule = { verbs: ["update"], resources: ["pods"] };
  assert.deepEqual(chainsOfPool(...granted("data", update), ...operator), []);
});

test("pods in kube-system become the controllers of the cluster", () => {
  const create: WrittenRule = { verbs: ["create"], resources: ["pods"] };
  assert.equal(chainsOfPool(...granted("kube-system", create))[0], "cluster-admin in 2");
});

test("pods where Pod Security is not enforced take over their node, and the accounts of the pods there", () => {
  const create: WrittenRule = { verbs: ["create"], resources: ["pods"] };
  assert.equal(chainsOfPool(...granted("edge", create), ...operator, namespace("edge"))[0], "cluster-admin in 2");
  assert.equal(
    chainsOfPool(...granted("edge", create), ...operator, namespace("edge", "privileged"))[0],
    "cluster-admin in 2",
  );
  assert.deepEqual(chainsOfPool(...granted("edge", create), ...operator, namespace("edge", "baseline")), [
    "secrets of edge in 1",
  ]);
});

test("who gets into a pod has its account, if a token is mounted there", () => {
  for (const resource of ["pods/exec", "pods/attach"]) {
    const rule: WrittenRule = { verbs: ["create"], resources: [resource] };
    assert.equal(chainsOfPool(...granted("data", rule), ...operator)[0], "cluster-admin in 2", resource);
  }
  const patch: WrittenRule = { verbs: ["patch"], resources: ["pods/ephemeralcontainers"] };
  assert.equal(chainsOfPool(...granted("data", patch), ...operator)[0], "cluster-admin in 2");
  const exec: WrittenRule = { verbs: ["create"], resources: ["pods/exec"] };
  const without = [deployment("operator", "data", { automountServiceAccountToken: false }), admin("data", "operator")];
  assert.deepEqual(chainsOfPool(...granted("data", exec), ...without), []);
});

test("tokens are made of accounts that the rule names, or of all", () => {
  const request: WrittenRule = { verbs: ["create"], resources: ["serviceaccounts/token"] };
  assert.equal(chainsOfPool(...granted("data", request), ...operator)[0], "cluster-admin in 2");
  assert.equal(
    chainsOfPool(...granted("data", { ...request, resourceNames: ["operator"] }), ...operator)[0],
    "cluster-admin in 2",
  );
  assert.deepEqual(chainsOfPool(...granted("data", { ...request, resourceNames: ["other"] }), ...operator), []);
});

test("impersonation makes an account, a user, or a member of system:masters", () => {
  const impersonate = (resources: readonly string[], resourceNames?: readonly string[]): WrittenRule => ({
    verbs: ["impersonate"],
    resources,
    ...(resourceNames && { resourceNames }),
  });
  assert.equal(
    chainsOfPool(...granted("data", impersonate(["serviceaccounts"])), ...operator)[0],
    "cluster-admin in 2",
  );
  assert.equal(chainsOfPool(...grantedEverywhere(impersonate(["users", "groups"])))[0], "cluster-admin in 1");
  assert.deepEqual(chainsOfPool(...grantedEverywhere(impersonate(["groups"]))), []);
  assert.deepEqual(chainsOfPool(...grantedEverywhere(impersonate(["groups"], ["auditors"]))), []);
});

test("a Secret of an account's token is as good as the account", () => {
  const token = {
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/service-account-token",
    metadata: { name: "token", namespace: "data", annotations: { "kubernetes.io/service-account.name": "operator" } },
  };
  const get: WrittenRule = { verbs: ["get"], resources: ["secrets"] };
  assert.equal(chainsOfPool(...granted("data", get), ...operator, token)[0], "cluster-admin in 2");
  assert.deepEqual(chainsOfPool(...granted("data", get), ...operator), ["secrets of data in 1"]);
  const create: WrittenRule = { verbs: ["create", "get"], resources: ["secrets"] };
  assert.equal(chainsOfPool(...granted("data", create), ...operator)[0], "cluster-admin in 2");
});

test("escalate and bind need the right to write what they lift the limit of", () => {
  const escalate: WrittenRule = { verbs: ["escalate"], apiGroups: rbac, resources: ["clusterroles"] };
  const write: WrittenRule = { verbs: ["patch"], apiGroups: rbac, resources: ["clusterroles"] };
  assert.equal(chainsOfPool(...grantedEverywhere(escalate, write))[0], "cluster-admin in 1");
  assert.deepEqual(chainsOfPool(...grantedEverywhere(escalate)), []);
  const bind: WrittenRule = {
    verbs: ["bind"],
    apiGroups: rbac,
    resources: ["clusterroles"],
    resourceNames: ["cluster-admin"],
  };
  const create: WrittenRule = { verbs: ["create"], apiGroups: rbac, resources: ["clusterrolebindings"] };
  assert.equal(chainsOfPool(...grantedEverywhere(bind, create))[0], "cluster-admin in 1");
  assert.deepEqual(chainsOfPool(...grantedEverywhere({ ...bind, resourceNames: ["view"] }, create)), []);
  assert.deepEqual(chainsOfPool(...grantedEverywhere(create)), []);
});

test("kubelets, certificates and mutating webhooks lead there, too", () => {
  const proxy: WrittenRule = { verbs: ["get"], resources: ["nodes/proxy"] };
  assert.equal(chainsOfPool(...grantedEverywhere(proxy), ...operator)[0], "cluster-admin in 2");
  assert.deepEqual(chainsOfPool(...grantedEverywhere({ ...proxy, resources: ["nodes/metrics"] }), ...operator), []);
  const csr = (resource: string, verb: string): WrittenRule => ({
    verbs: [verb],
    apiGroups: ["certificates.k8s.io"],
    resources: [resource],
  });
  const create = csr("certificatesigningrequests", "create");
  const approve = csr("certificatesigningrequests/approval", "update");
  const signer = csr("signers", "approve");
  assert.equal(chainsOfPool(...grantedEverywhere(create, approve, signer), ...operator)[0], "cluster-admin in 2");
  assert.deepEqual(
    chainsOfPool(...grantedEverywhere(create, approve, { ...signer, resourceNames: ["example.com/own"] }), ...operator),
    [],
  );
  const webhooks: WrittenRule = {
    verbs: ["create"],
    apiGroups: ["admissionregistration.k8s.io"],
    resources: ["mutatingwebhookconfigurations"],
  };
  assert.equal(chainsOfPool(...grantedEverywhere(webhooks))[0], "cluster-admin in 1");
});

test("a chain names each step and through what, the shortest way, and only for who mounts a token", () => {
  const rule: WrittenRule = { verbs: ["create"], resources: ["pods"] };
  const objects = [deployment("pool", "agents"), ...granted("data", rule), ...operator];
  const [chain] = escalationsOf(documentsOf(...objects));
  assert.deepEqual(chain?.["steps"], [
    "ServiceAccount agents/pool may create pods in namespace data (RoleBinding data/pool -> Role data/pool)",
    "ServiceAccount data/operator may do everything (ClusterRoleBinding operator-admin -> ClusterRole cluster-admin)",
  ]);
  const quiet = deployment("pool", "agents", { automountServiceAccountToken: false });
  assert.deepEqual(escalationsOf(documentsOf(quiet, ...granted("data", rule), ...operator)), []);
});
