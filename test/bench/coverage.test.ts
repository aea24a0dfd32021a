// How verdicts of the peers are reduced, compared with ours, and explained; and that what is known of the peers is sound.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkPeerData, peerNames, readPeerData, type PeerData } from "../../bench/coverage/read-peer-data.ts";
import { compareVerdicts } from "../../bench/coverage/compare-verdicts.ts";
import { conditions } from "../../bench/coverage/conditions.ts";
import { compareLists, isExplained, type Coverage, type PeerCoverage } from "../../bench/coverage/coverage.ts";
import { readManifests, type ManifestObject } from "../../bench/coverage/read-manifests.ts";
import { readCheckovList, reduceCheckov } from "../../bench/coverage/reduce-checkov.ts";
import { readKubeScoreList, reduceKubeScore } from "../../bench/coverage/reduce-kube-score.ts";
import { reduceTouchstone } from "../../bench/coverage/reduce-touchstone.ts";
import { renderCoverage } from "../../bench/coverage/report.ts";
import {
  fold,
  objectKey,
  VerdictLog,
  type ObjectKey,
  type Verdict,
  type Verdicts,
} from "../../bench/coverage/verdicts.ts";
import { builtInChecks } from "../../bench/rego/adapter.ts";
import { packageFile } from "../../src/package-root.ts";
import { parseYaml } from "../../src/yaml/index.ts";

const redis = objectKey({ file: "redis.yaml", kind: "StatefulSet", namespace: "agents", name: "redis" });
const broker = objectKey({ file: "nats.yaml", kind: "Deployment", namespace: undefined, name: "nats" });

const fails: Verdict = { outcome: "fail", says: [] };
const passes: Verdict = { outcome: "pass", says: [] };

function shown(verdicts: Verdicts): unknown {
  return Object.fromEntries([...verdicts].map(([check, ofCheck]) => [check, Object.fromEntries(ofCheck)]));
}

test("an object without a namespace is in default, in all tools alike", () => {
  assert.equal(broker, "nats.yaml Deployment/default/nats");
  assert.equal(objectKey({ file: "nats.yaml", kind: "Deployment", namespace: "", name: "nats" }), broker);
});

test("several verdicts are one: any failure fails, else any pass passes; reasons of other outcomes are gone", () => {
  const skipped: Verdict = { outcome: "not-applicable", says: ["it is no Deployment"] };
  const failed: Verdict = { outcome: "fail", says: ["redis is privileged", "exporter is privileged"] };
  assert.deepEqual(fold([skipped, passes, failed, { outcome: "fail", says: ["redis is privileged"] }]), {
    outcome: "fail",
    says: ["exporter is privileged", "redis is privileged"],
  });
  assert.deepEqual(fold([skipped, passes]), passes);
  assert.deepEqual(fold([skipped]), skipped);
  assert.equal(fold([]), undefined);
});

test("touchstone: findings of several containers are one failure, and subjects without an object are left out", () => {
  const assessment = {
    subjects: [
      { resource: { kind: "StatefulSet", namespace: "agents", name: "redis" } },
      { resource: { kind: "ClusterRole", name: "reader" } },
      {},
    ],
    checks: [
      {
        check: { id: "workload/privileged-container" },
        findings: [
          { subject: 0, message: "redis" },
          { subject: 0, message: "exporter" },
          { subject: 2, message: "nobody" },
        ],
        passed: [],
        notApplicable: [{ subject: 1, reason: "no pods" }],
      },
      { check: { id: "workload/host-pid" }, findings: [], passed: [0], notApplicable: [] },
    ],
  };
  const log = new VerdictLog();
  reduceTouchstone(JSON.stringify(assessment), "redis.yaml", log);
  assert.deepEqual(shown(log.verdicts), {
    "workload/privileged-container": {
      [redis]: { outcome: "fail", says: ["exporter", "redis"] },
      "redis.yaml ClusterRole/default/reader": { outcome: "not-applicable", says: ["no pods"] },
    },
    "workload/host-pid": { [redis]: passes },
  });
});

test("kube-score: warnings and what is critical fail, what is almost ok passes, what is skipped is not judged", () => {
  const check = (id: string, grade: number, skipped: boolean, summary?: string): unknown => ({
    check: { id },
    grade,
    skipped,
    comments: summary === undefined ? null : [{ summary }],
  });
  const objects = [
    {
      type_meta: { kind: "Deployment" },
      object_meta: { name: "nats" },
      checks: [
        check("service-type", 5, false, "NodePort"),
        check("pod-probes", 7, false),
        check("deployment-replicas", 1, true, "Skipped"),
      ],
    },
    { type_meta: { kind: "Deployment" }, object_meta: { name: "orchestrator" }, checks: null },
  ];
  const log = new VerdictLog();
  reduceKubeScore(JSON.stringify(objects), "nats.yaml", log);
  assert.deepEqual(shown(log.verdicts), {
    "service-type": { [broker]: { outcome: "fail", says: ["NodePort"] } },
    "pod-probes": { [broker]: passes },
    "deployment-replicas": { [broker]: { outcome: "not-applicable", says: ["Skipped"] } },
  });
});

