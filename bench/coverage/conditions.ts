// What explanations of differences may ask of an object, by name.
import type { Fields, ManifestObject } from "./read-manifests.ts";

export const conditionNames = [
  "fixed tag not always pulled",
  "folder of the node around the socket",
  "liveness waits longer",
  "no wildcard in the first rule",
] as const;

export type ConditionName = (typeof conditionNames)[number];

export const conditions: Readonly<Record<ConditionName, (object: ManifestObject) => boolean>> = {
  "fixed tag not always pulled": ({ containers }) =>
    containers.some(({ image, imagePullPolicy }) => hasFixedTag(image) && imagePullPolicy !== "Always"),
  "folder of the node around the socket": ({ podSpec }) =>
    entries(podSpec?.["volumes"]).some((volume) => {
      const path = field(field(volume, "hostPath"), "path");
      return typeof path === "string" && !path.endsWith(".sock");
    }),
  "liveness waits longer": ({ containers }) =>
    containers.some(({ livenessProbe, readinessProbe }) => patience(livenessProbe) > patience(readinessProbe)),
  "no wildcard in the first rule": ({ value }) => {
    const [first] = entries(field(value, "rules"));
    return ["apiGroups", "resources", "verbs"].every((list) => !entries(field(first, list)).includes("*"));
  },
};

function hasFixedTag(image: unknown): boolean {
  if (typeof image !== "string") return false;
  const last = image.slice(image.lastIndexOf("/") + 1);
  return last.includes("@") || (last.includes(":") && !last.endsWith(":latest"));
}

/** Seconds of failing until a probe gives up, with Kubernetes' own defaults; not a number without a probe. */
function patience(probe: unknown): number {
  if (typeof probe !== "object" || probe === null) return NaN;
  return Number(field(probe, "periodSeconds") ?? 10) * Number(field(probe, "failureThreshold") ?? 3);
}

function entries(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Fields)[name] : undefined;
}
