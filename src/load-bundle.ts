// `loadBundle`: policies for a program of your own, without the command line.
import { PodTemplates, normalise, type KubernetesObject, type NormaliseOptions } from "./evidence/index.ts";
import type { VerificationSettings } from "./library/index.ts";
import {
  TouchstoneError,
  parseKubernetesVersion,
  reads,
  type Bundle,
  type Check,
  type Outcome,
  type PodTemplateSetting,
  type ResourceIdentity,
  type Subject,
} from "./model/index.ts";
import { withPlace } from "./observation-log.ts";
import { openLibrary, openRules } from "./open-library.ts";
import {
  PolicyFault,
  RuleRunner,
  createEvaluator,
  defaultTimeLimitMs,
  toItem,
  type Evaluator,
  type ItemResult,
  type ResultCache,
} from "./rego/index.ts";

export interface LoadBundleOptions {
  /** The key that every source must be signed with. */
  readonly verification?: VerificationSettings;
  /** What `time.now_ns` says, always; the default is the time of loading. */
  readonly now?: Date;
  /** Builtin functions that are off unless they are named: `http.send`, `net.lookup_ip_addr`, `opa.runtime`, `rand.intn`. */
  readonly allowBuiltins?: readonly string[];
  /** Told what a person should know of the sources and what is no error; nobody is by default. */
  readonly notice?: (text: string) => void;
}

export interface CheckBundleOptions extends LoadBundleOptions {
  /** Values in place of the defaults that checks declare, by check and parameter. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The version of Kubernetes that the checks judge for, such as `1.34`; the newest that they know by default. */
  readonly kubeVersion?: string;
  /** Where custom resources keep their pods, beyond those that Touchstone knows. */
  readonly podTemplates?: readonly PodTemplateSetting[];
  /** Namespace of objects that name none; `default` by default. */
  readonly namespace?: string;
  /** Worker threads; your own checks always run in one, because only that can be stopped. */
  readonly workers?: number | "auto";
  /** How long one check may take on one object. */
  readonly timeLimitMs?: number;
  /** Keeps what was said of an object; it may serve several bundles. */
  readonly cache?: ResultCache;
}

export interface RuleBundleOptions extends LoadBundleOptions {
  /** The rules or packages that will be asked: `package/rule` or `package`. */
  readonly entrypoints: readonly string[];
}

/** What the checks say of one object. */
export interface Judgement {
  readonly resource: ResourceIdentity;
  /** Named paths of what looks like pods, at places that are not known to hold any. */
  readonly unjudgedPods?: readonly string[];
  /**
   * By check id; every check that reads such an object is there. Of an object that may have several pods there are the
   * observations of each, with the named path of the pod's spec.
   */
  readonly observations: readonly { readonly check: string; readonly pod?: string; readonly outcome: Outcome }[];
}

/** Touchstone's own checks and those of the sources. */
export interface CheckBundle {
  /** The identity of what judges, `sha256:<hex>`. */
  readonly digest: string;
  /** By id. */
  readonly checks: readonly Check[];
  /**
   * Runs every check of workloads and objects on each Kubernetes object. Checks of namespaces need a whole inventory, and
   * say nothing here.
   * @throws TouchstoneError E_NOT_KUBERNETES for a value that is no Kubernetes object
   */
  judge(objects: readonly object[]): Promise<readonly Judgement[]>;
  /** Ends the worker threads. */
  close(): Promise<void>;
}

/** Any Rego. */
export interface RuleBundle {
  /** The identity of sources, data and entrypoints, `sha256:<hex>`. */
  readonly digest: string;
  /** Sorted. */
  readonly entrypoints: readonly string[];
  /**
   * The value of an entrypoint in this thread; undefined when it is undefined. A set is an array; an integer beyond 2^53 is
   * a bigint, in the input as well. It cannot be stopped: run what you do not trust as checks, or in a worker of your own.
   * @throws RangeError for an entrypoint that was not named
   * @throws TouchstoneError E_POLICY when the policy fails
   */
  evaluate(entrypoint: string, input?: unknown): unknown;
}

/**
 * Loads policies: folders, OPA bundles (`.tar.gz`), OCI image layouts. With `entrypoints` they may be any Rego, else they
 * are checks and join Touchstone's own.
 * @throws TouchstoneError E_POLICY with every mistake and its place; E_BUNDLE, E_SIGNATURE, E_PATH_MISSING, E_UNREADABLE;
 *   E_USAGE for a version of Kubernetes that no check knows
 */
export function loadBundle(sources: string | readonly string[], options: RuleBundleOptions): Promise<RuleBundle>;
export function loadBundle(sources: string | readonly string[], options?: CheckBundleOptions): Promise<CheckBundle>;
export async function loadBundle(
  sources: string | readonly string[],
  options: CheckBundleOptions | RuleBundleOptions = {},
): Promise<CheckBundle | RuleBundle> {
  const paths = typeof sources === "string" ? [sources] : sources;
  return "entrypoints" in options ? loadRules(paths, options) : loadChecks(paths, options);
}

