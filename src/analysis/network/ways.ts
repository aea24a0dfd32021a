// Reads what opens a cluster: Services, Ingresses, routes of the Gateway API and of OpenShift.
import type { PathStep, Subject } from "../../model/index.ts";
import { asList, asObject, textOf, valuesAt, type JsonObject } from "../json.ts";
import { referencesOf } from "../references.ts";
import { isPort } from "./policy-parts.ts";
import { protocolOf, type Protocol } from "./port-set.ts";

export interface ServicePort {
  readonly path: readonly PathStep[];
  readonly name: string;
  readonly port: number;
  readonly target: string | number;
  readonly protocol: Protocol;
}

export interface ServiceFacts {
  readonly type: string;
  readonly selector: JsonObject;
  readonly externalIPs: boolean;
  /** Its load balancer is one of the provider's inner network. */
  readonly internal: boolean;
  readonly sourceRanges: readonly string[];
  readonly ports: readonly ServicePort[];
}

/** A rule of an Ingress or a route, and the Service behind it. */
export interface RouteFacts {
  readonly path: readonly PathStep[];
  readonly host: string;
  readonly namespace: string;
  readonly name: string;
  /** Of the Service, by number or name; or that of its pods. */
  readonly port?: string | number;
  readonly targetPort?: string | number;
}

const gatewayRoutes = ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"];

export function isRoute(group: string, kind: string): boolean {
  if (group === "networking.k8s.io" || group === "extensions") return kind === "Ingress";
  if (group === "route.openshift.io") return kind === "Route";
  return group === "gateway.networking.k8s.io" && gatewayRoutes.includes(kind);
}

/** A port of a Service that the API server calls. */
export type CallFacts = Pick<RouteFacts, "namespace" | "name"> & { readonly port: string | number };

const calling = new Set([
  "admissionregistration.k8s.io/MutatingWebhookConfiguration",
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
  "apiextensions.k8s.io/CustomResourceDefinition",
  "apiregistration.k8s.io/APIService",
]);

export function makesCalls(group: string, kind: string): boolean {
  return calling.has(`${group}/${kind}`);
}

/** What the API server calls for webhooks, conversions and aggregated APIs. */
export function callsOf(subject: Subject): readonly CallFacts[] {
  return referencesOf(subject).flatMap(({ role, namespace, name, port }) =>
    role === "service" ? [{ namespace, name, port: port?.port ?? 443 }] : [],
  );
}

export function serviceOf(object: JsonObject): ServiceFacts {
  const spec = asObject(object["spec"]);
  const annotations = asObject(asObject(object["metadata"])["annotations"]);
  const texts = (field: string) => asList(spec[field]).flatMap((text) => textOf(text) ?? []);
  return {
    type: textOf(spec["type"]) ?? "ClusterIP",
    selector: asObject(spec["selector"]),
    externalIPs: texts("externalIPs").length > 0,
    internal: Object.entries(annotations).some(([key, value]) => isInternal(key, value)),
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

/** As the large providers say it. */
function isInternal(key: string, value: unknown): boolean {
  if (key.endsWith("load-balancer-internal")) return value !== "false";
  if (/load-balancer-(?:type|scheme)$/.test(key)) return /^internal$/i.test(String(value));
  return false;
}

/** The Services that an Ingress or a route sends to. */
export function routesOf(subject: Subject): readonly RouteFacts[] {
  const { resource, input } = subject;
  const object = asObject(input);
  if (resource.kind === "Route") return openShiftRoutes(object, resource.namespace);
  const references = referencesOf(subject);
  // A route that names no Gateway is attached to nothing, and one that names a Service is for those inside.
  const parents = references.filter(({ role }) => role === "parent");
  if (resource.kind !== "Ingress" && !parents.some(({ kind }) => kind !== "Service")) return [];
  return references.flatMap(({ role, kind, path, namespace, name, port }) => {
    if (role !== "backend" || kind !== "Service") return [];
    const host = resource.kind === "Ingress" ? ingressHost(object, path) : hostnames(object);
    return [{ path, host, namespace, name, ...(port && { port: port.port }) }];
  });
}

function ingressHost(object: JsonObject, [, list, index]: readonly PathStep[]): string {
  if (list !== "rules") return "";
  return textOf(asObject(asList(asObject(object["spec"])["rules"])[Number(index)])["host"]) ?? "";
}

function hostnames(object: JsonObject): string {
  return asList(asObject(object["spec"])["hostnames"])
    .flatMap((name) => textOf(name) ?? [])
    .join(", ");
}

function openShiftRoutes(object: JsonObject, namespace: string): readonly RouteFacts[] {
  const host = textOf(asObject(object["spec"])["host"]) ?? "";
  const { targetPort } = asObject(asObject(object["spec"])["port"]);
  const isGiven = typeof targetPort === "string" || typeof targetPort === "number";
  return ["spec.to", "spec.alternateBackends.*"].flatMap((pattern) =>
    valuesAt(object, pattern).flatMap(({ path, value }) => {
      const name = textOf(asObject(value)["name"]);
      if (name === undefined) return [];
      return [{ path: [...path, "name"], host, namespace, name, ...(isGiven && { targetPort }) }];
    }),
  );
}
