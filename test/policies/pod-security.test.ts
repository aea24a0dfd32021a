// Kubernetes' own Pod Security fixtures, through our host: the checks of the two levels mean what its admission says, in each
// version. `toolchain/pss` printed the pods, with what every check of that admission says of them in every version.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { normalise, type KubernetesObject } from "../../src/evidence/index.ts";
import { loadLibrary } from "../../src/library/index.ts";
import { newestKubernetes, oldestKubernetes, showKubernetesVersion, type Bundle } from "../../src/model/index.ts";
import { createEvaluator, toItem, writeEntrypoints } from "../../src/rego/index.ts";
import { defaultKubeVersion } from "../../src/toolchain/chart-request.ts";
import { repository } from "./check-folders.ts";

/** A line of what `toolchain/pss` prints. */
interface Fixture {
  readonly file: string;
  readonly level: "baseline" | "restricted";
  /** 34 for Kubernetes 1.34. */
  readonly minor: number;
  readonly allowed: boolean;
  /** The check that the file is called after, in lower case; `base` and the like for a pod that has everything right. */
  readonly check: string;
  readonly pod: KubernetesObject;
  /** By minor version, the ids of Kubernetes' checks that do not allow the pod. */
  readonly forbidding: readonly (readonly string[])[];
}

/** Kubernetes' checks, and ours that stand for each. */
const standsFor: Readonly<Record<string, readonly string[]>> = {
  allowPrivilegeEscalation: ["workload/privilege-escalation"],
  appArmorProfile: ["workload/apparmor-unconfined"],
  capabilities_baseline: ["workload/capabilities-dangerous-added"],
  capabilities_restricted: ["workload/capabilities-drop-all"],
  hostNamespaces: ["workload/host-ipc", "workload/host-network", "workload/host-pid"],
  hostPathVolumes: ["workload/host-path"],
  hostPorts: ["workload/host-port"],
  hostProbesAndHostLifecycle: ["workload/probe-host"],
  privileged: ["workload/privileged-container"],
  procMount: ["workload/proc-mount"],
  procMount_restricted: ["workload/proc-mount-default"],
  restrictedVolumes: ["workload/volume-types"],
  runAsNonRoot: ["workload/run-as-non-root"],
  runAsUser: ["workload/run-as-root-uid"],
  seLinuxOptions: ["workload/selinux-options"],
  seccompProfile_baseline: ["workload/seccomp-unconfined"],
  seccompProfile_restricted: ["workload/seccomp-profile"],
  sysctls: ["workload/unsafe-sysctls"],
  windowsHostProcess: ["workload/windows-host-process"],
};
const byFileName = new Map(Object.entries(standsFor).map(([id, ours]) => [id.toLowerCase(), ours]));
/** Where Kubernetes 1.35 split a check in two, our second one says before what the first one does. */
const splitIn = 35;

