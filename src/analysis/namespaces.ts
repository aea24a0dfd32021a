// Derives one subject per namespace: its workloads, what holds for all of it, and its own object, so that absence can be judged.
import { asObject, compare, detached } from "./json.ts";
import { labelsOf as labelsIn } from "./label-selectors.ts";
import { isDeniedByDefault } from "./network/default-deny.ts";
import type { Policy } from "./network/policy.ts";
import { Refused } from "./network/policy-parts.ts";
import { clusterPolicyKinds, readClusterPolicy } from "./network/read-cluster-policy.ts";
import { namePathOf, type Subject } from "../model/index.ts";

interface WorkloadSummary {
  readonly kind: string;
  readonly name: string;
  readonly labels: unknown;
}

/** An object that holds for the namespace, or for pods that it selects there. */
interface RuleSummary {
  readonly name: string;
  readonly spec: unknown;
  readonly file: string;
}

type RuleList = "networkPolicies" | "resourceQuotas" | "limitRanges";

interface Namespace extends Readonly<Record<RuleList, RuleSummary[]>> {
  readonly workloads: WorkloadSummary[];
  object: unknown;
  /** Where it is reported: at its Namespace object, or at the first object that lives in it. */
  place: Pick<Subject, "evidence" | "location" | "locate">;
}

/** Gathers subjects one by one, keeps of each only what namespace checks need, and derives the namespaces at the end. */
export class NamespaceInventory {
  readonly #namespaces = new Map<string, Namespace>();
  readonly #clusterPolicies: Policy[] = [];

  add(subject: Subject): void {
    const { apiVersion, kind, namespace, name } = subject.resource;
    if (kind === "Namespace" && apiVersion === "v1") this.#addObject(name, subject);
    else if (apiVersion.startsWith("policy.networking.k8s.io/")) this.#addClusterPolicy(subject);
    else if (subject.kind === "workload") {
      const labels = labelsOf(subject.input);
      this.#entry(namespace, subject).workloads.push(detached({ kind, name, labels }));
    } else {
      const list = ruleListOf(apiVersion, kind);
      if (!list) return;
      const { spec = null } = subject.input as { readonly spec?: unknown };
      const { file } = subject.location;
      this.#entry(namespace, subject)[list].push(detached({ name, spec, file }));
    }
  }

  /** In the order of their names, and so is what they hold: the order of the files makes no difference. */
  subjects(): readonly Subject[] {
    const sorted = [...this.#namespaces].toSorted(([left], [right]) => compare(left, right));
    return sorted.map(([name, { workloads, networkPolicies, resourceQuotas, limitRanges, object, place }]) => ({
      kind: "namespace",
      resource: { apiVersion: "v1", kind: "Namespace", namespace: "", name },
      ...place,
      input: {
        name,
        workloads: workloads.toSorted((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name)),
        networkPolicies: networkPolicies.toSorted(byNameAndFile),
        resourceQuotas: resourceQuotas.toSorted(byNameAndFile),
        limitRanges: limitRanges.toSorted(byNameAndFile),
        deniedByClusterPolicies: this.#denied(name, object),
        object,
      },
      namePath: (path) => namePathOf(object, path),
    }));
  }

  #addClusterPolicy({ resource: { kind, name }, input }: Subject): void {
    if (!clusterPolicyKinds.includes(kind)) return;
    try {
      this.#clusterPolicies.push(readClusterPolicy(kind, name, detached(asObject(input)["spec"] ?? null)));
    } catch (thrown) {
      // What the API server refuses denies nothing; network/invalid-policy finds it.
      if (!(thrown instanceof Refused)) throw thrown;
    }
  }

  #denied(name: string, object: unknown): { readonly ingress: boolean; readonly egress: boolean } {
    const labels = new Map(labelsIn(asObject(asObject(object)["metadata"])["labels"]));
    labels.set("kubernetes.io/metadata.name", name);
    return {
      ingress: isDeniedByDefault(this.#clusterPolicies, "ingress", labels),
      egress: isDeniedByDefault(this.#clusterPolicies, "egress", labels),
    };
  }

  #addObject(name: string, { evidence, location, locate, input }: Subject): void {
    const place = { evidence, location, locate };
    const entry = this.#namespaces.get(name);
    if (!entry) this.#namespaces.set(name, { ...nothing(), object: input, place });
    // Of two objects for one namespace the first counts.
    else if (entry.object === null) Object.assign(entry, { object: input, place });
  }

  #entry(name: string, { evidence, location }: Subject): Namespace {
    let entry = this.#namespaces.get(name);
    if (!entry) {
      const place = { evidence, location, locate: () => location };
      entry = { ...nothing(), object: null, place };
      this.#namespaces.set(name, entry);
    }
    return entry;
  }
}

function nothing(): Pick<Namespace, "workloads" | RuleList> {
  return { workloads: [], networkPolicies: [], resourceQuotas: [], limitRanges: [] };
}

function ruleListOf(apiVersion: string, kind: string): RuleList | undefined {
  if (kind === "NetworkPolicy" && apiVersion.startsWith("networking.k8s.io/")) return "networkPolicies";
  if (apiVersion !== "v1") return undefined;
  return kind === "ResourceQuota" ? "resourceQuotas" : kind === "LimitRange" ? "limitRanges" : undefined;
}

function labelsOf(input: unknown): unknown {
  const { pod } = input as { readonly pod: { readonly metadata: { readonly labels?: unknown } } };
  return pod.metadata.labels ?? {};
}

function byNameAndFile(left: RuleSummary, right: RuleSummary): number {
  return compare(left.name, right.name) || compare(left.file, right.file);
}
