// What pods refer to by name: ConfigMaps, Secrets, claims, accounts, classes.
import type { PathStep } from "../model/index.ts";
import { asList, asObject, textOf, valuesAt, type JsonObject } from "./json.ts";
import { named, type Reference } from "./reference.ts";

const configMap = { role: "config-map", kind: "ConfigMap" } as const;
const secret = { role: "secret", kind: "Secret" } as const;

/** What the pods of a workload refer to; `input` is the workload as policies read it. */
export function podReferences(input: JsonObject, namespace: string, owner: string): readonly Reference[] {
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
