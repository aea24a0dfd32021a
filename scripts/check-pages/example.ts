// A fixture to show on a check's page, and what the evaluator finds in it.
import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { assessPaths } from "../../src/assess.ts";
import { defaultThresholds } from "../../src/assessment/index.ts";
import { defaultLimits } from "../../src/evidence/index.ts";
import type { Library } from "../../src/library/index.ts";
import type { Assessment, Check, ResourceIdentity } from "../../src/model/index.ts";
import { defaultTimeLimitMs } from "../../src/rego/index.ts";
import { version } from "../../src/version.ts";
import { root } from "../build-step.ts";
import { SetupError } from "../go.ts";
import { fixtureParameters } from "./fixture-parameters.ts";

export interface Example {
  /** Relative to the repository. */
  readonly file: string;
  readonly text: string;
  /** YAML: the values of the check's parameters, where they are not the defaults. */
  readonly parameters?: string;
  /** None in an example that passes. */
  readonly findings: readonly ExampleFinding[];
}

export interface ExampleFinding {
  readonly line?: number;
  readonly resource: ResourceIdentity;
  readonly message: string;
}

/**
 * The shortest of the check's fixtures that fail, or that pass. The library is one with the parameters of fixtures.
 * @throws SetupError when there is none, or it does not do what its name says
 */
export async function shortestExample(check: Check, status: "fail" | "pass", library: Library): Promise<Example> {
  const files = globSync(`policies/${check.id}/fixtures/${status}-*.yaml`, { cwd: root })
    .map((file) => file.replaceAll("\\", "/"))
    .toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), "utf8")));
  const length = Math.min(...texts.map((text) => text.length));
  const index = texts.findIndex((text) => text.length === length);
  const [file, text] = [files[index], texts[index]];
  if (file === undefined || text === undefined) {
    throw new SetupError(`${check.id} has no fixture ${status}-*.yaml, which its page would show: write one`);
  }
  const { checks, subjects } = await judge(file, check, library);
  const judged = checks.find((one) => one.check.id === check.id);
  if (judged?.status !== { fail: "not-satisfied", pass: "satisfied" }[status]) {
    throw new SetupError(`${file} does not ${status}: ${check.id} is ${judged?.status ?? "not assessed"}`);
  }
  const findings = judged.findings.flatMap(({ subject, location: { line }, message }) => {
    const resource = subjects[subject]?.resource;
    return resource ? [{ resource, message, ...(line !== undefined && { line }) }] : [];
  });
  const parameters = await fixtureParameters(check.id);
  return { file, text, findings, ...(parameters !== undefined && { parameters }) };
}

function judge(file: string, { id }: Check, library: Library): Promise<Assessment> {
  return assessPaths({
    paths: [join(root, file)],
    library,
    frameworks: [],
    thresholds: defaultThresholds,
    selected: new Set([id]),
    workers: 0,
    timeLimitMs: defaultTimeLimitMs,
    now: "2026-01-01T00:00:00.000Z",
    version,
    defaultNamespace: "default",
    limits: defaultLimits,
    renderChart: () => Promise.reject(new Error("a fixture is no chart")),
    stdin: (async function* () {})(),
  });
}
