// `touchstone reach` as a user runs it: who reaches whom, why, and what a change opens.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { folderOf, touchstone } from "../touchstone.ts";
import { policies, workloads } from "./agents.ts";

const folder = await folderOf({
  "k8s/workloads.yaml": workloads,
  "k8s/policies.yaml": policies,
  "open/workloads.yaml": workloads,
  "broken/pool.yaml": "kind: [",
  "touchstone.yaml": "version: 1\npaths: [k8s]\n",
});
const reach = (...args: readonly string[]) => touchstone(["reach", ...args], { cwd: folder });

test("an overview of who reaches whom, and of the ways in", async () => {
  const { stdout, stderr, exitCode } = await reach("k8s");
  assert.deepEqual(
    { stdout, stderr, exitCode },
    {
      stdout: `3 workloads, 3 policies; isolated: 3 for ingress, 2 for egress.

FROM                            TO                              PORTS
StatefulSet data/postgres       Deployment agents/orchestrator  TCP 8443
Deployment agents/orchestrator  StatefulSet data/postgres       TCP 5432
pods of other namespaces        Deployment agents/orchestrator  TCP 8443
StatefulSet data/postgres       outside                         all ports

From outside:
  Service agents/orchestrator (LoadBalancer) to Deployment agents/orchestrator, TCP 8443  k8s/workloads.yaml:32:11
`,
      stderr: "",
      exitCode: 0,
    },
  );
});

test("without paths those of touchstone.yaml are read", async () => {
  assert.equal((await reach()).stdout, (await reach("k8s")).stdout);
});

test("the same for machines", async () => {
  const { stdout } = await reach("k8s", "--format", "json");
  const { workloads: nodes, connections, fromOutside } = JSON.parse(stdout) as Record<string, readonly object[]>;
  assert.deepEqual(nodes?.[1], {
    id: "Deployment agents/pool",
    kind: "Deployment",
    namespace: "agents",
    name: "pool",
    hostNetwork: false,
    location: { file: "k8s/workloads.yaml", line: 10, column: 1 },
    policies: ["NetworkPolicy agents/default-deny"],
  });
  assert.deepEqual(connections, [
    { from: ["StatefulSet data/postgres"], to: ["Deployment agents/orchestrator"], ports: "TCP 8443", general: true },
    { from: ["Deployment agents/orchestrator"], to: ["StatefulSet data/postgres"], ports: "TCP 5432", general: false },
  ]);
  assert.deepEqual(fromOutside, [
    {
      apiVersion: "v1",
      kind: "Service",
      namespace: "agents",
      name: "orchestrator",
      via: "LoadBalancer",
      host: "",
      service: { namespace: "agents", name: "orchestrator", found: true },
      port: 443,
      protocol: "TCP",
      through: "outside",
      internal: false,
      location: { file: "k8s/workloads.yaml", line: 32, column: 11 },
      targets: [{ workload: "Deployment agents/orchestrator", port: 8443, admitted: true }],
    },
  ]);
});

test("yes, with the rules of both sides by file and line", async () => {
  const { stdout, exitCode } = await reach("k8s", "--from", "orchestrator", "--to", "data/postgres", "--port", "5432");
  assert.equal(exitCode, 0);
  assert.equal(
    stdout,
    `open  Deployment agents/orchestrator reaches StatefulSet data/postgres on TCP 5432.
  Egress of Deployment agents/orchestrator: allowed on TCP 5432
    NetworkPolicy agents/orchestrator, spec.egress[0]: allow TCP 5432  k8s/policies.yaml:15:7
  Ingress of StatefulSet data/postgres: allowed on TCP 5432
    NetworkPolicy data/postgres, spec.ingress[0]: allow TCP 5432  k8s/policies.yaml:26:7
`,
  );
});