async function loadRules(paths: readonly string[], options: RuleBundleOptions): Promise<RuleBundle> {
  const { entrypoints, verification, now = new Date(), allowBuiltins = [], notice = () => {} } = options;
  const { digest, wasm, data } = await openRules(paths, entrypoints, verification, notice);
  const builtins = { now: now.toISOString(), allowed: allowBuiltins };
  const runner = new RuleRunner(await WebAssembly.compile(wasm), data, builtins);
  return {
    digest,
    entrypoints: runner.entrypoints,
    evaluate(entrypoint, input) {
      try {
        return runner.evaluate(entrypoint, input);
      } catch (thrown) {
        if (!(thrown instanceof PolicyFault)) throw thrown;
        const message = `${entrypoint} cannot be evaluated: ${thrown.message}`;
        throw new TouchstoneError("E_POLICY", message, "Correct the policy at the place that is named.", thrown);
      }
    },
  };
}

async function loadChecks(paths: readonly string[], options: CheckBundleOptions): Promise<CheckBundle> {
  const {
    verification,
    parameters,
    now = new Date(),
    allowBuiltins = [],
    notice = () => {},
    cache,
    podTemplates,
  } = options;
  const { bundle } = await openLibrary(
    {
      policies: paths,
      catalogues: [],
      mappings: [],
      ...(verification && { verification }),
      ...(options.kubeVersion !== undefined && { target: parseKubernetesVersion(options.kubeVersion) }),
      ...(parameters && { parameters: { values: parameters, locate: () => ({ file: "parameters" }) } }),
    },
    notice,
  );
  const evaluator = await createEvaluator(bundle, {
    selected: new Set(bundle.checks.map(({ id }) => id)),
    workers: options.workers ?? "auto",
    timeLimitMs: options.timeLimitMs ?? defaultTimeLimitMs,
    now: now.toISOString(),
    allowBuiltins,
    ...(cache && { cache }),
  });
  const normaliseOptions: NormaliseOptions = {
    whole: bundle.modules.some(({ origin }) => origin !== "built-in"),
    templates: new PodTemplates(podTemplates),
  };
  return {
    digest: bundle.digest,
    checks: bundle.checks,
    judge: async (objects) =>
      judge(
        objects.map((value) => subjectsOf(value, options.namespace, normaliseOptions)),
        bundle,
        evaluator,
      ),
    close: () => evaluator.close(),
  };
}

function subjectsOf(value: object, defaultNamespace = "default", options: NormaliseOptions): readonly Subject[] {
  const object = value as Partial<KubernetesObject>;
  if (typeof object.apiVersion !== "string" || typeof object.kind !== "string")
    throw new TouchstoneError(
      "E_NOT_KUBERNETES",
      "the value has no apiVersion or no kind",
      "Give Kubernetes objects, one by one.",
    );
  const collected = { value: object as KubernetesObject, locate: () => ({ file: "object" }), defaultNamespace };
  return normalise(collected, 0, options);
}

type Observation = Judgement["observations"][number];

async function judge(
  objects: readonly (readonly Subject[])[],
  { checks }: Bundle,
  evaluator: Evaluator,
): Promise<Judgement[]> {
  const results = await evaluator.evaluate(objects.flat().map(toItem));
  let next = 0;
  return objects.flatMap((subjects) => {
    const [first] = subjects;
    if (!first) return [];
    const observations = subjects.flatMap((subject) =>
      observationsOf(subject, results[next++] ?? [], checks, evaluator),
    );
    const { resource, unjudgedPods } = first;
    return [{ resource, ...(unjudgedPods && { unjudgedPods }), observations: observations.toSorted(byCheck) }];
  });
}

function observationsOf(
  { kind, resource, pod }: Subject,
  result: ItemResult,
  checks: readonly Check[],
  { stopped }: Evaluator,
): readonly Observation[] {
  const deviations = new Map(result.map(({ check, outcome }) => [check, outcome]));
  return checks
    .filter((check) => reads(check, kind, resource.kind))
    .map((check) => {
      const why = stopped.get(check.id);
      const outcome: Outcome =
        why === undefined ? (deviations.get(check.id) ?? { status: "pass" }) : { status: "error", message: why };
      const placed = outcome.status === "error" ? { ...outcome, message: withPlace(check, outcome.message) } : outcome;
      return { check: check.id, ...(pod !== undefined && { pod }), outcome: placed };
    });
}

function byCheck(left: Observation, right: Observation): number {
  return left.check < right.check ? -1 : left.check > right.check ? 1 : 0;
}
