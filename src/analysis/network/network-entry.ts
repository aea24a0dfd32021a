// Keeps of each object what the network graph needs: pods, labels of namespaces, policies, and ways in from outside.
import type { Location, PathStep, ResourceIdentity, Subject } from "../../model/index.ts";
import { asList, asObject, detached, textOf, type JsonObject } from "../json.ts";
import { labelsOf, type Labels } from "../label-selectors.ts";
import { placesOf, type Places } from "../places.ts";
import { groupOf } from "../reference.ts";
import type { Policy } from "./policy.ts";
import { mayRunPods } from "./foreign-pods.ts";
import { Refused, isPort } from "./policy-parts.ts";
import { protocolOf, type Protocol } from "./port-set.ts";
import {
  callsOf,
  isRoute,
  makesCalls,
  routesOf,
  serviceOf,
  type CallFacts,
  type RouteFacts,
  type ServiceFacts,
} from "./ways.ts";
import { clusterPolicyKinds, readClusterPolicy } from "./read-cluster-policy.ts";
import { readNetworkPolicy } from "./read-network-policy.ts";

export interface PodPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** On the address of the node. */
  readonly hostPort?: number;
  readonly path: readonly PathStep[];
}

/** A pod of a workload, as the network sees it. */
export interface NetworkPod {
  readonly path: readonly PathStep[];
  /** Which pod of its object it is, where there may be several. */
  readonly pod?: string;
  readonly labels: Labels;
  readonly hostNetwork: boolean;
  readonly ports: readonly PodPort[];
  readonly images: readonly string[];
}

interface Facts {
  readonly pods?: readonly NetworkPod[];
  readonly isNamespace?: true;
  readonly policy?: Policy;
  /** Why a policy is none. */
  readonly refused?: string;
  readonly service?: ServiceFacts;
  readonly routes?: readonly RouteFacts[];
  readonly calls?: readonly CallFacts[];
  /** A controller runs pods for it that are not in the evidence. */
  readonly isForeign?: true;
}

export interface NetworkEntry extends Facts {
  readonly subject: number;
  readonly resource: ResourceIdentity;
  readonly evidence: number;
  readonly location: Location;
  readonly labels: Labels;
  readonly places: Places;
}

/** The object that these subjects are of, or nothing when the network does not know its kind. */
export function networkEntryOf(
  subjects: readonly [Subject, ...Subject[]],
  index: number,
  detach: boolean,
): NetworkEntry | undefined {
  const [first] = subjects;
  const own: <T>(value: T) => T = detach ? detached : (value) => value;
  const facts = factsOf(subjects, own);
  if (!facts) return undefined;
  const { resource, evidence, location } = first;
  const metadata = asObject(asObject(first.input)["metadata"]);
  const { pods, policy, ...rest } = facts;
  return {
    ...own(rest),
    // It was read from a copy; and blocks of addresses are no JSON.
    ...(policy && { policy }),
    ...(pods && { pods: pods.map(({ labels, ...pod }) => ({ ...own(pod), labels: new Map(own([...labels])) })) }),
    subject: index,
    resource: own(resource),
    evidence,
    location,
    labels: labelsOf(own(metadata["labels"] ?? {})),
    places: placesOf(first, placedPaths(facts)),
  };
}

function factsOf(subjects: readonly [Subject, ...Subject[]], own: <T>(value: T) => T): Facts | undefined {
  const [first] = subjects;
  const { kind: subjectKind, resource, input } = first;
  if (subjectKind === "workload") return { pods: subjects.map(podOf) };
  const { kind, apiVersion } = resource;
  const group = groupOf(apiVersion);
  const spec = asObject(input)["spec"];
  if (group === "" && kind === "Namespace") return { isNamespace: true };
  if (group === "" && kind === "Service") return { service: serviceOf(asObject(input)) };
  if (group === "networking.k8s.io" && kind === "NetworkPolicy") return policyFacts(() => readNetworkPolicy(own(spec)));
  if (group === "policy.networking.k8s.io" && clusterPolicyKinds.includes(kind))
    return policyFacts(() => readClusterPolicy(kind, resource.name, own(spec)));
  if (isRoute(group, kind)) return { routes: routesOf(first) };
  if (makesCalls(group, kind)) return callFacts(callsOf(first));
  if (mayRunPods(group, kind)) return { isForeign: true };
  return undefined;
}

function callFacts(calls: readonly CallFacts[]): Facts | undefined {
  return calls.length > 0 ? { calls } : undefined;
}

function policyFacts(read: () => Policy): Facts {
  try {
    return { policy: read() };
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return { refused: thrown.message };
  }
}

function podOf({ resource, input, pod }: Subject): NetworkPod {
  const workload = asObject(input);
  const { path, metadata, spec } = asObject(workload["pod"]);
  const containers = asList(workload["containers"]).map(asObject);
  return {
    path: asList(path) as readonly PathStep[],
    ...(pod !== undefined && { pod }),
    labels: new Map([...labelsOfJob(resource), ...labelsOf(asObject(metadata)["labels"])]),
    hostNetwork: asObject(spec)["hostNetwork"] === true,
    ports: containers.filter(runs).flatMap(portsOfContainer),
    images: containers.filter(runs).flatMap(({ image }) => textOf(image) ?? []),
  };
}

/** A Job's controller labels its pods by its name. */
function labelsOfJob({ apiVersion, kind, name }: ResourceIdentity): Labels {
  const isJob = groupOf(apiVersion) === "batch" && kind === "Job";
  return new Map(isJob ? ["job-name", "batch.kubernetes.io/job-name"].map((key) => [key, name]) : []);
}

/** Init containers are gone when the pod is reached, but for sidecars. */
function runs({ type, restartPolicy }: JsonObject): boolean {
  return type !== "init" || restartPolicy === "Always";
}

function portsOfContainer(container: JsonObject): readonly PodPort[] {
  return asList(container["ports"]).flatMap((item, index) => {
    const { name, containerPort, protocol: written, hostPort } = asObject(item);
    const protocol = protocolOf(written);
    if (!isPort(containerPort) || !protocol) return [];
    const path = [...(asList(container["path"]) as readonly PathStep[]), "ports", index];
    return [{ name: textOf(name) ?? "", port: containerPort, protocol, path, ...(isPort(hostPort) && { hostPort }) }];
  });
}

/** What findings about the network point at. */
function placedPaths({ pods, policy, service, routes }: Facts): readonly (readonly PathStep[])[] {
  const rules = [...(policy?.ingress ?? []), ...(policy?.egress ?? [])];
  return [
    ...(pods ?? []).flatMap(({ path, ports }) => [
      path,
      [...path, "hostNetwork"],
      ...ports.filter(({ hostPort }) => hostPort !== undefined).map((port) => port.path),
    ]),
    ...rules.flatMap(({ path, peers, ports }) => [
      path,
      ...(peers ?? []).map((peer) => peer.path),
      ...(ports ?? []).map((port) => port.path),
    ]),
    ...(policy ? [["spec"], ["spec", "podSelector"], ["spec", "subject"]] : []),
    ...(service ? [["spec", "type"], ...service.ports.map(({ path }) => path)] : []),
    ...(routes ?? []).map(({ path }) => path),
  ];
}