test("no, with the policies that isolate", async () => {
  const { stdout, exitCode } = await reach("k8s", "--from", "agents/pool", "--to", "StatefulSet data/postgres");
  assert.equal(exitCode, 1);
  assert.equal(
    stdout,
    `closed  Deployment agents/pool does not reach StatefulSet data/postgres.
  Egress of Deployment agents/pool: not allowed: these policies isolate it, and none of their rules lets this through
    NetworkPolicy agents/default-deny  k8s/policies.yaml:4:1
  Ingress of StatefulSet data/postgres: not allowed: these policies isolate it, and none of their rules lets this through
    NetworkPolicy data/postgres  k8s/policies.yaml:23:1
`,
  );
});

test("another protocol on the same port is another port", async () => {
  const { exitCode } = await reach("k8s", "--from", "orchestrator", "--to", "postgres", "--port", "5432/UDP");
  assert.equal(exitCode, 1);
});

test("from outside both are told: what leads in, and what the policies let in", async () => {
  const open = await reach("k8s", "--from", "outside", "--to", "orchestrator");
  assert.equal(open.exitCode, 0);
  assert.equal(
    open.stdout,
    `open  outside reaches Deployment agents/orchestrator on TCP 8443.
  Ways in:
    Service agents/orchestrator (LoadBalancer) to TCP 8443: let in  k8s/workloads.yaml:32:11
  Ingress of Deployment agents/orchestrator, straight from outside: allowed on TCP 8443
    NetworkPolicy agents/orchestrator, spec.ingress[0]: allow TCP 8443  k8s/policies.yaml:13:7
`,
  );
  const closed = await reach("open", "--from", "203.0.113.7", "--to", "postgres", "--format", "json");
  assert.equal(closed.exitCode, 1);
  assert.deepEqual(JSON.parse(closed.stdout), {
    reached: false,
    asked: "all",
    namespacesInDoubt: [],
    answers: [
      {
        from: "203.0.113.7",
        to: "StatefulSet data/postgres",
        reached: false,
        ports: "",
        egress: { ports: "all", reason: "not-a-pod", rules: [] },
        ingress: { ports: "all", reason: "not-isolated", rules: [] },
        ways: [],
      },
    ],
  });
});

test("namespaces of whose labels nothing is known are told", async () => {
  const asks = policies.replaceAll("kubernetes.io/metadata.name: agents", "team: agents");
  const { stdout } = await touchstone(["reach", "-", "--from", "orchestrator", "--to", "postgres"], {
    input: `${workloads}---\n${asks}`,
  });
  assert.equal(
    stdout.split("\n").slice(-4).join("\n"),
    `
Policies ask for labels of namespaces, and of these the evidence has no Namespace: agents, data.
Their names alone count as labels.
`,
  );
});

test("a whole namespace is as many questions", async () => {
  const { stdout, exitCode } = await reach("k8s", "--from", "agents/*", "--to", "data/*", "--format", "json");
  const { answers } = JSON.parse(stdout) as { answers: readonly { from: string; reached: boolean }[] };
  assert.equal(exitCode, 0);
  assert.deepEqual(
    answers.map(({ from, reached }) => [from, reached]),
    [
      ["Deployment agents/orchestrator", true],
      ["Deployment agents/pool", false],
    ],
  );
});

test("names that are none, with names that are near", async () => {
  const wrong = await reach("k8s", "--from", "agents/pol", "--to", "postgres");
  assert.equal(wrong.exitCode, 3);
  assert.equal(
    wrong.stderr,
    `error: --from agents/pol: the evidence has no such workload; did you mean agents/pool or agents/*? [E_USAGE]
  Give NAMESPACE/NAME, KIND NAMESPACE/NAME, NAMESPACE/*, an IP address, or outside.
`,
  );
});

