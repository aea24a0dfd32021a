// who-can, can-i and reach on real input: answers, exit codes, formats, and mistakes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { folderOf, repository, touchstone } from "./touchstone.ts";

const example = join(repository, "examples/agents");
const chart = ["--namespace", "agents", "--release-name", "agents", "--helm-engine", "embedded"];
const values = (name: string): readonly string[] => ["-f", join(example, `values-${name}.yaml`)];

const role = (rule: string): string => `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reader }
rules: [${rule}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: reader }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader }
subjects:
  - { kind: ServiceAccount, name: pool, namespace: agents }
  - { kind: Group, name: auditors, apiGroup: rbac.authorization.k8s.io }
`;

test("before, the pool may do what it likes to secrets; hardened, nobody but Kubernetes' own", async () => {
  const ask = async (name: string) => {
    const args = ["who-can", "get", "secrets", "--from", example, ...values(name), ...chart, "--no-defaults"];
    const { exitCode, stdout, stderr } = await touchstone([...args, "--format", "json"]);
    const { subjects } = JSON.parse(stdout) as {
      readonly subjects: readonly { readonly subject: string; readonly namespace: string }[];
    };
    return [exitCode, stderr, subjects.map(({ subject, namespace }) => `${subject} in ${namespace}`)];
  };
  assert.deepEqual(await ask("before"), [0, "", ["ServiceAccount agents/default in *"]]);
  assert.deepEqual(await ask("hardened"), [0, "", []]);
});

test("can-i says yes with the rule and its place: 0, and no: 1", async () => {
  const cwd = await folderOf({ "access.yaml": role('{ apiGroups: [""], resources: [pods, pods/log], verbs: [get] }') });
  const ask = async (...args: readonly string[]) => {
    const { exitCode, stdout } = await touchstone(["can-i", ...args, "--from", "access.yaml"], { cwd });
    return [exitCode, stdout];
  };
  const yes = "yes: ClusterRoleBinding reader -> ClusterRole reader: get pods, pods/log (access.yaml:4:9)\n";
  assert.deepEqual(await ask("get", "po", "--as", "ServiceAccount:agents/pool"), [0, yes]);
  assert.deepEqual(await ask("get", "pods/log", "--as", "jane", "--as-group", "auditors", "-n", "data"), [0, yes]);
  assert.deepEqual(await ask("get", "pods", "--as", "jane"), [1, "no: no rule allows it\n"]);
  assert.deepEqual(await ask("get", "pods.metrics.k8s.io", "--as", "Group:auditors"), [1, "no: no rule allows it\n"]);
  assert.deepEqual((await ask("delete", "nodes", "--as", "Group:system:masters"))[0], 0);
  assert.deepEqual(await ask("get", "/healthz", "--as", "system:anonymous"), [
    0,
    "yes: ClusterRoleBinding system:public-info-viewer -> ClusterRole system:public-info-viewer: get /healthz, /livez, /readyz, /version, /version/\n",
  ]);
});

test("what a rule holds to names is told apart from what it allows for all", async () => {
  const rule = '{ apiGroups: [""], resources: [configmaps], resourceNames: [settings], verbs: [get] }';
  const cwd = await folderOf({ "access.yaml": role(rule) });
  const ask = async (...args: readonly string[]) =>
    (await touchstone(["who-can", "get", "configmaps", ...args, "--from", "access.yaml", "--no-defaults"], { cwd }))
      .stdout;
  assert.match(await ask(), /Group auditors .* get configmaps, only settings/);
  assert.match(await ask("settings"), /ServiceAccount agents\/pool/);
  assert.equal(await ask("other"), "Nobody may get configmaps other.\n");
});

