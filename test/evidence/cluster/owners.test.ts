// Of a cluster the owners are judged, and what runs otherwise than its owner says; an owner reference alone proves nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { collectFrom, discovery, listOf } from "./fake-api-server.ts";

interface Pod {
  readonly account?: string;
  readonly hostNetwork?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
}

function templateOf({ account, hostNetwork, labels = { app: "pool" } }: Pod) {
  return {
    metadata: { labels },
    spec: {
      ...(account !== undefined && { serviceAccountName: account }),
      ...(hostNetwork !== undefined && { hostNetwork }),
      containers: [{ name: "pool", image: "registry.example.com/agents/pool:1.4.2" }],
    },
  };
}

function metadataOf(name: string, owner?: string) {
  const ownerReferences = [{ kind: "Any", name: owner, uid: owner, controller: true }];
  return { name, namespace: "agents", uid: name, ...(owner !== undefined && { ownerReferences }) };
}

const owner = (name: string, pod: Pod, of?: string, replicas = 1) => ({
  metadata: metadataOf(name, of),
  spec: { replicas, template: templateOf(pod) },
});

function pod(name: string, of: string | undefined, { labels = { app: "pool" }, ...rest }: Pod) {
  const { spec } = templateOf(rest);
  return { metadata: { ...metadataOf(name, of), labels: { ...labels, "pod-template-hash": "abc" } }, spec };
}

async function workloads(
  deployments: readonly unknown[],
  replicaSets: readonly unknown[],
  pods: readonly unknown[],
): Promise<readonly string[]> {
  const { objects, problems } = await collectFrom(
    {
      ...discovery(),
      "/apis/apps/v1/deployments": () => [200, listOf("Deployment", deployments)],
      "/apis/apps/v1/replicasets": () => [200, listOf("ReplicaSet", replicaSets)],
      "/api/v1/pods": () => [200, listOf("Pod", pods)],
    },
    { parts: ["workloads"] },
  );
  assert.deepEqual(problems, []);
  return objects.map(({ locate }) => locate([]).file.replace("cluster:fake/", ""));
}

test("a Deployment stands for its ReplicaSets and Pods", async () => {
  const found = await workloads(
    [owner("pool", { account: "pool" })],
    [owner("pool-1", { account: "pool" }, "pool")],
    [pod("pool-1-a", "pool-1", { account: "pool" }), pod("pool-1-b", "pool-1", { account: "pool" })],
  );
  assert.deepEqual(found, ["Deployment/agents/pool"]);
});

test("what nobody owns, or somebody who is not read, is judged itself", async () => {
  const found = await workloads(
    [],
    [owner("argo-1", {}, "rollout")],
    [pod("bare", undefined, {}), pod("crawler", "operator", {})],
  );
  assert.deepEqual(found, ["ReplicaSet/agents/argo-1", "Pod/agents/bare", "Pod/agents/crawler"]);
});

test("an old revision counts while it runs, and not when it is only kept", async () => {
  const deployment = owner("pool", { account: "pool" });
  const old = (replicas: number, ...pods: readonly unknown[]) =>
    workloads([deployment], [owner("pool-0", { account: "admin" }, "pool", replicas)], pods);
  assert.deepEqual(await old(0), ["Deployment/agents/pool"]);
  assert.deepEqual(await old(1), ["Deployment/agents/pool", "ReplicaSet/agents/pool-0"]);
  const last = pod("pool-0-a", "pool-0", { account: "admin" });
  assert.deepEqual(await old(0, last), ["Deployment/agents/pool", "Pod/agents/pool-0-a"]);
});

test("nobody hides a pod behind an owner that it is not like", async () => {
  const own: Pod = { account: "pool", labels: { app: "pool" } };
  const claimed = (claiming: Pod) => workloads([owner("pool", own)], [], [pod("guest", "pool", claiming)]);
  assert.deepEqual(await claimed(own), ["Deployment/agents/pool"]);
  for (const other of [
    { ...own, account: "admin" },
    { ...own, hostNetwork: true },
    { ...own, labels: { app: "other" } },
    { labels: { app: "pool" } },
  ])
    assert.deepEqual(await claimed(other), ["Deployment/agents/pool", "Pod/agents/guest"]);
});

test("nor behind one of another namespace, whose account is another", async () => {
  const guest = pod("guest", "pool", { account: "pool" });
  const elsewhere = { ...guest, metadata: { ...guest.metadata, namespace: "kube-system" } };
  const found = await workloads([owner("pool", { account: "pool" })], [], [elsewhere]);
  assert.deepEqual(found, ["Deployment/agents/pool", "Pod/kube-system/guest"]);
});

test("what owns itself, or those that own each other, are all judged", async () => {
  const found = await workloads(
    [owner("alone", {}, "alone"), owner("left", {}, "right"), owner("right", {}, "left")],
    [owner("left-1", {}, "left")],
    [],
  );
  assert.deepEqual(found, [
    "Deployment/agents/alone",
    "Deployment/agents/left",
    "Deployment/agents/right",
    "ReplicaSet/agents/left-1",
  ]);
});
