// Keeps of each object what RBAC needs: roles, bindings, accounts, the pods that run as them, and where it stands.
import type { Location, PathStep, ResourceIdentity, Subject } from "../../model/index.ts";
import { asList, asObject, detached, textOf, valuesAt, type JsonObject } from "../json.ts";
import { labelsOf, type Labels } from "../label-selectors.ts";
import { placesOf, type Places } from "../places.ts";
import { groupOf } from "../reference.ts";
import { rulesOf, type PlacedRule } from "./rules.ts";
import { subjectsOf, type AccessSubject } from "./subjects.ts";

/** A pod, and whether a token of its account gets into it. */
export interface PodAccount {
  readonly path: readonly PathStep[];
  /** Name of its ServiceAccount. */
  readonly account: string;
  /** What the pod itself says of automounting; null when it says nothing. */
  readonly automount: boolean | null;
  /** Where a container mounts a token that the pod projects; absent when none does. */
  readonly projected?: readonly PathStep[];
}

/** What an object means for RBAC; absent parts are those that its kind does not have. */
interface Facts {
  readonly role?: { readonly rules: readonly PlacedRule[]; readonly aggregation?: readonly unknown[] };
  readonly binding?: {
    readonly role: { readonly kind: "Role" | "ClusterRole"; readonly name: string };
    readonly subjects: readonly { readonly index: number; readonly subject: AccessSubject }[];
  };
  readonly account?: { readonly automount: boolean | null };
  /** Name of the ServiceAccount whose token a Secret holds. */
  readonly tokenOf?: string;
  readonly pods?: readonly PodAccount[];
  /** The level of the Pod Security Standards that a Namespace enforces; empty for none. */
  readonly podSecurity?: string;
}

export interface AccessEntry extends Facts {
  /** Index of its subject. */
  readonly subject: number;
  readonly resource: ResourceIdentity;
  readonly evidence: number;
  readonly location: Location;
  readonly labels: Labels;
  readonly places: Places;
}

const rbac = "rbac.authorization.k8s.io";
const enforce = "pod-security.kubernetes.io/enforce";

/**
 * The object that these subjects are of, or nothing when it means nothing to RBAC; `index` is that of the first subject.
 * With `detach` no text stays a slice of its document.
 */
export function accessEntryOf(
  subjects: readonly [Subject, ...Subject[]],
  index: number,
  detach: boolean,
): AccessEntry | undefined {
  const [first] = subjects;
  const facts = factsOf(subjects);
  if (!facts) return undefined;
  const { resource, evidence, location } = first;
  const metadata = asObject(asObject(first.input)["metadata"]);
  const kept = { ...facts, subject: index, resource, evidence, location, labels: asObject(metadata["labels"]) };
  const own = detach ? detached(kept) : kept;
  return { ...own, labels: labelsOf(own.labels), places: placesOf(first, placedPaths(facts)) };
}

function factsOf(subjects: readonly [Subject, ...Subject[]]): Facts | undefined {
  const [{ kind: subjectKind, resource, input }] = subjects;
  if (subjectKind === "workload") return { pods: subjects.map(({ input: workload }) => podOf(asObject(workload))) };
  const object = asObject(input);
  switch (`${groupOf(resource.apiVersion)}/${resource.kind}`) {
    case `${rbac}/Role`:
    case `${rbac}/ClusterRole`:
      return { role: { rules: rulesOf(object), ...aggregationOf(object, resource.kind) } };
    case `${rbac}/RoleBinding`:
    case `${rbac}/ClusterRoleBinding`:
      return { binding: { role: roleOf(object, resource.kind), subjects: subjectsOf(object, resource.namespace) } };
    case "/ServiceAccount":
      return { account: { automount: flagOf(object["automountServiceAccountToken"]) } };
    case "/Namespace":
      return { podSecurity: textOf(labelOf(object, enforce)) ?? "" };
    case "/Secret":
      return tokenSecretOf(object);
    default:
      return undefined;
  }
}

function aggregationOf(object: JsonObject, kind: string): Pick<NonNullable<Facts["role"]>, "aggregation"> {
  const rule = object["aggregationRule"];
  if (kind !== "ClusterRole" || typeof rule !== "object" || rule === null) return {};
  return { aggregation: asList(asObject(rule)["clusterRoleSelectors"]) };
}

/** A ClusterRoleBinding can only name a ClusterRole; what is neither names a role that is not there. */
function roleOf(object: JsonObject, kind: string): NonNullable<Facts["binding"]>["role"] {
  const { kind: named, name } = asObject(object["roleRef"]);
  return {
    kind: named === "Role" && kind === "RoleBinding" ? "Role" : "ClusterRole",
    name: textOf(name) ?? "",
  };
}

function tokenSecretOf(object: JsonObject): Facts | undefined {
  if (object["type"] !== "kubernetes.io/service-account-token") return undefined;
  const annotations = asObject(asObject(object["metadata"])["annotations"]);
  return { tokenOf: textOf(annotations["kubernetes.io/service-account.name"]) ?? "" };
}

function labelOf(object: JsonObject, key: string): unknown {
  return asObject(asObject(object["metadata"])["labels"])[key];
}

function podOf(input: JsonObject): PodAccount {
  const { path, spec } = asObject(input["pod"]);
  const base = asList(path) as readonly PathStep[];
  const { serviceAccountName, serviceAccount, automountServiceAccountToken } = asObject(spec);
  const projected = projectedToken(asObject(spec), input, base);
  return {
    path: base,
    account: textOf(serviceAccountName) ?? textOf(serviceAccount) ?? "default",
    automount: flagOf(automountServiceAccountToken),
    ...(projected && { projected }),
  };
}

/** Where the volume stands with which a container gets a token. Its audience may be any: what the API server takes, no manifest says. */
function projectedToken(
  spec: JsonObject,
  input: JsonObject,
  base: readonly PathStep[],
): readonly PathStep[] | undefined {
  const mounted = new Set(valuesAt(input, "containers.*.volumeMounts.*.name").map(({ value }) => value));
  const found = valuesAt(spec, "volumes.*.projected.sources.*.serviceAccountToken").find(({ path }) => {
    const volume = asObject(asList(spec["volumes"])[Number(path[1])]);
    return mounted.has(volume["name"]);
  });
  return found && [...base, ...found.path];
}

function flagOf(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

/** What findings about access point at. */
function placedPaths({ role, binding, pods }: Facts): readonly (readonly PathStep[])[] {
  return [
    ...(role ? [...role.rules.map(({ path }) => path), ["aggregationRule"]] : []),
    ...(binding ? [["roleRef"], ...binding.subjects.map(({ index }) => ["subjects", index])] : []),
    ...(pods ?? []).flatMap(({ path, projected }) => [
      path,
      [...path, "serviceAccountName"],
      [...path, "automountServiceAccountToken"],
      ...(projected ? [projected] : []),
    ]),
  ];
}
