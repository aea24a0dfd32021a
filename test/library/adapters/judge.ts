// Judges Kubernetes objects in a test by adapted policies, and by OPA itself with the policies as they are written.
import { createReadStream, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { KubernetesObject } from "../../../src/evidence/collected.ts";
import { collect, defaultLimits, normalise } from "../../../src/evidence/index.ts";
import { adaptPolicies } from "../../../src/library/adapters/adapt.ts";
import { compileChecks } from "../../../src/library/compile-checks.ts";
import { readPolicySources, type PolicySources } from "../../../src/library/policy-sources.ts";
import type { Check, Subject } from "../../../src/model/index.ts";
import { createEvaluator, toItem, writeEntrypoints, type ItemResult } from "../../../src/rego/index.ts";
import { createChartRenderer } from "../../../src/toolchain/chart-renderer.ts";
import { findNativeOpa } from "../../../src/toolchain/native-opa.ts";
import { repository } from "../../cli/touchstone.ts";
import { toolchain } from "../../rego/compiled.ts";

export const adapters = import.meta.dirname;
export const shared = await readPolicySources(join(repository, "policies/lib"), "built-in/lib");

const builtOpa = join(repository, ".cache/tools/opa");
const opa = (await findNativeOpa(builtOpa)) ?? (await findNativeOpa());
export const missingOpa = opa
  ? false
  : `MISSING TOOL: opa, neither at ${builtOpa} nor on the PATH; build it from toolchain/native-opa`;

/** An object as it was collected, with the subject that checks see. */
export interface Judged {
  readonly value: KubernetesObject;
  readonly subject: Subject;
}

async function collectAll(kind: "manifest" | "chart", path: string, values: string): Promise<readonly Judged[]> {
  const objects: Judged[] = [];
  const render = createChartRenderer({ choice: "embedded", wasmFile: join(repository, "dist/toolchain/helm.wasm") });
  await collect(
    { kind, path, name: path, demanded: true },
    {
      renderChart: async (chart) => {
        const nothing = { set: [], setString: [], setFile: [], setJson: [], apiVersions: [] };
        const request = {
          chart,
          release: "release",
          namespace: "agents",
          valuesFiles: [values],
          includeCrds: false,
          skipTests: false,
        };
        const { manifest, engine } = await render({ ...request, ...nothing });
        return { manifest, engine, namespace: "agents" };
      },
      defaultNamespace: "default",
      limits: defaultLimits,
      now: "2026-01-01T00:00:00.000Z",
      version: "0",
      stdin: createReadStream("/dev/null"),
    },
    {
      object(object) {
        for (const subject of normalise(object, 0, { whole: true })) objects.push({ value: object.value, subject });
      },
      problem: ({ message, location }) => {
        throw new Error(`${location.file}:${location.line}: ${message}`);
      },
      finished: () => {},
    },
  );
  return objects;
}

/** Objects of the tests' own, and what the example chart renders to, before and hardened. */
export async function manyObjects(): Promise<readonly Judged[]> {
  const chart = join(repository, "examples/agents");
  return [
    ...(await collectAll("manifest", join(adapters, "manifests/objects.yaml"), "")),
    ...(await collectAll("chart", chart, join(chart, "values-before.yaml"))),
    ...(await collectAll("chart", chart, join(chart, "values-hardened.yaml"))),
  ];
}

/** The objects of a manifest that a test writes down. */
export async function objectsOf(manifest: string): Promise<readonly Judged[]> {
  return inFolder({ "manifest.yaml": manifest }, (folder) => collectAll("manifest", join(folder, "manifest.yaml"), ""));
}

export interface Judgement {
  readonly checks: readonly Check[];
  /** For each object, the outcome of each check that did not pass on it. */
  readonly results: readonly ReadonlyMap<string, ItemResult[number]["outcome"]>[];
}

/** What Touchstone says of the objects by the policies in these files. */
export async function judge(files: PolicySources, objects: readonly Judged[]): Promise<Judgement> {
  const adapted = await adaptPolicies(files, shared, toolchain);
  const compiled = await compileChecks(
    "user",
    adapted.checks,
    { ...shared, ...adapted.modules },
    toolchain,
    writeEntrypoints,
  );
  const { checks, digest, module } = compiled;
  // Tests have no endless policies: they need no worker.
  const bundle = { checks, digest, modules: [{ ...module, origin: "built-in" as const }] };
  const selected = new Set(checks.map(({ id }) => id));
  const evaluator = await createEvaluator(bundle, {
    selected,
    workers: 0,
    timeLimitMs: 1000,
    now: "2026-01-01T00:00:00.000Z",
  });
  try {
    const results = await evaluator.evaluate(objects.map(({ subject }) => toItem(subject)));
    return { checks, results: results.map((result) => new Map(result.map(({ check, outcome }) => [check, outcome]))) };
  } finally {
    await evaluator.close();
  }
}

/** What OPA says of each input by unchanged policies: the value of a reference that is always defined. */
export async function askOpa(
  files: PolicySources,
  v0: boolean,
  reference: string,
  inputs: readonly unknown[],
): Promise<readonly unknown[]> {
  if (!opa) throw new Error("there is no opa");
  const named = Object.fromEntries(Object.values(files).map((text, index) => [`policy-${index}.rego`, text]));
  return inFolder({ ...named, "inputs.json": JSON.stringify({ test_inputs: inputs }) }, async (folder) => {
    const data = [...Object.keys(named), "inputs.json"].flatMap((name) => ["--data", join(folder, name)]);
    const query = `[answer | one := data.test_inputs[_]; answer := ${reference} with input as one]`;
    const flags = ["--format=json", "--strict-builtin-errors=false", ...(v0 ? ["--v0-compatible"] : [])];
    const { stdout } = await execa(opa.command, ["eval", ...flags, ...data, query]);
    const { result } = JSON.parse(stdout) as {
      readonly result: readonly [{ readonly expressions: readonly [{ readonly value: unknown[] }] }];
    };
    const answers = result[0].expressions[0].value;
    if (answers.length !== inputs.length) throw new Error(`${reference} is undefined for some input`);
    return answers;
  });
}

async function inFolder<Result>(files: PolicySources, work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "touchstone-adapters-"));
  try {
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Values in an order that does not depend on who lists them. Policies in WASM go through sets in another order than OPA. */
export function sorted(values: readonly unknown[]): readonly string[] {
  return values.map((value) => JSON.stringify(canonical(value))).toSorted();
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return sorted(value);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, canonical(inner)]));
}

/** A policy of this folder, by its path. */
export function policyText(path: string): string {
  return readFileSync(join(adapters, path), "utf8");
}
