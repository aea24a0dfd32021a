// What objects without pods refer to by name: backends, parents, targets of scaling, Services that are called.
import { asObject, textOf, valuesAt, type JsonObject } from "./json.ts";
import { groupOf, named, portOf, type Reference } from "./reference.ts";

/** Reads the references of an object in a namespace. */
export type Place = (object: JsonObject, namespace: string) => readonly Reference[];

/** Backends in both forms: `service.name` with `port.number` or `port.name`, and `serviceName` with `servicePort`. */
export function ingressReferences(object: JsonObject, namespace: string): readonly Reference[] {
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
export function routeReferences(object: JsonObject, namespace: string): readonly Reference[] {
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

/** The workload that an autoscaler scales. */
export function scaleReferences(place: string): Place {
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

/** The Service that the API server calls. */
export function serviceReferences(place: string): Place {
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
