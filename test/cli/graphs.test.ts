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
  ];
  for (const [args, message] of cases) {
    const { exitCode, stderr } = await touchstone(args, { cwd });
    assert.equal(exitCode, 3, args.join(" "));
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /^ +at /m);
  }
});
