// Kustomizations are built by the tool that the machine has; when it has none, that is said.
import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { execa } from "execa";
import { findSources } from "../../src/evidence/index.ts";
import { collectAll, folderWith, linesOf, namesOf } from "./collecting.ts";

const town = {
  "kustomization.yaml": "resources: [counter.yaml]\nnamespace: bakery\nnamePrefix: old-\n",
  "counter.yaml": "apiVersion: v1\nkind: Service\nmetadata:\n  name: counter\n",
};

/** Runs `work` with nothing on the PATH but `folders`. */
async function withPath<T>(folders: readonly string[], work: () => Promise<T>): Promise<T> {
  const before = process.env["PATH"];
  process.env["PATH"] = folders.join(delimiter);
  try {
    return await work();
  } finally {
    process.env["PATH"] = before;
  }
}

/** Programs that are not what they seem; a script needs the shell by its full path. */
function toolsWith(scripts: Readonly<Record<string, string>>, mode = 0o755): string {
  const folder = folderWith(scripts);
  for (const name of Object.keys(scripts)) chmodSync(join(folder, name), mode);
  return folder;
}

const printing = (text: string): string =>
  `#!/bin/sh\nif [ "$1" = version ]; then echo ${text} >&2; exit 1; fi\nprintf 'apiVersion: v1\\nkind: Service\\nmetadata: {name: ${text}}\\n'\n`;

async function works(tool: string, args: readonly string[]): Promise<boolean> {
  const { failed, stdout } = await execa(tool, [...args, folderWith(town)], { reject: false });
  return !failed && stdout.includes("old-counter");
}

const found = [
  ["kustomize", await works("kustomize", ["build"])],
  ["kubectl", await works("kubectl", ["kustomize"])],
] as const;
const tool = found.find(([, usable]) => usable)?.[0];

test(
  "builds with the machine's own tool; objects have the folder as their place",
  { skip: tool === undefined && "MISSING TOOL: neither kustomize nor a working kubectl is on the PATH" },
  async () => {
    const folder = folderWith(town);
    const { objects, problems, evidence } = await collectAll(await findSources(folder));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      objects.map(({ value, defaultNamespace, locate }) => [value, defaultNamespace, locate(["metadata"])]),
      [
        [
          { apiVersion: "v1", kind: "Service", metadata: { name: "old-counter", namespace: "bakery" } },
          "town",
          { file: folder },
        ],
      ],
    );
    assert.deepEqual(
      [evidence[0]?.kind, evidence[0]?.source, evidence[0]?.collector.name],
      ["kustomization", folder, tool],
    );
    assert.match(evidence[0]?.collector.version ?? "", /^v\d+\.\d+\.\d+/);
  },
);

test(
  "what does not build is said in the tool's words",
  { skip: tool === undefined && "MISSING TOOL: neither kustomize nor a working kubectl is on the PATH" },
  async () => {
    const folder = folderWith({ "kustomization.yaml": "resources: [none.yaml]\n" });
    const { objects, evidence, problems } = await collectAll(await findSources(folder));
    assert.deepEqual([objects, evidence], [[], []]);
    assert.equal(problems[0]?.code, "E_KUSTOMIZE");
    assert.match(problems[0].message, /none\.yaml/);
    assert.match(problems[0].hint, /^Make `(?:kustomize build|kubectl kustomize) .*` work first\.$/);
  },
);

test("without any tool the problem says what is missing", async () => {
  const folder = folderWith(town);
  const collected = await withPath([folderWith({})], async () => collectAll(await findSources(folder)));
  assert.deepEqual(collected.problems, [
    {
      code: "E_KUSTOMIZE",
      source: folder,
      location: { file: folder },
      message: "this is a kustomization, and there is no kustomize or kubectl on the PATH to build it",
      hint: "Install one of them, or scan the output of `kustomize build` through standard input.",
    },
  ]);
  assert.deepEqual([collected.objects, collected.evidence], [[], []]);
});

test(
  "kustomize comes before kubectl, and a program that cannot be started is as good as none",
  { skip: process.platform === "win32" },
  async () => {
    const folder = folderWith(town);
    const both = toolsWith({ kustomize: printing("kustomize"), kubectl: printing("kubectl") });
    const unusable = toolsWith({ kustomize: printing("kustomize") }, 0o644);
    const kubectl = toolsWith({ kubectl: printing("kubectl") });
    const collectFrom = (...path: readonly string[]) =>
      withPath(path, async () => collectAll(await findSources(folder)));
    assert.deepEqual(namesOf(await collectFrom(both)), ["Service/kustomize"]);
    const collected = await collectFrom(unusable, kubectl);
    assert.deepEqual(namesOf(collected), ["Service/kubectl"]);
    assert.deepEqual(collected.evidence[0]?.collector, { name: "kubectl", version: "" });
  },
);

test("a tool that fails without a word is named", { skip: process.platform === "win32" }, async () => {
  const folder = folderWith(town);
  const broken = toolsWith({ kubectl: "#!/bin/sh\nexit 3\n" });
  const collected = await withPath([broken], async () => collectAll(await findSources(folder)));
  assert.deepEqual(linesOf(collected), [
    `E_KUSTOMIZE ${folder}: Command failed with exit code 3: kubectl kustomize ${folder}`,
  ]);
});
