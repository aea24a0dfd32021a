// What objects refer to by name: a table of places for each kind, and what a pod refers to.
import type { PathStep, Subject } from "../model/index.ts";
import { asList, asObject, textOf, valuesAt, type JsonObject } from "./json.ts";

/** One name that an object gives, and of which kind the object is that it means. */
export interface Reference {
  /** What the name is for, such as `config-map` or `backend`. */
  readonly role: string;
  /** Where the name stands. */
  readonly path: readonly PathStep[];
  readonly group: string;
  readonly kind: string;
  /** Empty for kinds without a namespace. */
  readonly namespace: string;
  readonly name: string;
  /** The object says itself that it does without. */
  readonly optional: boolean;
  /** Keys of a ConfigMap or Secret that it takes. */
  readonly keys: readonly { readonly key: string; readonly path: readonly PathStep[] }[];
  /** The port of a Service, by number or name. */
  readonly port?: { readonly port: string | number; readonly path: readonly PathStep[] };
}

type Place = (object: JsonObject, namespace: string) => readonly Reference[];

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

/** The group of an `apiVersion`, empty for the core. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

function reference(
  to: Pick<Reference, "role" | "path" | "kind" | "namespace" | "name"> & Partial<Reference>,
): Reference {
  return { group: "", optional: false, keys: [], ...to };
}

/** Reads a name below `parent`, if there is one. */
function named(
  parent: { readonly path: readonly PathStep[]; readonly value: unknown },
  field: string,
  to: Pick<Reference, "role" | "kind" | "namespace"> & Partial<Reference>,
): readonly Reference[] {
  const name = textOf(asObject(parent.value)[field]);
  return name === undefined ? [] : [reference({ ...to, path: [...parent.path, field], name })];
}

const configMap = { role: "config-map", kind: "ConfigMap" } as const;
const secret = { role: "secret", kind: "Secret" } as const;

function podReferences(input: JsonObject, namespace: string, owner: string): readonly Reference[] {
  const { path: podPath, spec: podSpec } = asObject(input["pod"]);
  const base = asList(podPath) as readonly PathStep[];
  const spec = asObject(podSpec);
  const whole = { path: base, value: spec };
  const list = (pattern: string) =>
    valuesAt(spec, pattern).map(({ path, value }) => ({ path: [...base, ...path], value }));
  return [
    ...asList(input["containers"]).flatMap((container) => containerReferences(asObject(container), namespace)),
    ...list("volumes.*").flatMap((volume) => volumeReferences(volume, namespace)),
    ...named(whole, "serviceAccountName", { role: "service-account", kind: "ServiceAccount", namespace }),
    ...named(whole, "priorityClassName", {
      role: "priority-class",
      kind: "PriorityClass",
      group: "scheduling.k8s.io",
      namespace: "",
    }),
    ...list("imagePullSecrets.*").flatMap((item) => named(item, "name", { ...secret, role: "pull-secret", namespace })),
    ...(owner === "StatefulSet"
      ? named({ path: ["spec"], value: input["spec"] }, "serviceName", {
          role: "governing-service",
          kind: "Service",
          namespace,
        })
      : []),
  ];
}

function containerReferences(container: JsonObject, namespace: string): readonly Reference[] {
  const base = asList(container["path"]) as readonly PathStep[];
  const found: Reference[] = [];
  for (const [index, item] of asList(container["env"]).entries()) {
    const from = asObject(asObject(item)["valueFrom"]);
    for (const [field, to] of [
      ["configMapKeyRef", configMap],
      ["secretKeyRef", secret],
    ] as const) {
      const source = asObject(from[field]);
      const path = [...base, "env", index, "valueFrom", field];
      const key = textOf(source["key"]);
      const keys = key === undefined ? [] : [{ key, path: [...path, "key"] }];
      found.push(
        ...named({ path, value: source }, "name", { ...to, namespace, optional: source["optional"] === true, keys }),
      );
    }
  }
  for (const [index, item] of asList(container["envFrom"]).entries()) {
    for (const [field, to] of [
      ["configMapRef", configMap],
      ["secretRef", secret],
    ] as const) {
      const source = asObject(asObject(item)[field]);
      const path = [...base, "envFrom", index, field];
      found.push(
        ...named({ path, value: source }, "name", { ...to, namespace, optional: source["optional"] === true }),
      );
    }
  }
  return found;
}

interface Found {
  readonly path: readonly PathStep[];
  readonly value: unknown;
}

