// Which kinds of objects refer to others, as a table, and what a subject refers to.
import type { Subject } from "../model/index.ts";
import { asObject } from "./json.ts";
import {
  ingressReferences,
  routeReferences,
  scaleReferences,
  serviceReferences,
  type Place,
} from "./object-references.ts";
import { podReferences } from "./pod-references.ts";
import { groupOf, type Reference } from "./reference.ts";

/** Kinds that refer to others, by `group/kind`. */
const places: Readonly<Record<string, Place>> = {
  "networking.k8s.io/Ingress": ingressReferences,
  "extensions/Ingress": ingressReferences,
  "gateway.networking.k8s.io/HTTPRoute": routeReferences,
  "gateway.networking.k8s.io/GRPCRoute": routeReferences,
  "gateway.networking.k8s.io/TLSRoute": routeReferences,
  "gateway.networking.k8s.io/TCPRoute": routeReferences,
  "gateway.networking.k8s.io/UDPRoute": routeReferences,
  "autoscaling/HorizontalPodAutoscaler": scaleReferences("spec.scaleTargetRef"),
  "autoscaling.k8s.io/VerticalPodAutoscaler": scaleReferences("spec.targetRef"),
  "keda.sh/ScaledObject": scaleReferences("spec.scaleTargetRef"),
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration": serviceReferences("webhooks.*.clientConfig.service"),
  "admissionregistration.k8s.io/MutatingWebhookConfiguration": serviceReferences("webhooks.*.clientConfig.service"),
  "apiregistration.k8s.io/APIService": serviceReferences("spec.service"),
  "apiextensions.k8s.io/CustomResourceDefinition": serviceReferences("spec.conversion.webhook.clientConfig.service"),
};

/** The references of a subject, in the order in which they are written. */
export function referencesOf({ kind, resource, input }: Subject): readonly Reference[] {
  const object = asObject(input);
  if (kind === "workload") return podReferences(object, resource.namespace, resource.kind);
  return places[`${groupOf(resource.apiVersion)}/${resource.kind}`]?.(object, resource.namespace) ?? [];
}
