// `touchstone fix`: what it writes, prints and refuses, and how it ends.
import assert from "node:assert/strict";
import { chmod, lstat, readFile, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { execa } from "execa";
import { folderOf, touchstone } from "./touchstone.ts";

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: redis
spec:
  hostPID: true # to watch
  containers:
    - name: redis
      image: redis:7.4
`;
const only = ["--checks", "workload/host-pid"];
const fixedPod = pod.replace("hostPID: true", "hostPID: false");

test("a fixed file keeps everything else, and a second run changes nothing", async () => {
  const cwd = await folderOf({ "redis.yaml": pod });
  const first = await touchstone(["fix", "redis.yaml", ...only], { cwd });
  assert.deepEqual([first.exitCode, first.stderr], [0, ""]);
  assert.equal(
    first.stdout,
    `redis.yaml
  Pod default/redis
    set spec.hostPID to false (line 6)
      workload/host-pid

Mind what may stop working:
  workload/host-pid
    The program no longer sees the processes of its node, as agents that watch them must.

Fixed 1 finding by 1 edit in 1 file.
`,
  );
  assert.equal(await readFile(join(cwd, "redis.yaml"), "utf8"), fixedPod);
  const second = await touchstone(["fix", "redis.yaml", ...only], { cwd });
  assert.deepEqual(second, { exitCode: 0, stdout: "Nothing to fix in manifests.\n", stderr: "" });
});

test("a patch is taken by git and by patch, for names with blanks and files of Windows, and nothing is written", async () => {
  const files = {
    "k8s/redis.yaml": pod,
    "k8s/my pod.yaml": pod.replaceAll("\n", "\r\n"),
    "k8s/last.json": JSON.stringify(
      { apiVersion: "v1", kind: "Pod", metadata: { name: "j" }, spec: { hostPID: true, containers: [{ name: "j" }] } },
      undefined,
      2,
    ),
  };
  const written = await folderOf(files);
  assert.equal((await touchstone(["fix", "k8s", ...only], { cwd: written })).exitCode, 0);
  for (const program of [
    ["git", "apply"],
    ["patch", "-p1", "--binary"],
  ]) {
    const cwd = await folderOf(files);
    await execa("git", ["init", "--quiet"], { cwd });
    const { stdout, stderr, exitCode } = await touchstone(["fix", "k8s", "--diff", ...only], { cwd });
    assert.equal(exitCode, 0);
    assert.match(
      stderr,
      /^Mind what may stop working:\n[^]*\nFixed 3 findings by 3 edits in 3 files in the patch\.\n$/,
    );
    for (const [name, text] of Object.entries(files)) assert.equal(await readFile(join(cwd, name), "utf8"), text);
    const [command = "", ...args] = program;
    const { failed, stderr: why } = await execa(command, args, { cwd, input: stdout, reject: false });
    assert.ok(!failed, why);
    for (const name of Object.keys(files))
      assert.equal(
        await readFile(join(cwd, name), "utf8"),
        await readFile(join(written, name), "utf8"),
        `${command} ${name}`,
      );
  }
});

test("standard input is fixed to standard output, and comes out as it is when there is nothing to fix", async () => {
  const { exitCode, stdout, stderr } = await touchstone(["fix", "-", ...only], { input: pod });
  assert.deepEqual([exitCode, stdout], [0, fixedPod]);
  assert.match(stderr, /^stdin\n {2}Pod default\/redis\n/);
  const again = await touchstone(["fix", "-", ...only], { input: fixedPod });
  assert.deepEqual([again.exitCode, again.stdout], [0, fixedPod]);
});

test("Lists, several documents and several pods of one object are fixed where they stand", async () => {
  const list = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: {name: redis}
- apiVersion: v1
  kind: Pod
  metadata: {name: one}
  spec: {hostPID: true, containers: [{name: a}]}
- apiVersion: v1
  kind: Pod
  metadata: {name: two}
  spec:
    hostPID: true
    containers: [{name: a}]
`;
  const ray = `# The cluster.
apiVersion: ray.io/v1
kind: RayCluster
metadata: {name: ray}
spec:
  headGroupSpec:
    template:
      spec:
        hostPID: true
        containers: [{name: head}]
  workerGroupSpecs:
    - groupName: small
      template:
        spec:
          containers: [{name: worker}]
          hostPID: true
`;
  const text = `${list}---\n${pod}...\n# Between.\n---\n${ray}`;
  const { exitCode, stdout } = await touchstone(["fix", "-", ...only], { input: text });
  assert.deepEqual([exitCode, stdout], [0, text.replaceAll("hostPID: true", "hostPID: false")]);
});

