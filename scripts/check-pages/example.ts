// A fixture to show on a check's page, and what the evaluator finds in it.
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { assessPaths, type AssessOptions } from "../../src/assess.ts";
import { defaultThresholds } from "../../src/assessment/index.ts";
import { diffLines } from "../../src/cli/policy/diff-lines.ts";
import { recordEnding } from "../../src/evidence/find-sources.ts";
import { defaultLimits } from "../../src/evidence/index.ts";
import { fixPaths } from "../../src/fix-paths.ts";
import type { Library } from "../../src/library/index.ts";
import type { Check, ResourceIdentity } from "../../src/model/index.ts";
import { defaultTimeLimitMs } from "../../src/rego/index.ts";
import { version } from "../../src/version.ts";
import { root } from "../build-step.ts";
import { SetupError } from "../go.ts";
import { fixtureEvidence, fixtureFiles } from "./fixture-evidence.ts";
import { fixtureParameters } from "./fixture-parameters.ts";

export interface Example {
  /** Relative to the repository. */
  readonly file: string;
  readonly text: string;
  /** JSON: the record beside a log of a scanner, where there is one. */
  readonly record?: string;
  /** YAML: the values of the check's parameters, where they are not the defaults. */
  readonly parameters?: string;
  /** None in an example that passes. */
  readonly findings: readonly ExampleFinding[];
}

export interface ExampleFinding {
  /** Only where it is not the example itself: the file in which a scanner found a weakness. */
  readonly file?: string;
  readonly line?: number;
  readonly resource: ResourceIdentity;
  readonly message: string;
}

/**
 * The shortest of the check's fixtures that fail, or that pass. The library is one with the parameters of fixtures.
 * @throws SetupError when there is none, or it does not do what its name says
 */
export async function shortestExample(check: Check, status: "fail" | "pass", library: Library): Promise<Example> {
  const [shortest] = await fixturesByLength(check, status);
  if (!shortest) {
    throw new SetupError(`${check.id} has no fixture ${status}-*.yaml, which its page would show: write one`);
  }
  const { file, text } = shortest;
  const { checks, subjects } = await assessPaths(optionsFor(file, check.id, library));
  const judged = checks.find((one) => one.check.id === check.id);
  if (judged?.status !== { fail: "not-satisfied", pass: "satisfied" }[status]) {
    throw new SetupError(`${file} does not ${status}: ${check.id} is ${judged?.status ?? "not assessed"}`);
  }
  const findings = judged.findings.flatMap(({ subject, location, message }) => {
    const { resource, kind } = subjects[subject] ?? {};
    const place = {
      ...(kind === "weakness" && { file: location.file }),
      ...(location.line && { line: location.line }),
    };
    return resource ? [{ resource, message, ...place }] : [];
  });
  const parameters = await fixtureParameters(check.id);
  const record = await readFile(join(root, `${file}${recordEnding}`), "utf8").catch(() => undefined);
  return {
    file,
    text,
    findings,
    ...(record !== undefined && { record }),
    ...(parameters !== undefined && { parameters }),
  };
}

/** A fixture that fails, and what `touchstone fix` makes of it. */
export interface FixedExample {
  /** Relative to the repository. */
  readonly file: string;
  /** As `diff -u` shows it. */
  readonly diff: string;
}

/** Of the shortest fixture in which there is something to fix; undefined for a check without fixes. */
export async function fixedExample(check: Check, library: Library): Promise<FixedExample | undefined> {
  for (const { file } of await fixturesByLength(check, "fail")) {
    const { files } = await fixPaths(optionsFor(file, check.id, library));
    const [fixed] = files;
    if (!fixed) continue;
    const name = basename(file);
    const names = [name, `${name}, fixed`] as const;
    return { file, diff: diffLines(name, fixed.before.toString("utf8"), fixed.after.toString("utf8"), names) };
  }
  return undefined;
}

interface Fixture {
  readonly file: string;
  readonly text: string;
}

/** The shortest first. */
async function fixturesByLength({ id }: Check, status: "fail" | "pass"): Promise<readonly Fixture[]> {
  const files = fixtureFiles(`policies/${id}/fixtures/${status}-*`, root);
  const fixtures = await Promise.all(
    files.map(async (file) => ({ file, text: await readFile(join(root, file), "utf8") })),
  );
  return fixtures.toSorted((left, right) => left.text.length - right.text.length);
}

/** How a fixture is assessed, by one check alone. */
export function optionsFor(file: string, id: string, library: Library): AssessOptions {
  return {
    ...fixtureEvidence(join(root, file)),
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
  };
}
