// Turns Kubernetes objects into subjects: a workload for each pod, with all of its containers in one list, or the object as it is.
import { namePathOf, type PathStep, type ResourceIdentity, type Subject } from "../model/index.ts";
import type { CollectedObject, KubernetesObject } from "./collected.ts";
import { asObject, type JsonObject } from "./json.ts";
import type { Completion } from "./pod-template-table.ts";
import { containerLists, knownPodTemplates, valueAt, type PodTemplates, type Pods } from "./pod-templates.ts";
import { findUnjudgedPods } from "./unjudged-pods.ts";

/** Kinds without a namespace; a custom resource that is not listed is taken to have one. */
const clusterScoped = new Set(
  (
    "Namespace Node PersistentVolume ClusterRole ClusterRoleBinding CustomResourceDefinition StorageClass IngressClass " +
    "PriorityClass RuntimeClass VolumeAttachment CSIDriver CSINode APIService MutatingWebhookConfiguration " +
    "ValidatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding MutatingAdmissionPolicy " +
    "MutatingAdmissionPolicyBinding CertificateSigningRequest ClusterTrustBundle FlowSchema PriorityLevelConfiguration " +
    "DeviceClass ResourceSlice ServiceCIDR IPAddress ComponentStatus PodSecurityPolicy ClusterIssuer " +
    "ClusterAnalysisTemplate ClusterTrainingRuntime ClusterWorkflowTemplate AdminNetworkPolicy BaselineAdminNetworkPolicy " +
    "ClusterNetworkPolicy"
  ).split(" "),
);

export interface NormaliseOptions {
  /** Gives a workload's input the object as it is written, too, which makes it twice as large. */
  readonly whole?: boolean;
  /** The kinds that carry pods. */
  readonly templates?: PodTemplates;
}

/**
 * The subjects that resource checks look at: one for each pod of a workload, else one for the object. `evidence` is the index
 * of the evidence that the object came from.
 */
export function normalise(
  object: CollectedObject,
  evidence: number,
  { whole = false, templates = knownPodTemplates }: NormaliseOptions = {},
): readonly [Subject, ...Subject[]] {
  const { value, locate } = object;
  const pods = templates.podsOf(value);
  const namePath = (path: readonly PathStep[]): string => namePathOf(value, path);
  const common = { resource: identityOf(object), evidence, location: locate([]), locate, namePath };
  // No object of Kubernetes' own groups holds a pod in two places.
  const unjudged =
    pods && !value.apiVersion.includes(".") ? [] : findUnjudgedPods(value, pods?.paths ?? []).map(namePath);
  const aside = unjudged.length > 0 && { unjudgedPods: unjudged };
  const subjects = (pods?.paths ?? []).map((path, index): Subject => {
    const input = { ...workloadInput(value, path, pods), ...(whole && { object: value }) };
    return {
      kind: "workload",
      ...common,
      ...(pods?.several && { pod: namePath(path) }),
      input,
      ...(index === 0 && aside),
    };
  });
  const [first, ...others] = subjects;
  if (first) return [first, ...others];
  return [{ kind: "object", ...common, input: whole ? undisguised(value) : value, ...aside }];
}

/** An object that is made up as a workload's input shows that it is not: what it has as its own object is itself. */
function undisguised(value: KubernetesObject): JsonObject {
  const isDisguised = Array.isArray(value["containers"]) && Array.isArray(asObject(value["pod"])["path"]);
  return isDisguised ? { ...value, object: value } : value;
}

/** Its name, with the namespace that it is in when it names none. */
export function identityOf({ value, defaultNamespace }: CollectedObject): ResourceIdentity {
  const { apiVersion, kind } = value;
  const metadata = asObject(value.metadata);
  const name = textOf(metadata["name"]) || textOf(metadata["generateName"]);
  const namespace = clusterScoped.has(kind) ? "" : textOf(metadata["namespace"]) || defaultNamespace;
  return { apiVersion, kind, namespace, name };
}

function workloadInput(value: KubernetesObject, path: readonly PathStep[], pods: Pods | undefined): JsonObject {
  const pod = asObject(valueAt(value, path));
  const { containers: _, initContainers: __, ephemeralContainers: ___, ...podSpec } = pod;
  const metadataPath = [...path.slice(0, -1), "metadata"];
  return {
    apiVersion: value.apiVersion,
    kind: value.kind,
    metadata: asObject(value.metadata),
    spec: path.length === 1 ? {} : ownerSpec(asObject(value["spec"]), pods?.owned),
    pod: {
      path,
      metadataPath,
      metadata: asObject(valueAt(value, metadataPath)),
      spec: podSpec,
      ...(ends(pod, pods?.runsToCompletion) && { runsToCompletion: true }),
    },
    containers: containersOf(pod, path),
  };
}

function ends({ restartPolicy }: JsonObject, completion: Completion | undefined): boolean {
  if (completion === "by-restart-policy") return restartPolicy === "Never" || restartPolicy === "OnFailure";
  return completion === "always";
}

function ownerSpec(spec: JsonObject, owned: ReadonlySet<string> = new Set()): JsonObject {
  let rest = spec;
  for (const key of owned) {
    const { [key]: owning, ...others } = rest;
    rest = key === "jobTemplate" ? { ...others, jobTemplate: { spec: jobSpec(owning) } } : others;
  }
  return rest;
}

/** What a template of Jobs says of them, without their pod template. */
function jobSpec(jobTemplate: unknown): JsonObject {
  const { template: _, ...job } = asObject(asObject(jobTemplate)["spec"]);
  return job;
}

function containersOf(pod: JsonObject, specPath: readonly PathStep[]): JsonObject[] {
  const containers: JsonObject[] = [];
  for (const [list, type] of containerLists) {
    const items = pod[list];
    if (!Array.isArray(items)) continue;
    for (const [index, item] of items.entries()) {
      const path: PathStep[] = [...specPath, list, index];
      containers.push({ ...asObject(item), type, path });
    }
  }
  return containers;
}

/** A name such as `123` without quotes is a number to YAML; the API server refuses it, but a report still has to name the object. */
function textOf(value: unknown): string {
  return typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : "";
}
