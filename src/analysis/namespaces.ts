// Derives one subject per namespace: its workloads, its NetworkPolicies and its own object, so that absence can be judged.
import { compare, detached } from "./json.ts";
import { namePathOf, type Subject } from "../model/index.ts";

interface WorkloadSummary {
  readonly kind: string;
  readonly name: string;
  readonly labels: unknown;
}

interface NetworkPolicySummary {
  readonly name: string;
  readonly spec: unknown;
  readonly file: string;
}

interface Namespace {
  readonly workloads: WorkloadSummary[];
  readonly networkPolicies: NetworkPolicySummary[];
  object: unknown;
  /** Where it is reported: at its Namespace object, or at the first object that lives in it. */
  place: Pick<Subject, "evidence" | "location" | "locate">;
}

/** Gathers subjects one by one, keeps of each only what namespace checks need, and derives the namespaces at the end. */
export class NamespaceInventory {
  readonly #namespaces = new Map<string, Namespace>();

  add(subject: Subject): void {
    const { apiVersion, kind, namespace, name } = subject.resource;
    if (kind === "Namespace" && apiVersion === "v1") this.#addObject(name, subject);
    else if (subject.kind === "workload") {
      const labels = labelsOf(subject.input);
      this.#entry(namespace, subject).workloads.push(detached({ kind, name, labels }));
    } else if (kind === "NetworkPolicy" && apiVersion.startsWith("networking.k8s.io/")) {
      const { spec = null } = subject.input as { readonly spec?: unknown };
      const { file } = subject.location;
      this.#entry(namespace, subject).networkPolicies.push(detached({ name, spec, file }));
    }
  }

  /** In the order of their names, and so is what they hold: the order of the files makes no difference. */
  subjects(): readonly Subject[] {
    const sorted = [...this.#namespaces].toSorted(([left], [right]) => compare(left, right));
    return sorted.map(([name, { workloads, networkPolicies, object, place }]) => ({
      kind: "namespace",
      resource: { apiVersion: "v1", kind: "Namespace", namespace: "", name },
      ...place,
      input: {
        name,
        workloads: workloads.toSorted((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name)),
        networkPolicies: networkPolicies.toSorted((a, b) => compare(a.name, b.name) || compare(a.file, b.file)),
        object,
      },
      namePath: (path) => namePathOf(object, path),
    }));
  }

  #addObject(name: string, { evidence, location, locate, input }: Subject): void {
    const place = { evidence, location, locate };
    const entry = this.#namespaces.get(name);
    if (!entry) this.#namespaces.set(name, { workloads: [], networkPolicies: [], object: input, place });
    // Of two objects for one namespace the first counts.
    else if (entry.object === null) Object.assign(entry, { object: input, place });
  }

  #entry(name: string, { evidence, location }: Subject): Namespace {
    let entry = this.#namespaces.get(name);
    if (!entry) {
      const place = { evidence, location, locate: () => location };
      entry = { workloads: [], networkPolicies: [], object: null, place };
      this.#namespaces.set(name, entry);
    }
    return entry;
  }
}

function labelsOf(input: unknown): unknown {
  const { pod } = input as { readonly pod: { readonly metadata: { readonly labels?: unknown } } };
  return pod.metadata.labels ?? {};
}
