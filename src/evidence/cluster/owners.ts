// Tells workloads from what they made: the population are owners, and what runs otherwise than its owner says.
import type { KubernetesObject } from "../collected.ts";
import { isMapping } from "../json.ts";
import { valueAt, type PodTemplates } from "../pod-templates.ts";

/** What decides for access and the network whether two pods are the same. */
interface PodTraits {
  readonly namespace: unknown;
  readonly account: unknown;
  readonly hostNetwork: boolean;
  readonly labels: Readonly<Record<string, unknown>>;
}

interface Owner {
  readonly traits: readonly PodTraits[];
  /** The uid of its own controller. */
  readonly controller: string | undefined;
}

export class Owners {
  readonly #templates: PodTemplates;
  readonly #byUid = new Map<string, Owner>();

  /** `templates` are the kinds that carry pods. */
  constructor(templates: PodTemplates) {
    this.#templates = templates;
  }

  add(object: KubernetesObject): void {
    if (runsNothing(object)) return;
    const uid = uidOf(object);
    const traits = this.#traitsOf(object);
    if (uid !== undefined && traits.length > 0) this.#byUid.set(uid, { traits, controller: controllerOf(object) });
  }

  /**
   * Whether an object is only what one of these made: as its owner says, or an old revision that runs nothing. An owner
   * reference alone is no proof, since whoever creates a pod writes it.
   */
  made(object: KubernetesObject): boolean {
    const owner = this.#byUid.get(controllerOf(object) ?? "");
    if (!owner || this.#isInCircle(object)) return false;
    if (runsNothing(object)) return true;
    return this.#traitsOf(object).every((pod) => owner.traits.some((template) => isLike(pod, template)));
  }

  /** Whether its owners lead back to one of them, so that each would stand for the other and none be judged. */
  #isInCircle(object: KubernetesObject): boolean {
    const seen = new Set([uidOf(object)]);
    for (let uid = controllerOf(object); uid !== undefined; uid = this.#byUid.get(uid)?.controller) {
      if (seen.has(uid)) return true;
      seen.add(uid);
    }
    return false;
  }

  #traitsOf(object: KubernetesObject): readonly PodTraits[] {
    const paths = this.#templates.podsOf(object)?.paths ?? [];
    return paths.map((path) => {
      const spec = valueAt(object, path);
      const { serviceAccountName, serviceAccount, hostNetwork } = isMapping(spec) ? spec : {};
      const labels = valueAt(object, [...path.slice(0, -1), "metadata", "labels"]);
      return {
        namespace: valueAt(object, ["metadata", "namespace"]),
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

function uidOf(object: KubernetesObject): string | undefined {
  const uid = valueAt(object, ["metadata", "uid"]);
  return typeof uid === "string" ? uid : undefined;
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
    pod.namespace === template.namespace &&
    pod.account === template.account &&
    pod.hostNetwork === template.hostNetwork &&
    Object.entries(template.labels).every(([key, value]) => pod.labels[key] === value)
  );
}