const fixtures = readFileSync(join(repository, ".cache/tools/pss.jsonl"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Fixture);
/** Every pod once, by its text. */
const pods = new Map(fixtures.map((fixture) => [JSON.stringify(fixture.pod), fixture]));
const minors = Array.from(
  { length: newestKubernetes.minor - oldestKubernetes.minor + 1 },
  (_, index) => oldestKubernetes.minor + index,
);

async function bundleFor(minor: number): Promise<Bundle> {
  const additions = { policies: [], catalogues: [], mappings: [], target: { major: 1, minor } };
  const startCompiler = () => Promise.reject(new Error("nothing to compile"));
  return (await loadLibrary(additions, { startCompiler, writeEntrypoints, cacheFolder: "" })).bundle;
}

const newest = await bundleFor(newestKubernetes.minor);
const levels = { baseline: idsWith(["pss-baseline"]), restricted: idsWith(["pss-baseline", "pss-restricted"]) };

function idsWith(wanted: readonly string[]): ReadonlySet<string> {
  return new Set(newest.checks.filter(({ tags }) => tags.some((tag) => wanted.includes(tag))).map(({ id }) => id));
}

/** The checks of either level that fail each pod, by the pod's text. */
async function judge(bundle: Bundle): Promise<ReadonlyMap<string, readonly string[]>> {
  const now = "2026-11-24T12:00:00.000Z";
  const evaluator = await createEvaluator(bundle, { selected: levels.restricted, workers: 0, timeLimitMs: 0, now });
  const items = [...pods.values()].map(({ pod }) =>
    toItem(normalise({ value: pod, locate: () => ({ file: "pod" }), defaultNamespace: "default" }, 0)),
  );
  const results = await evaluator.evaluate(items);
  return new Map(
    [...pods.keys()].map((text, index) => {
      const outcomes = results[index] ?? [];
      assert.deepEqual(
        outcomes.filter(({ outcome }) => outcome.status === "error"),
        [],
      );
      return [text, outcomes.flatMap(({ check, outcome }) => (outcome.status === "fail" ? [check] : []))];
    }),
  );
}

const failing = new Map<number, ReadonlyMap<string, readonly string[]>>();
for (const minor of minors) failing.set(minor, await judge(await bundleFor(minor)));

function failingChecks(minor: number, pod: KubernetesObject): readonly string[] {
  const found = failing.get(minor)?.get(JSON.stringify(pod));
  if (!found) throw new RangeError(`nobody judged the pod for 1.${minor}`);
  return found;
}

test("every pod of Kubernetes' fixtures passes or fails its level as it does there, by the check that it was made for", (t) => {
  const known = fixtures.filter(({ minor }) => minor >= oldestKubernetes.minor);
  const wrong = known.flatMap((fixture) => {
    const { file, level, minor, allowed, check, pod } = fixture;
    const checks = failingChecks(minor, pod).filter((id) => levels[level].has(id));
    const right = allowed ? checks.length === 0 : byFileName.get(check)?.some((id) => checks.includes(id));
    return right ? [] : [`${file}: ${checks.join(", ") || "no check fails"}`];
  });
  t.diagnostic(`Pod Security fixtures: ${known.length - wrong.length} of ${known.length} agree`);
  assert.deepEqual(wrong, []);
  assert.ok(known.length >= 1984, `only ${known.length} fixtures were tried`);
  assert.deepEqual([...new Set(known.map(({ minor }) => minor))].toSorted(), minors);
});

test("every pod, made for whatever version, fails in each version by just the checks by which it fails there", (t) => {
  let compared = 0;
  for (const { file, pod, forbidding } of pods.values()) {
    for (const minor of minors) {
      const theirs = forbidding[minor] ?? [];
      const split = minor < splitIn && theirs.includes("procMount") ? ["procMount_restricted"] : [];
      const ours = failingChecks(minor, pod);
      const stood = Object.keys(standsFor).filter((id) => standsFor[id]?.some((check) => ours.includes(check)));
      assert.deepEqual(stood, [...theirs, ...split].toSorted(), `${file} in 1.${minor}`);
      compared++;
    }
  }
  t.diagnostic(`Pod Security: ${pods.size} different pods in ${minors.length} versions, ${compared} answers agree`);
  assert.ok(pods.size >= 300, `only ${pods.size} pods`);
});

test("each of our checks of a level stands for one of Kubernetes', and each of Kubernetes' has one", () => {
  assert.deepEqual(Object.values(standsFor).flat().toSorted(), [...levels.restricted].toSorted());
  const theirs = new Set(fixtures.flatMap(({ forbidding }) => forbidding.flat()));
  assert.deepEqual([...theirs].toSorted(), Object.keys(standsFor).toSorted());
});

test("without a target, checks judge by the newest version that Kubernetes' fixtures know, as charts do", async () => {
  const silent = { ...newest, modules: newest.modules.map((module) => ({ ...module, data: "{}" })) };
  assert.deepEqual(await judge(silent), failing.get(newestKubernetes.minor));
  assert.equal(Math.max(...fixtures.map(({ minor }) => minor)), newestKubernetes.minor);
  assert.ok(defaultKubeVersion.startsWith(`${showKubernetesVersion(newestKubernetes)}.`));
});
