// The example's manifests as they were before anybody looked: `fix` mends all that has a fix, in files and by values.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { regressions } from "../../src/fix/index.ts";
import { createChartRenderer } from "../../src/toolchain/chart-renderer.ts";
import { folderOf, repository, scanJson, touchstone } from "./touchstone.ts";

const chart = join(repository, "examples/agents");
const before = ["--namespace", "agents", "-f", join(chart, "values-before.yaml"), "--helm-engine", "embedded"];

async function rawManifests(): Promise<Readonly<Record<string, string>>> {
  const render = createChartRenderer({ choice: "embedded", wasmFile: join(repository, "dist/toolchain/helm.wasm") });
  const { manifest } = await render({
    chart,
    release: "agents",
    namespace: "agents",
    valuesFiles: [join(chart, "values-before.yaml")],
    set: [],
    setString: [],
    setFile: [],
    setJson: [],
    apiVersions: [],
    includeCrds: false,
    skipTests: false,
  });
  const files = manifest.split(/^---\n/m).filter((text) => text.trim() !== "");
  return Object.fromEntries(files.map((text, index) => [`raw/${String(index).padStart(2, "0")}.yaml`, text]));
}

test("raw manifests pass every check that has a fix, keep their comments, and a second run changes nothing", async () => {
  const raw = await rawManifests();
  const cwd = await folderOf(raw);
  const { assessment: first } = await scanJson(["raw"], { cwd });
  const fixable = first.checks.filter(({ findings }) => findings.some(({ fix }) => fix));
  assert.ok(fixable.length >= 12, `${fixable.length} checks have findings with a fix`);

  const run = await touchstone(["fix", "raw"], { cwd });
  assert.deepEqual([run.exitCode, run.stderr], [0, ""]);

  const { assessment: second } = await scanJson(["raw"], { cwd });
  assert.deepEqual(regressions(first, second), []);
  assert.deepEqual(
    second.checks.flatMap(({ findings }) => findings.filter(({ fix }) => fix)),
    [],
  );
  const left = new Set(second.checks.filter(({ status }) => status === "not-satisfied").map(({ check }) => check.id));
  const mended = fixable.map(({ check }) => check.id).filter((id) => !left.has(id));
  // A pod that says that it runs as root has to get a user first.
  assert.deepEqual(
    fixable.map(({ check }) => check.id).filter((id) => left.has(id)),
    ["workload/run-as-non-root"],
  );
  assert.ok(mended.includes("workload/privileged-container"));

  const texts: Record<string, string> = {};
  for (const name of await readdir(join(cwd, "raw")))
    texts[`raw/${name}`] = await readFile(join(cwd, "raw", name), "utf8");
  assert.deepEqual(Object.keys(texts).toSorted(), Object.keys(raw).toSorted());
  for (const [name, text] of Object.entries(raw))
    assert.deepEqual(texts[name]?.match(/#.*$/gm), text.match(/#.*$/gm), name);

  const again = await touchstone(["fix", "raw"], { cwd });
  assert.equal(again.exitCode, 0);
  assert.match(again.stdout, /Nothing to fix in manifests; /);
  for (const [name, text] of Object.entries(texts)) assert.equal(await readFile(join(cwd, name), "utf8"), text);
});

interface Suggestion {
  readonly charts: readonly {
    readonly values: readonly {
      readonly path: readonly string[];
      readonly set: unknown;
      readonly findings: readonly { readonly fingerprint: string }[];
    }[];
    readonly templates: readonly { readonly fingerprint: string }[];
  }[];
}

test("of the chart it says which values mend what; with them the findings are gone, and nothing is worse", async () => {
  const run = await touchstone(["fix", chart, ...before, "--format", "json"]);
  assert.equal(run.exitCode, 1);
  const [suggestion] = (JSON.parse(run.stdout) as Suggestion).charts;
  assert.ok(suggestion);
  const paths = suggestion.values.map(({ path }) => path.join("."));
  for (const path of [
    "containerSecurityContext.allowPrivilegeEscalation",
    "nats.hostNetwork",
    "redis.serviceAccount.automount",
  ])
    assert.ok(paths.includes(path), path);

  const values: Record<string, unknown> = {};
  for (const { path, set } of suggestion.values) {
    let at = values;
    for (const step of path.slice(0, -1)) at = (at[step] ??= {}) as Record<string, unknown>;
    at[path.at(-1) ?? ""] = set;
  }
  const cwd = await folderOf({ "mended.yaml": JSON.stringify(values) });
  const { assessment: first } = await scanJson([chart, ...before], { cwd });
  const { assessment: second } = await scanJson([chart, ...before, "-f", "mended.yaml"], { cwd });
  assert.deepEqual(regressions(first, second), []);
  const left = new Set(second.checks.flatMap(({ findings }) => findings.map(({ fingerprint }) => fingerprint)));
  const mended = suggestion.values.flatMap(({ findings }) => findings);
  assert.ok(mended.length > 40);
  assert.deepEqual(
    mended.filter(({ fingerprint }) => left.has(fingerprint)),
    [],
  );
  assert.ok(suggestion.templates.every(({ fingerprint }) => left.has(fingerprint)));
});

test("a scan loads nothing of what fixing needs", async () => {
  const dist = join(repository, "dist");
  const names = (await readdir(dist)).filter((name) => name.endsWith(".js"));
  const knowing: string[] = [];
  for (const name of names)
    if ((await readFile(join(dist, name), "utf8")).includes("YAMLParseError")) knowing.push(name);
  // One chunk of the commands that are loaded when they are asked for.
  assert.deepEqual(
    knowing.map((name) => name.replace(/-.*/, "")),
    ["command"],
  );
});