/** A binding as a cluster of another version has it, or somebody who would like to look like one. */
function labelled(name: string, subject: string, verb = "get"): string {
  const labels = "labels: { kubernetes.io/bootstrapping: rbac-defaults }";
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: "${name}", ${labels} }
rules: [{ apiGroups: [""], resources: [secrets], verbs: [${verb}] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: "${name}", ${labels} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "${name}" }
subjects: [${subject}]
`;
}

test("what another version of Kubernetes makes is its own and shows its place; a label makes nobody Kubernetes", async () => {
  const cases: readonly (readonly [name: string, subject: string, isDefault: boolean])[] = [
    ["system:controller:next", "{ kind: ServiceAccount, namespace: kube-system, name: next }", true],
    ["system:kube-next", "{ kind: User, name: system:kube-next }", true],
    ["system:monitoring", "{ kind: Group, name: system:monitoring }", true],
    ["system:controller:next", "{ kind: ServiceAccount, namespace: agents, name: pool }", false],
    ["system:basic-user", "{ kind: Group, name: system:unauthenticated }", false],
    ["system:next", "{ kind: Group, name: system:authenticated }", false],
    ["reader", "{ kind: ServiceAccount, namespace: kube-system, name: next }", false],
  ];
  for (const [name, subject, isDefault] of cases) {
    const cwd = await folderOf({ "dump.yaml": labelled(name, subject) });
    const args = ["who-can", "get", "secrets", "--from", "dump.yaml"];
    const { subjects } = JSON.parse((await touchstone([...args, "--format", "json"], { cwd })).stdout) as {
      readonly subjects: readonly { readonly binding: string; readonly default: boolean; readonly place?: string }[];
    };
    assert.deepEqual(
      subjects
        .filter(({ place }) => place !== undefined)
        .map(({ binding, place, default: own }) => [binding, place, own]),
      [[`ClusterRoleBinding ${name}`, "dump.yaml:4:9", isDefault]],
      `${name} ${subject}`,
    );
    const { stdout } = await touchstone([...args, "--no-defaults"], { cwd });
    assert.match(stdout, isDefault ? /Kubernetes' own, dump\.yaml:4:9$/m : /(?<!own, )dump\.yaml:4:9$/m);
  }
});

test("a dump of what Kubernetes makes has no bindings but its own", async () => {
  const pool = "{ kind: ServiceAccount, namespace: agents, name: pool }";
  const masters = '{ kind: Group, name: "system:masters" }';
  const admin = (subjects: string) => `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: cluster-admin, labels: { kubernetes.io/bootstrapping: rbac-defaults } }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [${subjects}]
