// Bad input: a sentence that names the place and says what to do, the documented exit code, and the rest still assessed.
import assert from "node:assert/strict";
import { symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { folderOf, pod, scanJson, touchstone } from "./touchstone.ts";

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly path: string;
  readonly place: string;
  readonly code: string;
  readonly message: RegExp;
}

const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${"bcdefghi"
  .split("")
  .map((key, index) => `${key}: &${key} [${Array.from({ length: 10 }, () => `*${"abcdefghi"[index]}`).join(",")}]`)
  .join("\n")}\n`;

const cases: readonly Case[] = [
  {
    what: "a missing path",
    files: {},
    path: "nowhere.yaml",
    place: "nowhere.yaml",
    code: "E_PATH_MISSING",
    message: /does not exist/,
  },
  {
    what: "broken YAML",
    files: { "x.yaml": `${pod}  nodeName: [a\n` },
    path: "x.yaml",
    place: "x.yaml:11:1",
    code: "E_YAML",
    message: /./,
  },
  {
    what: "broken YAML in a later document",
    files: { "x.yaml": `${pod}---\na: b: c\n` },
    path: "x.yaml",
    place: "x.yaml:11:5",
    code: "E_YAML",
    message: /./,
  },
  {
    what: "a key that is there twice",
    files: { "x.yaml": `${pod}spec: {}\n` },
    path: "x.yaml",
    place: "x.yaml:10:1",
    code: "E_YAML",
    message: /written twice in the same mapping/,
  },
  {
    what: "a YAML bomb",
    files: { "x.yaml": bomb },
    path: "x.yaml",
    place: "x.yaml:2:8",
    code: "E_YAML_BOMB",
    message: /expand/,
  },
  {
    what: "a binary file",
    files: { "x.yaml": Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1, 2) },
    path: "x.yaml",
    place: "x.yaml:1",
    code: "E_BINARY",
    message: /text/,
  },
  {
    what: "a document that is no Kubernetes object",
    files: { "x.yaml": "replicas: 3\n" },
    path: "x.yaml",
    place: "x.yaml:1:1",
    code: "E_NOT_KUBERNETES",
    message: /not a Kubernetes object/,
  },
  {
    what: "a file without a document",
    files: { "x.yaml": "# nothing\n" },
    path: "x.yaml",
    place: "x.yaml",
    code: "E_NOT_KUBERNETES",
    message: /no Kubernetes object/,
  },
  {
    what: "a chart that does not render",
    files: {
      "c/Chart.yaml": "apiVersion: v2\nname: pool\nversion: 1.0.0\n",
      "c/templates/a.yaml": '{{ required "a name is needed" .Values.name }}\n',
    },
    path: "c",
    place: "c/templates/a.yaml:1:4",
    code: "E_CHART",
    message: /pool\/templates\/a\.yaml:1:3.*a name is needed/s,
  },
];

for (const { what, files, path, place, code, message } of cases) {
  test(`${what}: named with its place, the other files still scanned, exit code 3`, async () => {
    const folder = await folderOf({ ...files, "good.yaml": pod });
    const { assessment, exitCode, stderr } = await scanJson([path, "good.yaml"], { cwd: folder });
    const [problem, ...others] = assessment.problems;
    assert.deepEqual(others, []);
    assert.equal(problem?.code, code);
    assert.match(problem?.message ?? "", message);
    assert.ok((problem?.hint.length ?? 0) > 10, "a hint says what to do");
    const { file, line, column } = problem?.location ?? { file: "" };
    assert.equal([file, line, column].filter((part) => part !== undefined).join(":"), place);
    assert.ok(assessment.subjects.some(({ resource }) => resource.name === "orchestrator"));
    assert.equal(exitCode, 3);
    assert.ok(stderr.startsWith(`error: ${place}: `), stderr);
    assert.doesNotMatch(stderr, /\n\s+at .*\.js:\d+/);
    const keepGoing = await touchstone(["scan", path, "good.yaml", "--keep-going"], { cwd: folder });
    assert.equal(keepGoing.exitCode, 0);
    assert.match(keepGoing.stdout, /Evidence that could not be read: 1/);
  });
}

test("a template that reads outside its chart sees nothing", async () => {
  const folder = await folderOf({
    "secret.txt": "the oven's code is 4711",
    "c/Chart.yaml": "apiVersion: v2\nname: pool\nversion: 1.0.0\n",
    "c/templates/a.yaml":
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a{{ .Files.Get "../secret.txt" }}\ndata: {}\n',
    "linked/Chart.yaml": "apiVersion: v2\nname: pool\nversion: 1.0.0\n",
    "linked/templates/b.yaml": 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b{{ .Files.Get "secret.txt" }}\n',
  });
  await symlink("../secret.txt", join(folder, "linked/secret.txt"));
  const { assessment, stdout } = await scanJson(["c", "linked", "--helm-engine", "embedded"], { cwd: folder });
  assert.doesNotMatch(stdout, /4711/);
  assert.deepEqual(
    assessment.subjects.map(({ resource }) => resource.name),
    ["a"],
  );
  assert.deepEqual(
    assessment.problems.map(({ code, source }) => [code, source]),
    [["E_CHART", "linked"]],
  );
});

test("a file of 1 GB is refused before it is read", async () => {
  const folder = await folderOf({ "good.yaml": pod });
  await writeFile(join(folder, "huge.yaml"), "");
  await truncate(join(folder, "huge.yaml"), 1024 * 1024 * 1024);
  const { assessment, exitCode } = await scanJson(["huge.yaml", "good.yaml"], { cwd: folder });
  assert.equal(exitCode, 3);
  assert.deepEqual(
    assessment.problems.map(({ code, message }) => [code, /512 MiB/.test(message)]),
    [["E_TOO_LARGE", true]],
  );
});

test("wrong usage ends with 3 and says what is right", async () => {
  for (const [args, message] of [
    [["scan"], /there is nothing to assess/],
    [["scna", "x"], /unknown command 'scna'/],
    [["scan", "x", "--formt", "json"], /unknown option '--formt'.*Did you mean --format/s],
    [["scan", "x", "--format", "pdf"], /there is no format "pdf"/],
    [["scan", "x", "--format", "json", "--format", "sarif"], /cannot both go to standard output/],
    [["scan", "x", "--output", "report"], /the format is not clear/],
    [["scan", "x", "--framework", "pci"], /there is no framework "pci"/],
    [
      ["scan", "x", "--checks", "workload/privileged"],
      /there is no such check; did you mean .*workload\/privileged-container/,
    ],
    [["scan", "x", "--workers", "many"], /'many' is invalid.*whole number/],
    [["gate", "--config", "none.yaml", "x"], /none\.yaml/],
  ] as const) {
    const { exitCode, stdout, stderr } = await touchstone(args);
    assert.equal(exitCode, 3, args.join(" "));
    assert.match(stderr, message);
    assert.equal(stdout, "");
    assert.doesNotMatch(stderr, /\n\s+at /);
  }
});

test("an output that cannot be written is an error, and leaves nothing behind", async () => {
  const folder = await folderOf({ "pod.yaml": pod, taken: "a file" });
  const { exitCode, stderr } = await touchstone(["scan", "pod.yaml", "--output", "taken/report.json"], { cwd: folder });
  assert.equal(exitCode, 3);
  assert.match(stderr, /error: the report taken\/report\.json cannot be written: .* \[E_OUTPUT\]/);
});
