// Turns Kubernetes objects into subjects: a workload with its pod and all of its containers in one list, or the object as it is.
import { namePathOf, type PathStep, type ResourceIdentity, type Subject } from "../model/index.ts";
import type { CollectedObject, KubernetesObject } from "./collected.ts";
import { containerLists, isMapping, podPathOf } from "./pod-templates.ts";

/** Kinds without a namespace; a custom resource that is not listed is taken to have one. */
const clusterScoped = new Set(
  (
    "Namespace Node PersistentVolume ClusterRole ClusterRoleBinding CustomResourceDefinition StorageClass IngressClass " +
    "PriorityClass RuntimeClass VolumeAttachment CSIDriver CSINode APIService MutatingWebhookConfiguration " +
    "ValidatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding MutatingAdmissionPolicy " +
    "MutatingAdmissionPolicyBinding CertificateSigningRequest ClusterTrustBundle FlowSchema PriorityLevelConfiguration " +
    "DeviceClass ResourceSlice ServiceCIDR IPAddress ComponentStatus PodSecurityPolicy ClusterIssuer"
  ).split(" "),
);

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The subject that resource checks look at. `evidence` is the index of the evidence that the object came from; `whole` gives
 * a workload's input the object as it is written, too, which makes it twice as large.
 */
export function normalise(object: CollectedObject, evidence: number, whole = false): Subject {
  const { value, locate } = object;
  const podPath = podPathOf(value);
  return {
    kind: podPath ? "workload" : "object",
    resource: identityOf(object),
    evidence,
    location: locate([]),
    input: podPath ? { ...workloadInput(value, podPath), ...(whole && { object: value }) } : value,
    locate,
    namePath: (path) => namePathOf(value, path),
  };
}

function identityOf({ value, defaultNamespace }: CollectedObject): ResourceIdentity {
  const { apiVersion, kind } = value;
  const metadata = asObject(value.metadata);
  const name = textOf(metadata["name"]) || textOf(metadata["generateName"]);
  const namespace = clusterScoped.has(kind) ? "" : textOf(metadata["namespace"]) || defaultNamespace;
  return { apiVersion, kind, namespace, name };
}

function workloadInput(value: KubernetesObject, templatePath: readonly string[]): JsonObject {
  let template: JsonObject = value;
  for (const step of templatePath) template = asObject(template[step]);
  const pod = asObject(template["spec"]);
  const { containers: _, initContainers: __, ephemeralContainers: ___, ...podSpec } = pod;
  const path = [...templatePath, "spec"];
  return {
    apiVersion: value.apiVersion,
    kind: value.kind,
    metadata: asObject(value.metadata),
    spec: templatePath.length === 0 ? {} : ownerSpec(asObject(value["spec"])),
    pod: {
      path,
      metadataPath: [...templatePath, "metadata"],
      metadata: asObject(template["metadata"]),
      spec: podSpec,
    },
    containers: containersOf(pod, path),
  };
}

/** Without the pod template, also where it is part of a template of Jobs, whose own settings stay. */
function ownerSpec({ template: _, jobTemplate, ...spec }: JsonObject): JsonObject {
  if (jobTemplate === undefined) return spec;
  const { template: __, ...job } = asObject(asObject(jobTemplate)["spec"]);
  return { ...spec, jobTemplate: { spec: job } };
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

function asObject(value: unknown): JsonObject {
  return isMapping(value) ? value : {};
}

/** A name such as `123` without quotes is a number to YAML; the API server refuses it, but a report still has to name the object. */
function textOf(value: unknown): string {
  return typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : "";
}