const mistakes: readonly (readonly [readonly string[], RegExp])[] = [
  [["k8s", "--from", "pool"], /--from and --to go together/],
  [["k8s", "--port", "80"], /--port needs --from and --to/],
  [["k8s", "--from", "pool", "--to", "postgres", "--port", "http"], /--port http is no port/],
  [["k8s", "--from", "outside", "--to", "203.0.113.7"], /neither end is in the cluster/],
  [["k8s", "--diff"], /--diff compares two paths/],
  [["k8s", "open", "--diff", "--from", "pool", "--to", "postgres"], /--diff explains nothing/],
  [["k8s", "--pod-network", "ten"], /--pod-network ten is no block of addresses/],
  [["k8s", "--format", "xml"], /argument 'xml' is invalid/],
];
for (const [args, message] of mistakes)
  test(`wrong usage: ${args.join(" ")}`, async () => {
    const { stdout, stderr, exitCode } = await reach(...args);
    assert.match(stderr, message);
    assert.deepEqual({ stdout, exitCode }, { stdout: "", exitCode: 3 });
  });

test("evidence that cannot be read fails, unless it need not", async () => {
  const closed = await reach("open", "broken");
  assert.equal(closed.exitCode, 3);
  assert.match(closed.stderr, /broken\/pool\.yaml:2:1: .*\[E_YAML\]/);
  assert.equal((await reach("open", "broken", "--keep-going")).exitCode, 0);
});

test("what a change opens and what it closes", async () => {
  const opened = await reach("--diff", "k8s", "open");
  assert.equal(opened.exitCode, 1);
  assert.equal(
    opened.stdout,
    `Opened:
  + Deployment agents/orchestrator to StatefulSet data/postgres: all ports but TCP 5432
  + agents/* to Deployment agents/orchestrator: all ports
  + every workload to Deployment agents/pool: all ports
  + Deployment agents/pool, StatefulSet data/postgres to StatefulSet data/postgres: all ports
  + StatefulSet data/postgres to Deployment agents/orchestrator: all ports but TCP 8443
  + pods of other namespaces to Deployment agents/orchestrator: all ports but TCP 8443
  + agents/* to pods of other namespaces: all ports
  + agents/* to outside: all ports
  + pods of other namespaces to Deployment agents/pool, StatefulSet data/postgres: all ports

The change opens connections.
`,
  );
  const closed = await reach("--diff", "open", "k8s", "--format", "json");
  assert.equal(closed.exitCode, 0);
  const { opened: none, closed: rows } = JSON.parse(closed.stdout) as { opened: unknown; closed: readonly object[] };
  assert.deepEqual(none, []);
  assert.ok(rows.length > 0);
});

test("a file in place of standard output", async () => {
  const { stdout, stderr, exitCode } = await reach("k8s", "-o", "reach.txt");
  assert.deepEqual({ stdout, stderr, exitCode }, { stdout: "", stderr: "wrote reach.txt\n", exitCode: 0 });
  assert.equal(await readFile(join(folder, "reach.txt"), "utf8"), (await reach("k8s")).stdout);
});

test("values of a chart against other values", async () => {
  const chart = "examples/agents";
  const args = ["reach", chart, "-n", "agents", "-f", `${chart}/values-hardened.yaml`, "--diff-values"];
  const { stdout, exitCode } = await touchstone([...args, `${chart}/values-before.yaml`]);
  assert.equal(exitCode, 1);
  assert.match(stdout, /\+ outside to StatefulSet agents\/release-name-agents-postgresql: TCP 5432/);
});

test("where pods get their addresses decides whether a block means them", async () => {
  const pods =
    workloads +
    "---\n" +
    policies.replace("- ports: [{ port: https }]", "- from: [{ ipBlock: { cidr: 10.244.0.0/16 } }]");
  const run = (...args: readonly string[]) =>
    touchstone(["reach", "-", "--from", "postgres", "--to", "orchestrator", ...args], {
      cwd: folder,
      input: pods,
    });
  assert.equal((await run()).exitCode, 1);
  assert.equal((await run("--pod-network", "10.244.0.0/16")).exitCode, 0);
});