test("what is repeated elsewhere is refused with the reason, and the run ends with 1", async () => {
  const repeated = `apiVersion: v1
kind: Pod
metadata:
  name: redis
spec: &shared
  hostPID: true
  containers: [{ name: redis }]
other: *shared
`;
  const cwd = await folderOf({
    "k8s/redis.yaml": repeated,
    "k8s/other.yaml": pod.replace("name: redis", "name: other"),
  });
  const { exitCode, stdout } = await touchstone(["fix", "k8s", ...only], { cwd });
  assert.equal(exitCode, 1);
  assert.match(
    stdout,
    /Not fixed:\n {2}k8s\/redis\.yaml:6:3: Pod default\/redis: set spec\.hostPID to false \[workload\/host-pid\]\n {4}spec is anchored as &shared and repeated elsewhere: an edit would change those places, too\.\n/,
  );
  assert.match(stdout, /Fixed 1 finding by 1 edit in 1 file; 1 finding not fixed\.\n$/);
  assert.equal(await readFile(join(cwd, "k8s/redis.yaml"), "utf8"), repeated);
});

test("a file keeps its permissions, and a symbolic link leads where it led", async () => {
  const cwd = await folderOf({ "real.yaml": pod });
  await chmod(join(cwd, "real.yaml"), 0o640);
  await symlink("real.yaml", join(cwd, "link.yaml"));
  assert.equal((await touchstone(["fix", "link.yaml", ...only], { cwd })).exitCode, 0);
  assert.ok((await lstat(join(cwd, "link.yaml"))).isSymbolicLink());
  assert.equal(await readFile(join(cwd, "real.yaml"), "utf8"), fixedPod);
  assert.equal((await stat(join(cwd, "real.yaml"))).mode & 0o777, 0o640);
});

test("what cannot be read ends with 3, and the rest is fixed", async () => {
  const cwd = await folderOf({ "k8s/a.yaml": pod, "k8s/b.yaml": "kind: [\n", "k8s/c.yaml": `${pod}---\nkind: {\n` });
  const { exitCode, stderr } = await touchstone(["fix", "k8s", ...only], { cwd });
  assert.equal(exitCode, 3);
  assert.match(stderr, /error: k8s\/b\.yaml:2:\d+: .* \[E_YAML\]/);
  assert.equal(await readFile(join(cwd, "k8s/a.yaml"), "utf8"), fixedPod);
  assert.equal(await readFile(join(cwd, "k8s/c.yaml"), "utf8"), `${fixedPod}---\nkind: {\n`);
  const input = await touchstone(["fix", "-", ...only], { input: `${pod}---\nkind: {\n` });
  assert.deepEqual([input.exitCode, input.stdout], [3, ""]);
});

test("a command line that asks for two things at once is refused", async () => {
  for (const args of [
    ["-", "--diff"],
    ["-", "--format", "json"],
    ["-", "k8s"],
  ]) {
    const { exitCode, stderr } = await touchstone(["fix", ...args], { input: pod });
    assert.equal(exitCode, 3);
    assert.match(stderr, /standard input is fixed alone, to standard output \[E_USAGE\]/);
  }
  assert.equal((await touchstone(["fix"])).exitCode, 3);
  assert.equal((await touchstone(["fix", "nowhere"])).exitCode, 3);
});

test("touchstone.yaml says which checks count, as for gate", async () => {
  const cwd = await folderOf({ "redis.yaml": pod, "touchstone.yaml": "checks:\n  only: [workload/host-ipc]\n" });
  const { stdout } = await touchstone(["fix", "redis.yaml"], { cwd });
  assert.equal(stdout, "Nothing to fix in manifests.\n");
});

test("what people decide for the gate is no matter of fixing", async () => {
  const gate = "soa: [soa.yaml]\nattestations: [none]\nexceptions: [none.yaml]\nbaseline: none.json\nhistory: {}\n";
  const cwd = await folderOf({ "redis.yaml": pod, "touchstone.yaml": gate, "soa.yaml": "controls: 7\n" });
  const { exitCode, stderr } = await touchstone(["fix", "redis.yaml", "--diff", ...only], { cwd });
  assert.equal(exitCode, 0, stderr);
  assert.equal((await touchstone(["gate", "redis.yaml"], { cwd })).exitCode, 3);
});