function object(key: ObjectKey, parts: Partial<ManifestObject> = {}): ManifestObject {
  const [, file = "", kind = "", namespace = "", name = ""] = /^(\S+) ([^/]+)\/([^/]+)\/(.+)$/.exec(key) ?? [];
  const value = { apiVersion: "apps/v1", kind };
  return { key, file, kind, namespace, name, value, podSpec: {}, containers: [], ...parts };
}

test("checkov: what it says of the pods of an owner is said of the owner with the longest name that fits", () => {
  const owner = objectKey({ file: "nats.yaml", kind: "Deployment", namespace: "default", name: "nats.eu" });
  const objects = new Map([broker, owner].map((key) => [key, object(key)]));
  const result = { check_id: "CKV2_K8S_6", file_path: "/nats.yaml" };
  const report = {
    results: {
      passed_checks: [{ ...result, resource: "Pod.default.nats.eu.app-nats" }],
      failed_checks: [
        { ...result, resource: "Pod.default.nats.app-nats" },
        { ...result, resource: "Deployment.default.nats" },
      ],
    },
  };
  const log = new VerdictLog();
  reduceCheckov(JSON.stringify(report), objects, log);
  assert.deepEqual(shown(log.verdicts), { CKV2_K8S_6: { [broker]: fails, [owner]: passes } });
});

test("lists of checks are read as the tools print them", () => {
  assert.deepEqual(readKubeScoreList("service-type,Service,Not NodePort,default\nstable-version,all,Old,default\n"), [
    "service-type",
    "stable-version",
  ]);
  const rows = ["|   1 | CKV_K8S_10 | resource | Pod |", "|   2 | CKV_K8S_9 | resource | Pod |"];
  assert.deepEqual(readCheckovList([...rows, "|   3 | CKV_K8S_9 | resource | Job |", "| 4 | CKV_AWS_1 |"].join("\n")), [
    "CKV_K8S_9",
    "CKV_K8S_10",
  ]);
});

test("objects of manifests are found by the name of their file in the folder", async () => {
  const folder = packageFile("bench");
  const objects = await readManifests(folder, [packageFile("bench", "start", "pod.yaml")]);
  assert.deepEqual(
    [...objects.values()].map(({ key, containers }) => [key, containers.length]),
    [["start/pod.yaml Pod/market/bakery", 1]],
  );
});

const explanation = { fails: "peer", kinds: ["StatefulSet"], because: "the peer sees no claims" } as const;

function comparison(differences: PeerData["checks"][string]["differences"], peer: Verdict, ours: Verdict | undefined) {
  const entry = { counterparts: ["workload/host-pid", "workload/host-ipc"], ...(differences && { differences }) };
  const other = new Map<ObjectKey, Verdict>(ours === undefined ? [] : [[redis, ours]]);
  const [compared] = compareVerdicts(
    { checks: { "host-namespaces": entry } },
    new Map([["host-namespaces", new Map([[redis, peer]])]]),
    new Map([
      ["workload/host-pid", new Map([[redis, passes]])],
      ["workload/host-ipc", other],
    ]),
    new Map([[redis, object(redis)]]),
  );
  assert.ok(compared);
  return compared;
}

test("checks that agree have no difference: the counterparts fail together when one of them does", () => {
  const { both, agree, onlyPeerFails, onlyTouchstoneFails, unexplained } = comparison(undefined, fails, fails);
  assert.deepEqual([both, agree, onlyPeerFails, onlyTouchstoneFails, unexplained], [1, 1, 0, 0, []]);
});

test("a difference has exactly one explanation, or it is unexplained", () => {
  const open = { object: redis, fails: "peer", peer: fails, touchstone: passes };
  assert.deepEqual(comparison([explanation], fails, passes).explained, [{ explanation, objects: [redis] }]);
  assert.deepEqual(comparison([explanation], fails, passes).unexplained, []);
  assert.deepEqual(comparison(undefined, fails, passes).unexplained, [{ ...open, explanations: 0 }]);
  assert.deepEqual(comparison([explanation, explanation], fails, passes).unexplained, [{ ...open, explanations: 2 }]);
});

test("an explanation fits by side, kind, message and condition", () => {
  const other = [
    { ...explanation, fails: "touchstone" as const },
    { ...explanation, kinds: ["Deployment"] },
    { ...explanation, says: "no claim" },
    { ...explanation, where: ["liveness waits longer"] as const },
  ];
  for (const one of other) assert.equal(comparison([one], fails, passes).unexplained.length, 1);
  const telling: Verdict = { outcome: "fail", says: ["there is no claim"] };
  assert.equal(comparison([{ ...explanation, says: "no claim" }], telling, passes).unexplained.length, 0);
});

test("what one side fails and the other does not judge is a difference, but is not judged by both", () => {
  const skipped: Verdict = { outcome: "not-applicable", says: ["Skipped"] };
  const { both, onlyTouchstoneFails, unexplained } = comparison(undefined, skipped, fails);
  assert.deepEqual([both, onlyTouchstoneFails, unexplained.length], [0, 1, 1]);
  assert.deepEqual(comparison(undefined, skipped, passes).unexplained, []);
});

