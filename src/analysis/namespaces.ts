// Derives one subject per namespace: its workloads, its NetworkPolicies and its own object, so that absence can be judged.
import { namePathOf, type Location, type PathStep, type Subject } from "../model/index.ts";

interface NamespaceInput {
  readonly name: string;
  readonly workloads: { readonly kind: string; readonly name: string; readonly labels: unknown }[];
  readonly networkPolicies: { readonly name: string; readonly spec: unknown; readonly file: string }[];
  object: unknown;
}

interface Namespace {
  readonly input: NamespaceInput;
  readonly evidence: number;
  location: Location;
  locate: (path: readonly PathStep[]) => Location;
}

/** Gathers subjects one by one, keeps of each only what namespace checks need, and derives the namespaces at the end. */
export class NamespaceInventory {
  readonly #namespaces = new Map<string, Namespace>();

  add(subject: Subject): void {
    const { kind, namespace, name } = subject.resource;
    if (kind === "Namespace") {
      const entry = this.#entry(name, subject);
      entry.input.object = subject.input;
      entry.location = subject.location;
      entry.locate = subject.locate;
      return;
    }
    if (subject.kind === "workload") {
      this.#entry(namespace, subject).input.workloads.push(
        structuredClone({ kind, name, labels: labelsOf(subject.input) }),
      );
    } else if (kind === "NetworkPolicy" && subject.resource.apiVersion.startsWith("networking.k8s.io/")) {
      const { spec } = subject.input as { readonly spec?: unknown };
      const file = subject.location.file;
      this.#entry(namespace, subject).input.networkPolicies.push({ name, spec: structuredClone(spec ?? null), file });
    }
  }

  /** In the order of their names. Location: the Namespace object, or the first object that lives in it. */
  subjects(): readonly Subject[] {
    const sorted = [...this.#namespaces].toSorted(([left], [right]) => (left < right ? -1 : 1));
    return sorted.map(([name, { input, evidence, location, locate }]) => ({
      kind: "namespace",
      resource: { apiVersion: "v1", kind: "Namespace", namespace: "", name },
      evidence,
      location,
      input,
      locate,
      namePath: (path) => namePathOf(input.object, path),
    }));
  }

  #entry(name: string, first: Subject): Namespace {
    let entry = this.#namespaces.get(name);
    if (!entry) {
      const input = { name, workloads: [], networkPolicies: [], object: null };
      entry = { input, evidence: first.evidence, location: first.location, locate: () => first.location };
      this.#namespaces.set(name, entry);
    }
    return entry;
  }
}

function labelsOf(input: unknown): unknown {
  const { pod } = input as { readonly pod: { readonly metadata: { readonly labels?: unknown } } };
  return pod.metadata.labels ?? {};
}
