// The pipeline, in order: collect, normalise, evaluate, assess. The file to read first.
import { assess, type Governance, type Thresholds } from "./assessment/index.ts";
import { Batches } from "./batches.ts";
import { Gathering, type GatherOptions } from "./gather.ts";
import {
  showKubernetesVersion,
  type Assessment,
  type Check,
  type Subject,
  type SubjectKind,
  type SubjectRecord,
} from "./model/index.ts";
import { categoryLookup, type Library } from "./library/index.ts";
import { ObservationLog } from "./observation-log.ts";
import { looseParameters, vainIntents } from "./setting-faults.ts";
import { createEvaluator, type EvaluatorOptions } from "./rego/index.ts";

/** Checks that are not in `selected` stay in scope as not assessed; the library has a check for each intent. */
export interface AssessOptions extends GatherOptions, EvaluatorOptions {
  readonly library: Library;
  /** Ids of the frameworks in scope, in the order of the report. */
  readonly frameworks: readonly string[];
  readonly thresholds: Thresholds;
  /** Whether what people decided counts is for the assessment to say. */
  readonly governance?: Governance;
}

/**
 * Judges everything at the paths. What cannot be read is in the assessment's problems and stops nothing else.
 * @throws TouchstoneError E_TOOLCHAIN when the evaluator itself fails
 */
export async function assessPaths(options: AssessOptions): Promise<Assessment> {
  const { library, selected } = options;
  const subjects: SubjectRecord[] = [];
  const log = new ObservationLog(library.bundle.checks, selected);
  const kinds = new Set(library.bundle.checks.filter(({ id }) => selected.has(id)).flatMap((check) => check.kinds));
  const evaluator = await createEvaluator(library.bundle, options);
  const batches = new Batches(evaluator, log, kinds, 2 + 2 * evaluator.workers);
  const wanted = {
    kinds,
    // Only a user's own policies may look at a workload as it is written.
    whole: library.bundle.modules.some(({ origin }) => origin !== "built-in"),
    asked: askedKinds(library.bundle.checks),
    categoriesOf: categoryLookup(library.frameworks),
  };
  const gathering = new Gathering(options, wanted, {
    take(subject) {
      subjects.push(recordOf(subject));
      return batches.add(subjects.length - 1, subject);
    },
    derived: (index, subject) => batches.add(index, subject),
    sourcesDone: () => evaluator.lendHand(),
  });
  /** Whoever switches a check off in all but name has a finding for it, in the file that does. */
  function judgeSettings(): void {
    const { settings, intents } = options;
    const selectedChecks = library.bundle.checks.filter(({ id }) => selected.has(id));
    const faults = [
      ...looseParameters(selectedChecks),
      ...(intents ? vainIntents(gathering.inventories.vain(), intents) : []).filter(({ check }) => selected.has(check)),
    ];
    if (faults.length === 0 || !settings) return;
    const { file } = settings;
    const resource = { apiVersion: "touchstone/v1", kind: "Configuration", namespace: "", name: file };
    subjects.push({ kind: "object", resource, evidence: gathering.settingsEvidence(settings), location: { file } });
    for (const fault of faults) log.recordSetting(fault, subjects.length - 1, resource);
  }

  try {
    await gathering.gather();
    await batches.finish();
    judgeSettings();
  } finally {
    await evaluator.close();
  }

  const pictures = gathering.inventories.pictures();
  const catalogues = new Map(library.frameworks.map((framework) => [framework.id, framework]));
  return assess({
    toolVersion: options.version,
    assessedAt: options.now,
    bundleDigest: library.bundle.digest,
    kubernetes: showKubernetesVersion(library.target),
    evidence: gathering.evidence,
    problems: gathering.problems,
    subjects,
    observations: log.observations(evaluator.stopped),
    frameworks: options.frameworks.flatMap((id) => catalogues.get(id) ?? []),
    mappings: library.mappings,
    thresholds: options.thresholds,
    ...options.governance,
    ...(Object.keys(pictures).length > 0 && { pictures }),
  });
}

/** Names are slices of their document, and would keep the whole of its text alive: copies do not. */
function recordOf({ kind, resource, evidence, location, pod, unjudgedPods }: Subject): SubjectRecord {
  const names = copyOf({ resource, ...(pod !== undefined && { pod }), ...(unjudgedPods && { unjudgedPods }) });
  return { kind, evidence, location, ...names };
}

/** Kinds of whose checks somebody sets a parameter: that it is not met has to be told even without any such evidence. */
function askedKinds(checks: readonly Check[]): ReadonlySet<SubjectKind> {
  const isSet = ({ parameters = [] }: Check): boolean =>
    parameters.some(({ value, default: usual }) => JSON.stringify(value) !== JSON.stringify(usual));
  return new Set(checks.filter(isSet).flatMap(({ kinds }) => kinds));
}

/** Through JSON, which is several times as fast as a structured clone. */
function copyOf<T>(names: T): T {
  return JSON.parse(JSON.stringify(names)) as T;
}