test("conditions: fixed tags", () => {
  const holds = (image: unknown, imagePullPolicy?: string): boolean =>
    conditions["fixed tag not always pulled"](object(redis, { containers: [{ image, imagePullPolicy }] }));
  assert.deepEqual(
    [holds("redis:8"), holds("registry:5000/redis@sha256:0"), holds("redis:8", "Always")],
    [true, true, false],
  );
  assert.deepEqual([holds("registry:5000/redis"), holds("redis:latest"), holds(8)], [false, false, false]);
});

test("conditions: folders around a socket, and patience of probes", () => {
  const mounts = (path: unknown): boolean =>
    conditions["folder of the node around the socket"](
      object(redis, { podSpec: { volumes: [{ hostPath: { path } }] } }),
    );
  assert.deepEqual([mounts("/"), mounts("/var/run/docker.sock"), mounts(undefined)], [true, false, false]);
  const waits = (livenessProbe: unknown, readinessProbe: unknown): boolean =>
    conditions["liveness waits longer"](object(redis, { containers: [{ livenessProbe, readinessProbe }] }));
  assert.deepEqual([waits({ failureThreshold: 4 }, {}), waits({}, {}), waits({}, null)], [true, false, false]);
});

test("conditions: a role whose first rule names everything", () => {
  const holds = (...rules: unknown[]): boolean =>
    conditions["no wildcard in the first rule"](
      object(redis, { value: { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", rules } }),
    );
  const named = { apiGroups: [""], resources: ["secrets"], verbs: ["get"] };
  assert.deepEqual(
    [holds(named, { ...named, verbs: ["*"] }), holds({ ...named, verbs: ["*"] }, named), holds()],
    [true, false, true],
  );
});

test("a check that the peer has and the list lacks is told, and the other way round", () => {
  const data: PeerData = {
    tool: "kube-score",
    version: "1.0",
    checks: { "service-type": { counterparts: ["service/node-port"] } },
    without: { "label-values": "refused anyway" },
  };
  assert.deepEqual(compareLists(data, ["service-type", "pod-new"]), {
    without: [{ check: "label-values", reason: "refused anyway" }],
    notListed: ["pod-new"],
    notThere: ["label-values"],
  });
});

function coverage(compared: ReturnType<typeof comparison>, notListed: readonly string[] = []): Coverage {
  const peer: PeerCoverage = {
    peer: "kube-score",
    version: "1.0",
    compared: [compared],
    without: [],
    notListed,
    notThere: [],
  };
  const corpus = { name: "charts", files: 1, objects: 1, sha256: "0123456789abcdef" };
  return { schemaVersion: "1.0", corpus, peers: [peer], checks: 2, own: ["service/node-port"], remarks: [] };
}

test("a run is sound when all is listed and explained; a stale explanation is told and fails nothing", () => {
  const stale = coverage(comparison([explanation], passes, passes));
  assert.equal(isExplained(stale), true);
  assert.match(renderCoverage(stale), /Stale: .*\n\n- host-namespaces: the peer sees no claims\n/);
  assert.equal(isExplained(coverage(comparison(undefined, fails, passes))), false);
  assert.equal(isExplained(coverage(comparison([explanation], fails, passes), ["pod-new"])), false);
});

test("the report names the numbers, the reasons, and what is left open", () => {
  const report = renderCoverage(coverage(comparison([explanation], fails, passes)));
  assert.match(report, /\| host-namespaces \| .* \| +1 \| +0 \| +1 \| +0 \| 1: the peer sees no claims \|/);
  assert.match(report, /- kube-score: 1 of 1 checks have a counterpart; .*; 1 differences, 0 of them unexplained\n/);
  assert.match(report, /- Of the 2 checks here 1 have no counterpart in kube-score: service\/node-port\n/);
  const open = renderCoverage(coverage(comparison(undefined, fails, passes)));
  assert.match(open, /- host-namespaces: redis.yaml StatefulSet\/agents\/redis: peer fail; touchstone pass\n/);
});

for (const peer of peerNames) {
  test(`${peer}: its file names itself, each check once, and counterparts that exist`, async () => {
    const data = await readPeerData(peer);
    const known = new Set((await builtInChecks()).map(({ id }) => id));
    const counterparts = Object.values(data.checks).flatMap((entry) => entry.counterparts);
    assert.equal(data.tool, peer);
    assert.deepEqual(
      counterparts.filter((id) => !known.has(id)),
      [],
    );
    const names = [data.checks, data.without].flatMap((part) => Object.keys(part));
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });
}

test("a file that breaks the schema is refused with the place", () => {
  const text = "tool: kube-score\nversion: 1.0.0\nchecks:\n  a: { counterparts: [] }\nwithout: {}\n";
  assert.throws(
    () => checkPeerData(parseYaml(Buffer.from(text), "k.yaml")),
    /k\.yaml:4:.*counterparts must not be empty/,
  );
});