test("JSON tells every edit, and with --diff the patch of each file", async () => {
  const cwd = await folderOf({ "redis.yaml": pod });
  const { stdout } = await touchstone(["fix", "redis.yaml", "--diff", "--format", "json", ...only], { cwd });
  const report = JSON.parse(stdout) as Readonly<Record<string, unknown>> & {
    readonly files: readonly Record<string, unknown>[];
  };
  assert.deepEqual(Object.keys(report), [
    "written",
    "files",
    "refused",
    "charts",
    "kustomizations",
    "cautions",
    "withoutFix",
    "problems",
  ]);
  assert.equal(report.written, false);
  const [file] = report.files;
  const edits = file?.["edits"] as readonly Record<string, unknown>[];
  const findings = edits[0]?.["findings"] as readonly Record<string, unknown>[];
  assert.deepEqual(edits, [
    {
      resource: { apiVersion: "v1", kind: "Pod", namespace: "default", name: "redis" },
      place: "spec.hostPID",
      path: ["spec", "hostPID"],
      set: false,
      findings,
    },
  ]);
  assert.deepEqual(
    findings.map(({ check, location }) => [check, location]),
    [["workload/host-pid", { file: "redis.yaml", line: 6, column: 3 }]],
  );
  assert.match(String(file?.["patch"]), /^--- a\/redis\.yaml\n\+\+\+ b\/redis\.yaml\n@@ -3,7 \+3,7 @@\n/);
});

/** A check of one's own that fails while `condition` holds, with a fix. */
function policy(name: string, condition: string, fix: string): string {
  return `# METADATA
# title: Pods must be like ${name}
# description: For the tests.
# custom:
#   severity: low
#   kinds: [workload]
#   remediation: Change it.
#   message: "the pod is not like ${name}"
package touchstone.house["${name}"]

fail contains {"path": ["spec", "nodeName"], "details": {}, "fix": ${fix}} if {
	${condition}
}
`;
}

const north = policy("north", 'object.get(input.pod.spec, "nodeName", "") != "north"', '{"set": "north"}');

test("edits that bring something new, or mend nothing, are taken back; the others stay", async () => {
  const cwd = await folderOf({
    "policies/north.rego": north,
    "policies/south.rego": policy("south", 'input.pod.spec.nodeName == "north"', '"none"').replace(
      ', "fix": "none"',
      "",
    ),
    "policies/never.rego": policy("never", "input.pod.spec.hostPID", '{"path": ["spec", "subdomain"], "set": "x"}'),
    "redis.yaml": pod,
  });
  const checks = "house/north,house/never,workload/privilege-escalation";
  const args = ["fix", "redis.yaml", "--policy", "policies", "--checks", checks];
  const { exitCode, stdout } = await touchstone(args, { cwd });
  assert.equal(exitCode, 1);
  assert.match(
    stdout,
    /set spec\.nodeName to north \[house\/north\]\n {4}there would be a new finding of house\/south: the pod is not like south\.\n/,
  );
  assert.match(stdout, /set spec\.subdomain to x \[house\/never\]\n {4}the finding stays\.\n/);
  assert.equal(
    await readFile(join(cwd, "redis.yaml"), "utf8"),
    `${pod}      securityContext:\n        allowPrivilegeEscalation: false\n`,
  );
});

test("two fixes that undo each other come to an end, and to nothing", async () => {
  const cwd = await folderOf({
    "policies/north.rego": north,
    "policies/south.rego": policy("south", 'input.pod.spec.nodeName == "north"', '{"set": "south"}'),
    "redis.yaml": pod,
  });
  const args = ["fix", "redis.yaml", "--policy", "policies", "--checks", "house/north"];
  const { exitCode, stdout } = await touchstone(args, { cwd });
  assert.equal(exitCode, 1);
  assert.match(
    stdout,
    /Not fixed:\n {2}redis\.yaml:5:1: Pod default\/redis: set spec\.nodeName to north \[house\/north\]\n/,
  );
  assert.equal(await readFile(join(cwd, "redis.yaml"), "utf8"), pod);
});

test("a fix that brings a finding with a fix of its own is followed", async () => {
  const cwd = await folderOf({
    "policies/north.rego": north,
    "policies/tidy.rego": policy(
      "tidy",
      'input.pod.spec.nodeName == "north"; not input.pod.spec.subdomain',
      '{"path": ["spec", "subdomain"], "set": "north-side"}',
    ),
    "redis.yaml": pod,
  });
  const { exitCode } = await touchstone(["fix", "redis.yaml", "--policy", "policies", "--checks", "house/north"], {
    cwd,
  });
  assert.equal(exitCode, 0);
  assert.equal(await readFile(join(cwd, "redis.yaml"), "utf8"), `${pod}  nodeName: north\n  subdomain: north-side\n`);
});