`;
  const ask = async (subjects: string) => {
    const cwd = await folderOf({ "dump.yaml": admin(subjects) });
    return (await touchstone(["who-can", "delete", "nodes", "--from", "dump.yaml", "--no-defaults"], { cwd })).stdout;
  };
  assert.equal(await ask(masters), "Nobody may delete nodes.\n");
  assert.match(await ask(`${masters}, ${pool}`), /^ServiceAccount agents\/pool .* dump\.yaml:4:1$/m);
});

test("before, everybody reaches PostgreSQL; hardened, its clients do", async () => {
  const ask = async (name: string, from: string) => {
    const ends = ["--from", from, "--to", "agents/agents-postgresql", "--port", "5432"];
    const { exitCode, stdout } = await touchstone(["reach", example, ...values(name), ...chart, ...ends]);
    return [exitCode, stdout.slice(0, stdout.indexOf(":"))];
  };
  assert.deepEqual(await ask("before", "any"), [0, "yes"]);
  assert.deepEqual(await ask("before", "agents/agents-pool"), [0, "yes"]);
  assert.deepEqual(await ask("hardened", "any"), [1, "no"]);
  assert.deepEqual(await ask("hardened", "agents/agents-pool"), [1, "no"]);
  assert.deepEqual(await ask("hardened", "agents/agents-orchestrator"), [0, "yes"]);
});

test("a change that opens something ends with 1, and one that only closes with 0", async () => {
  const diff = async (old: string, now: string) => {
    const [before, after] = [old, now].map((name) => join(example, `values-${name}.yaml`));
    const args = ["reach", "--diff", example, example, "--old-values", before ?? "", "--new-values", after ?? ""];
    const { exitCode, stdout } = await touchstone([...args, ...chart, "--format", "json"]);
    const { changes } = JSON.parse(stdout) as { readonly changes: readonly Readonly<Record<string, string>>[] };
    const { opened, closed } = changes.find(({ from, to }) => from === "outside" && to?.includes("postgresql")) ?? {};
    return [exitCode, opened, closed];
  };
  assert.deepEqual(await diff("hardened", "before"), [1, "TCP 5432", ""]);
  assert.deepEqual((await diff("before", "hardened")).slice(1), ["", "TCP 5432"]);
  const cwd = await folderOf({
    "agents.yaml": "apiVersion: v1\nkind: Pod\nmetadata: { name: pool }\nspec: { containers: [{ name: pool }] }\n",
  });
  const same = await touchstone(["reach", "--diff", "agents.yaml", "agents.yaml"], { cwd });
  assert.deepEqual([same.exitCode, same.stdout], [0, "Nothing is opened or closed.\n"]);
});

test("every format is printed, or written to a file whole", async () => {
  const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: pool }\nspec: { containers: [{ name: pool }] }\n";
  const cwd = await folderOf({ "agents.yaml": pod });
  const reach = ["reach", "agents.yaml"];
  const begins: Readonly<Record<string, RegExp>> = {
    table: /^FROM +TO +PORTS/,
    json: /^\{/,
    dot: /^digraph touchstone \{/,
    mermaid: /^flowchart LR/,
    svg: /^<svg xmlns=/,
  };
  for (const [format, begin] of Object.entries(begins)) {
    const { exitCode, stdout } = await touchstone([...reach, "--format", format], { cwd });
    assert.equal(exitCode, 0);
    assert.match(stdout, begin);
    const { stdout: none } = await touchstone([...reach, "--format", format, "-o", `out.${format}`], { cwd });
    assert.deepEqual([none, await readFile(join(cwd, `out.${format}`), "utf8")], ["", stdout]);
  }
});

test("mistakes are told with what to do: 3", async () => {
  const cwd = await folderOf({
    "access.yaml": role('{ apiGroups: [""], resources: [pods], verbs: [get] }'),
    "broken.yaml": "a: [",
  });
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [["who-can", "get", "gadgets", "--from", "access.yaml"], /there is no resource "gadgets"/],
    [["who-can", "get", "pods"], /there is nothing to assess/],
    [["who-can", "get", "pods", "--from", "missing.yaml"], /missing\.yaml/],
    [["who-can", "get", "pods", "--from", "broken.yaml"], /broken\.yaml:2:1/],
    [["can-i", "get", "--as", "jane", "--from", "access.yaml"], /can-i needs a verb and a resource/],
    [["can-i", "get", "pods", "--as", "ServiceAccount:pool", "--from", "access.yaml"], /names no ServiceAccount/],
    [["reach", "access.yaml", "--from", "any"], /reach needs both ends/],
    [["reach", "access.yaml", "--from", "any", "--to", "pool"], /there is no workload "pool"/],
    [["reach", "access.yaml", "--from", "any", "--to", "outside", "--port", "http"], /"http" is no port/],
    [["reach", "access.yaml", "--diff"], /--diff compares two paths/],
    [["reach", "access.yaml", "--cluster"], /taken from a cluster or from paths, not from both/],
    [["reach", "access.yaml", "access.yaml", "--diff", "--cluster"], /--diff compares two paths, not a cluster/],
    [["who-can", "get", "pods", "--from", "access.yaml", "--context", "x"], /a cluster or from paths/],
    [["can-i", "get", "pods", "--as", "jane", "--kubeconfig", "missing"], /missing cannot be read as a kubeconfig/],
  ];
  for (const [args, message] of cases) {
    const { exitCode, stderr } = await touchstone(args, { cwd });
    assert.equal(exitCode, 3, args.join(" "));
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /^ +at /m);
  }
});
