// Tells workloads from what they made: the population are owners, and what runs otherwise than its owner says.
import type { KubernetesObject } from "../collected.ts";
import { isMapping } from "../pod-path.ts";
import { valueAt, type PodTemplates } from "../pod-templates.ts";

/** What decides for access and the network whether two pods are the same. */
interface PodTraits {
  readonly account: unknown;
  readonly hostNetwork: boolean;
  readonly labels: Readonly<Record<string, unknown>>;
}

export class Owners {
  readonly #templates: PodTemplates;
  readonly #byUid = new Map<string, readonly PodTraits[]>();

  /** `templates` are the kinds that carry pods. */
  constructor(templates: PodTemplates) {
    this.#templates = templates;
  }

  add(object: KubernetesObject): void {
    if (runsNothing(object)) return;
    const uid = valueAt(object, ["metadata", "uid"]);
    const traits = this.#traitsOf(object);
    if (typeof uid === "string" && traits.length > 0) this.#byUid.set(uid, traits);
  }

  /**
   * Whether an object is only what one of these made: as its owner says, or an old revision that runs nothing. An owner
   * reference alone is no proof, since whoever creates a pod writes it.
   */
  made(object: KubernetesObject): boolean {
    const owner = controllerOf(object);
    const templates = owner === undefined ? undefined : this.#byUid.get(owner);
    if (!templates) return false;
    if (runsNothing(object)) return true;
    return this.#traitsOf(object).every((pod) => templates.some((template) => isLike(pod, template)));
  }

  #traitsOf(object: KubernetesObject): readonly PodTraits[] {
    const paths = this.#templates.podsOf(object)?.paths ?? [];
    return paths.map((path) => {
      const spec = valueAt(object, path);
      const { serviceAccountName, serviceAccount, hostNetwork } = isMapping(spec) ? spec : {};
      const labels = valueAt(object, [...path.slice(0, -1), "metadata", "labels"]);
      return {
        account: serviceAccountName || serviceAccount || "default",
        hostNetwork: hostNetwork === true,
        labels: isMapping(labels) ? labels : {},
      };
    });
  }
}

/** An old revision, which is kept so that somebody may go back to it. */
function runsNothing(object: KubernetesObject): boolean {
  return object.kind === "ReplicaSet" && valueAt(object, ["spec", "replicas"]) === 0;
}

function controllerOf(object: KubernetesObject): string | undefined {
  const references = valueAt(object, ["metadata", "ownerReferences"]);
  if (!Array.isArray(references)) return undefined;
  const controller: unknown = references.find((one: unknown) => isMapping(one) && one["controller"] === true);
  return isMapping(controller) && typeof controller["uid"] === "string" ? controller["uid"] : undefined;
}

/** A pod has the labels of its template, and more that controllers add. */
function isLike(pod: PodTraits, template: PodTraits): boolean {
  return (
    pod.account === template.account &&
    pod.hostNetwork === template.hostNetwork &&
    Object.entries(template.labels).every(([key, value]) => pod.labels[key] === value)
  );
}
