// Kubernetes' own Pod Security fixtures, through our host: the checks of the two levels mean what its admission says, in each
// version. `toolchain/pss` printed the pods, with what every check of that admission says of them in every version; it says the
// same of the pods in our own fixtures, which show what Kubernetes' do not.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { execa } from "execa";
import { normalise, type KubernetesObject } from "../../src/evidence/index.ts";
import { loadLibrary } from "../../src/library/index.ts";
import { newestKubernetes, oldestKubernetes, showKubernetesVersion, type Bundle, type Subject } from "../../src/model/index.ts";
import { createEvaluator, toItem, writeEntrypoints } from "../../src/rego/index.ts";
import { defaultKubeVersion } from "../../src/toolchain/chart-request.ts";
import { checkFolders, fixturesOf, repository, subjectsOf } from "./check-folders.ts";

/** A pod, and what Kubernetes says of it. */
interface JudgedPod {
  readonly file: string;
  readonly pod: KubernetesObject;
  /** By minor version, the ids of Kubernetes' checks that do not allow the pod. */
  readonly forbidding: readonly (readonly string[])[];
}

/** A line of what `toolchain/pss` prints. */
interface Fixture extends JudgedPod {
  readonly level: "baseline" | "restricted";
  /** 34 for Kubernetes 1.34. */
  readonly minor: number;
  readonly allowed: boolean;
  /** The check that the file is called after, in lower case; `base` and the like for a pod that has everything right. */
  readonly check: string;
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
/** Volumes that are null, have two types, or one that nobody knows: the API server refuses or trims them before admission. */
const stricter: ReadonlySet<string> = new Set(
  ["fail-redis-wrong-types", "fail-two-types", "fail-unknown-type"].map(
    (name) => `workload/volume-types/fixtures/${name}.yaml`,
  ),
);

const fixtures = readFileSync(join(repository, ".cache/tools/pss.jsonl"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Fixture);
const own = await ownPods();
/** Every pod once, by its text. */
const pods = new Map<string, JudgedPod>([...fixtures, ...own].map((one) => [JSON.stringify(one.pod), one]));
const minors = Array.from(
  { length: newestKubernetes.minor - oldestKubernetes.minor + 1 },
  (_, index) => oldestKubernetes.minor + index,
);

/** The pods of the workloads in our own fixtures, without those that the API server would not take. */
async function ownPods(): Promise<readonly JudgedPod[]> {
  const subjects = (await Promise.all(checkFolders().flatMap(fixturesOf).map(subjectsOf))).flat();
  const found = subjects
    .filter(({ kind }) => kind === "workload")
    .map(podOf)
    .filter(({ pod }) => (pod.spec as { readonly containers: readonly unknown[] }).containers.length > 0);
  const { stdout } = await execa(join(repository, ".cache/tools/pss"), [], {
    input: found.map(({ pod }) => JSON.stringify(pod)).join("\n"),
  });
  return stdout.split("\n").flatMap((line, index) => {
    const { forbidding } = JSON.parse(line) as Partial<JudgedPod>;
    const { file = "", pod } = found[index] ?? {};
    return pod && forbidding ? [{ file, pod, forbidding }] : [];
  });
}

function podOf({ input, location }: Subject): Pick<JudgedPod, "file" | "pod"> {
  const { pod, containers } = input as {
    readonly pod: { readonly metadata?: object; readonly spec: object };
    readonly containers: readonly { readonly type: string; readonly path: unknown }[];
  };
  const ofType = (wanted: string) =>
    containers.filter(({ type }) => type === wanted).map(({ type: _type, path: _path, ...fields }) => fields);
  const spec = {
    ...pod.spec,
    containers: ofType("container"),
    initContainers: ofType("init"),
    ephemeralContainers: ofType("ephemeral"),
  };
  return {
    file: location.file.replace(/^.*policies\//, ""),
    pod: { apiVersion: "v1", kind: "Pod", metadata: { ...pod.metadata }, spec },
  };
}

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
    toItem(normalise({ value: pod, locate: () => ({ file: "pod" }), defaultNamespace: "default" }, 0)[0]),
  );
  const results = await evaluator.evaluate(items);
  return new Map(
    [...pods].map(([text, { file }], index) => {
      const outcomes = results[index] ?? [];
      for (const { check, outcome } of outcomes) assert.notEqual(outcome.status, "error", `${check} on ${file}`);
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

test("every pod of theirs and ours, made for whatever version, fails in each by just the checks by which it fails there", (t) => {
  let compared = 0;
  const wrong: string[] = [];
  for (const { file, pod, forbidding } of pods.values()) {
    for (const minor of minors) {
      const theirs = forbidding[minor] ?? [];
      const split = minor < splitIn && theirs.includes("procMount") ? ["procMount_restricted"] : [];
      const ours = failingChecks(minor, pod);
      const stood = Object.keys(standsFor).filter((id) => standsFor[id]?.some((check) => ours.includes(check)));
      const wanted = [...theirs, ...split, ...(stricter.has(file) ? ["restrictedVolumes"] : [])].toSorted();
      if (stood.join() !== wanted.join()) wrong.push(`${file} in 1.${minor}: ${stood.join()}, not ${wanted.join()}`);
      compared++;
    }
  }
  assert.deepEqual(wrong, []);
  t.diagnostic(`Pod Security: ${pods.size} different pods in ${minors.length} versions, ${compared} answers agree`);
  assert.ok(own.length >= 700 && pods.size >= 880, `only ${pods.size} pods, ${own.length} of them ours`);
});

test("each of our checks of a level stands for one of Kubernetes', and each of Kubernetes' has one", () => {
  assert.deepEqual(Object.values(standsFor).flat().toSorted(), [...levels.restricted].toSorted());
  const theirs = new Set(fixtures.flatMap(({ forbidding }) => forbidding.flat()));
  assert.deepEqual([...theirs].toSorted(), Object.keys(standsFor).toSorted());
});

/** The data of a module, its parameters alone. */
function withoutTarget(data: string): string {
  const { touchstone } = JSON.parse(data) as { readonly touchstone: { readonly parameters: unknown } };
  return JSON.stringify({ touchstone: { parameters: touchstone.parameters } });
}

test("without a target, checks judge by the newest version that Kubernetes' fixtures know, as charts do", async () => {
  const silent = { ...newest, modules: newest.modules.map((module) => ({ ...module, data: withoutTarget(module.data) })) };
  assert.deepEqual(await judge(silent), failing.get(newestKubernetes.minor));
  assert.equal(Math.max(...fixtures.map(({ minor }) => minor)), newestKubernetes.minor);
  assert.ok(defaultKubeVersion.startsWith(`${showKubernetesVersion(newestKubernetes)}.`));
});
