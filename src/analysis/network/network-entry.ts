// Keeps of each object what the network graph needs: pods, labels of namespaces, policies, and ways in from outside.
import type { Location, PathStep, ResourceIdentity, Subject } from "../../model/index.ts";
import { asList, asObject, detached, textOf, valuesAt, type JsonObject } from "../json.ts";
import { labelsOf, type Labels } from "../label-selectors.ts";
import { placesOf, type Places } from "../places.ts";
import { groupOf } from "../reference.ts";
import { referencesOf } from "../references.ts";
import type { Policy } from "./policy.ts";
import { Refused } from "./policy-parts.ts";
import { protocolOf, type Protocol } from "./port-set.ts";
import { clusterPolicyKinds, readClusterPolicy } from "./read-cluster-policy.ts";
import { isPort, readNetworkPolicy } from "./read-network-policy.ts";

export interface PodPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** On the address of the node. */
  readonly hostPort?: number;
}

/** A pod of a workload, as the network sees it. */
export interface NetworkPod {
  readonly path: readonly PathStep[];
  readonly labels: Labels;
  readonly hostNetwork: boolean;
  readonly ports: readonly PodPort[];
  readonly images: readonly string[];
}

export interface ServiceFacts {
  readonly type: string;
  readonly selector: JsonObject;
  readonly externalIPs: boolean;
  readonly sourceRanges: readonly string[];
  readonly ports: readonly {
    readonly path: readonly PathStep[];
    readonly name: string;
    readonly port: number;
    readonly target: string | number;
    readonly protocol: Protocol;
  }[];
}

/** A rule of an Ingress or a route, and the Service behind it. */
export interface RouteFacts {
  readonly path: readonly PathStep[];
  readonly namespace: string;
  readonly name: string;
  readonly port: string | number | undefined;
}

interface Facts {
  readonly pods?: readonly NetworkPod[];
  readonly isNamespace?: true;
  readonly policy?: Policy;
  /** Why a policy is none. */
  readonly refused?: string;
  readonly service?: ServiceFacts;
  readonly routes?: readonly RouteFacts[];
}

export interface NetworkEntry extends Facts {
  readonly subject: number;
  readonly resource: ResourceIdentity;
  readonly evidence: number;
  readonly location: Location;
  readonly labels: Labels;
  readonly places: Places;
}

const routeKinds = ["Ingress", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"];

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
  if (subjectKind === "workload") return { pods: subjects.map(({ input: workload }) => podOf(asObject(workload))) };
  const { kind, apiVersion } = resource;
  const group = groupOf(apiVersion);
  const spec = asObject(input)["spec"];
  if (group === "" && kind === "Namespace") return { isNamespace: true };
  if (group === "" && kind === "Service") return { service: serviceOf(asObject(spec)) };
  if (group === "networking.k8s.io" && kind === "NetworkPolicy") return policyFacts(() => readNetworkPolicy(own(spec)));
  if (group === "policy.networking.k8s.io" && clusterPolicyKinds.includes(kind))
    return policyFacts(() => readClusterPolicy(kind, own(spec)));
  if (routeKinds.includes(kind) && /^(?:networking|gateway\.networking|extensions)/.test(group))
    return { routes: routesOf(first) };
  return undefined;
}

function policyFacts(read: () => Policy): Facts {
  try {
    return { policy: read() };
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return { refused: thrown.message };
  }
}

function podOf(input: JsonObject): NetworkPod {
  const { path, metadata, spec } = asObject(input["pod"]);
  const containers = asList(input["containers"]).map(asObject);
  return {
    path: asList(path) as readonly PathStep[],
    labels: labelsOf(asObject(metadata)["labels"]),
    hostNetwork: asObject(spec)["hostNetwork"] === true,
    ports: containers.filter(runs).flatMap((container) => asList(container["ports"]).flatMap(podPort)),
    images: containers.flatMap(({ image }) => textOf(image) ?? []),
  };
}

/** Init containers are gone when the pod is reached, but for sidecars. */
function runs({ type, restartPolicy }: JsonObject): boolean {
  return type !== "init" || restartPolicy === "Always";
}

function podPort(value: unknown): readonly PodPort[] {
  const { name, containerPort, protocol: written, hostPort } = asObject(value);
  const protocol = protocolOf(written);
  if (!isPort(containerPort) || !protocol) return [];
  return [{ name: textOf(name) ?? "", port: containerPort, protocol, ...(isPort(hostPort) && { hostPort }) }];
}

function serviceOf(spec: JsonObject): ServiceFacts {
  const texts = (field: string) => asList(spec[field]).flatMap((text) => textOf(text) ?? []);
  return {
    type: textOf(spec["type"]) ?? "ClusterIP",
    selector: asObject(spec["selector"]),
    externalIPs: texts("externalIPs").length > 0,
    sourceRanges: texts("loadBalancerSourceRanges"),
    ports: valuesAt(spec, "ports.*").flatMap(({ path, value }) => {
      const { name, port, targetPort, protocol: written } = asObject(value);
      const protocol = protocolOf(written);
      if (!isPort(port) || !protocol) return [];
      const target = isPort(targetPort) ? targetPort : (textOf(targetPort) ?? port);
      return [{ path: ["spec", ...path], name: textOf(name) ?? "", port, target, protocol }];
    }),
  };
}

/** The Services that an Ingress or a route sends to, as relations know them. */
function routesOf(subject: Subject): readonly RouteFacts[] {
  return referencesOf(subject).flatMap(({ role, kind, path, namespace, name, port }) =>
    role === "backend" && kind === "Service" ? [{ path, namespace, name, port: port?.port }] : [],
  );
}

/** What findings about the network point at. */
function placedPaths({ pods, policy, service, routes }: Facts): readonly (readonly PathStep[])[] {
  const rules = [...(policy?.ingress ?? []), ...(policy?.egress ?? [])];
  return [
    ...(pods ?? []).flatMap(({ path }) => [path, [...path, "hostNetwork"]]),
    ...rules.flatMap(({ path, peers, ports }) => [
      path,
      ...(peers ?? []).map((peer) => peer.path),
      ...(ports ?? []).map((port) => port.path),
    ]),
    ...(policy ? [["spec"], ["spec", "podSelector"], ["spec", "subject"]] : []),
    ...(service ? service.ports.map(({ path }) => path) : []),
    ...(routes ?? []).map(({ path }) => path),
  ];
}
