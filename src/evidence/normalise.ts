// Turns Kubernetes objects into subjects: a workload with its pod and all of its containers in one list, or the object as it is.
import { namePathOf, type PathStep, type ResourceIdentity, type Subject } from "../model/index.ts";
import type { CollectedObject, KubernetesObject } from "./collected.ts";

const podPaths: Readonly<Record<string, readonly string[]>> = {
  "v1/Pod": [],
  "v1/PodTemplate": ["template"],
  "v1/ReplicationController": ["spec", "template"],
  "apps/Deployment": ["spec", "template"],
  "apps/StatefulSet": ["spec", "template"],
  "apps/DaemonSet": ["spec", "template"],
  "apps/ReplicaSet": ["spec", "template"],
  "extensions/Deployment": ["spec", "template"],
  "extensions/DaemonSet": ["spec", "template"],
  "extensions/ReplicaSet": ["spec", "template"],
  "batch/Job": ["spec", "template"],
  "batch/CronJob": ["spec", "jobTemplate", "spec", "template"],
};

const containerLists = [
  ["initContainers", "init"],
  ["containers", "container"],
  ["ephemeralContainers", "ephemeral"],
] as const;

/** Kinds without a namespace; a custom resource that is not listed is taken to have one. */
const clusterScoped = new Set(
  (
    "Namespace Node PersistentVolume ClusterRole ClusterRoleBinding CustomResourceDefinition StorageClass IngressClass " +
    "PriorityClass RuntimeClass VolumeAttachment CSIDriver CSINode APIService MutatingWebhookConfiguration " +
    "ValidatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding " +
    "CertificateSigningRequest FlowSchema PriorityLevelConfiguration ClusterIssuer"
  ).split(" "),
);

export type JsonObject = Readonly<Record<string, unknown>>;

/** The subject that resource checks look at. `evidence` is the index of the evidence that the object came from. */
export function normalise(object: CollectedObject, evidence: number): Subject {
  const { value, locate } = object;
  const podPath = podPathOf(value);
  return {
    kind: podPath ? "workload" : "object",
    resource: identityOf(object),
    evidence,
    location: locate([]),
    input: podPath ? workloadInput(value, podPath) : value,
    locate,
    namePath: (path) => namePathOf(value, path),
  };
}

function podPathOf({ apiVersion, kind }: KubernetesObject): readonly string[] | undefined {
  const slash = apiVersion.indexOf("/");
  return podPaths[`${slash === -1 ? apiVersion : apiVersion.slice(0, slash)}/${kind}`];
}

function identityOf({ value, defaultNamespace }: CollectedObject): ResourceIdentity {
  const metadata = asObject(value.metadata);
  const name = textOf(metadata["name"]) || textOf(metadata["generateName"]);
  const namespace = clusterScoped.has(value.kind) ? "" : textOf(metadata["namespace"]) || defaultNamespace;
  return { apiVersion: value.apiVersion, kind: value.kind, namespace, name };
}

function workloadInput(value: KubernetesObject, templatePath: readonly string[]): JsonObject {
  const template = asObject(templatePath.reduce<unknown>((parent, step) => asObject(parent)[step], value));
  const pod = asObject(template["spec"]);
  const specPath = [...templatePath, "spec"];
  return {
    apiVersion: value.apiVersion,
    kind: value.kind,
    metadata: asObject(value.metadata),
    spec: templatePath.length === 0 ? {} : without(asObject(value["spec"]), ["template", "jobTemplate"]),
    pod: {
      path: specPath,
      metadataPath: [...templatePath, "metadata"],
      metadata: asObject(template["metadata"]),
      spec: without(pod, ["containers", "initContainers", "ephemeralContainers"]),
    },
    containers: containersOf(pod, specPath),
  };
}

function containersOf(pod: JsonObject, specPath: readonly string[]): JsonObject[] {
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

function without(object: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([field]) => !fields.includes(field)));
}

export function asObject(value: unknown): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