function volumeReferences({ path, value }: Found, namespace: string): readonly Reference[] {
  const { configMap: map, secret: hidden, persistentVolumeClaim: claim, projected } = asObject(value);
  const sources = asList(asObject(projected)["sources"]).flatMap((source, index) => {
    const { configMap: projectedMap, secret: projectedSecret } = asObject(source);
    const at = [...path, "projected", "sources", index];
    return [
      ...sourceReferences({ path: [...at, "configMap"], value: projectedMap }, "name", configMap, namespace),
      ...sourceReferences({ path: [...at, "secret"], value: projectedSecret }, "name", secret, namespace),
    ];
  });
  return [
    ...sourceReferences({ path: [...path, "configMap"], value: map }, "name", configMap, namespace),
    ...sourceReferences({ path: [...path, "secret"], value: hidden }, "secretName", secret, namespace),
    ...named({ path: [...path, "persistentVolumeClaim"], value: claim }, "claimName", {
      role: "volume-claim",
      kind: "PersistentVolumeClaim",
      namespace,
    }),
    ...sources,
  ];
}

/** A volume made of a ConfigMap or Secret, with the keys that it names. */
function sourceReferences(
  source: Found,
  field: string,
  to: { readonly role: string; readonly kind: string },
  namespace: string,
): readonly Reference[] {
  const { optional, items } = asObject(source.value);
  const keys = asList(items).flatMap((item, index) => {
    const key = textOf(asObject(item)["key"]);
    return key === undefined ? [] : [{ key, path: [...source.path, "items", index, "key"] }];
  });
  return named(source, field, { ...to, namespace, optional: optional === true, keys });
}

/** Backends in both forms: `service.name` with `port.number` or `port.name`, and `serviceName` with `servicePort`. */
function ingressReferences(object: JsonObject, namespace: string): readonly Reference[] {
  const backends = ["spec.defaultBackend", "spec.backend", "spec.rules.*.http.paths.*.backend"].flatMap((pattern) =>
    valuesAt(object, pattern),
  );
  const to = { role: "backend", kind: "Service", namespace };
  return backends.flatMap(({ path, value }) => {
    const { service, servicePort } = asObject(value);
    const { number, name } = asObject(asObject(service)["port"]);
    const modern =
      portOf(number, [...path, "service", "port", "number"]) ?? portOf(name, [...path, "service", "port", "name"]);
    const old = portOf(servicePort, [...path, "servicePort"]);
    return [
      ...named({ path: [...path, "service"], value: service }, "name", { ...to, ...(modern && { port: modern }) }),
      ...named({ path, value }, "serviceName", { ...to, ...(old && { port: old }) }),
    ];
  });
}

/** Backends and parents of a route; a backend is a Service unless it says otherwise. */
function routeReferences(object: JsonObject, namespace: string): readonly Reference[] {
  const backends = valuesAt(object, "spec.rules.*.backendRefs.*").flatMap(({ path, value }) => {
    const { group, kind, namespace: own, port } = asObject(value);
    const found = portOf(port, [...path, "port"]);
    return named({ path, value }, "name", {
      role: "backend",
      group: textOf(group) ?? "",
      kind: textOf(kind) ?? "Service",
      namespace: textOf(own) ?? namespace,
      ...(found && { port: found }),
    });
  });
  const parents = valuesAt(object, "spec.parentRefs.*").flatMap(({ path, value }) => {
    const { group, kind, namespace: own } = asObject(value);
    return named({ path, value }, "name", {
      role: "parent",
      group: typeof group === "string" ? group : "gateway.networking.k8s.io",
      kind: textOf(kind) ?? "Gateway",
      namespace: textOf(own) ?? namespace,
    });
  });
  return [...backends, ...parents];
}

function scaleReferences(place: string): Place {
  return (object, namespace) =>
    valuesAt(object, place).flatMap(({ path, value }) => {
      const { apiVersion, kind } = asObject(value);
      const group = groupOf(textOf(apiVersion) ?? "apps/v1");
      return named({ path, value }, "name", {
        role: "scale-target",
        group,
        kind: textOf(kind) ?? "Deployment",
        namespace,
      });
    });
}

function serviceReferences(place: string): Place {
  return (object) =>
    valuesAt(object, place).flatMap(({ path, value }) => {
      const { namespace, port } = asObject(value);
      const found = portOf(port, [...path, "port"]);
      return named({ path, value }, "name", {
        role: "service",
        kind: "Service",
        namespace: textOf(namespace) ?? "default",
        ...(found && { port: found }),
      });
    });
}

function portOf(port: unknown, path: readonly PathStep[]): Reference["port"] {
  return typeof port === "number" || textOf(port) !== undefined ? { port: port as string | number, path } : undefined;
}
