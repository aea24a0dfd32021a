// Derives one subject for each image that workloads run: what verified statements, scanners and bills of materials say of it.
import {
  parseImageReference,
  type Image,
  type ImageReference,
  type ImageUser,
  type Location,
  type Subject,
} from "../model/index.ts";
import { SaidOfImages } from "./said-of-images.ts";
import { asObject, compare, detached, textOf, valuesAt } from "./json.ts";

interface Used {
  /** Up to the number that is told. */
  readonly workloads: ImageUser[];
  workloadCount: number;
  /** Of the first use. */
  readonly evidence: number;
  readonly location: Location;
}

/** More users of one image are only counted. */
const mostUsers = 20;

const nothing: ImageReference = { registry: "", repository: "", tag: "", digest: "" };

/** Gathers the references of workloads, then what files of evidence say, and derives the images at the end. */
export class ImageInventory {
  readonly #used = new Map<string, Used>();
  readonly #said = new SaidOfImages();

  add(subject: Subject): void {
    if (subject.kind !== "workload") return;
    const references = new Set<string>();
    for (const { path, value } of referencesIn(subject)) {
      const reference = textOf(value)?.trim() ?? "";
      if (reference === "" || references.has(reference)) continue;
      references.add(reference);
      this.#use(detached(reference), subject, () => subject.locate(path));
    }
  }

  hear(subject: Subject): void {
    this.#said.hear(subject);
  }

  /** In the order of the references. */
  subjects(given: boolean, asked: boolean): readonly Subject[] {
    const said = { ...this.#said.given(), ...(given && { signatures: true }) };
    if (!asked && !said.signatures && !said.scans && !said.bills) return [];
    const sorted = [...this.#used].toSorted(([left], [right]) => compare(left, right));
    return sorted.map(([reference, { workloads, workloadCount, evidence, location }]) => {
      const parts = parseImageReference(reference) ?? nothing;
      const input: Image = { reference, ...parts, workloads, workloadCount, given: said, ...this.#said.of(parts) };
      return {
        kind: "image",
        resource: { apiVersion: "touchstone/v1", kind: "ContainerImage", namespace: "", name: nameable(reference) },
        evidence,
        location,
        input,
        locate: () => location,
        namePath: () => "",
      };
    });
  }

  #use(reference: string, { resource, evidence }: Subject, locate: () => Location): void {
    const used = this.#used.get(reference) ?? { workloads: [], workloadCount: 0, evidence, location: locate() };
    this.#used.set(reference, used);
    const { kind, namespace, name } = resource;
    const isKnown = used.workloads.some((one) => one.kind === kind && one.namespace === namespace && one.name === name);
    if (isKnown) return;
    used.workloadCount += 1;
    if (used.workloads.length < mostUsers) used.workloads.push(detached({ kind, namespace, name }));
  }
}

/** Of containers of all types, and of volumes that are images. Containers stand in the document beside their place in the object. */
function referencesIn({ input }: Subject): ReturnType<typeof valuesAt> {
  const { containers, pod } = asObject(input);
  const { path: podPath } = asObject(pod);
  const ofContainers = valuesAt({ containers }, "containers.*").map(({ value }) => {
    const { path, image } = asObject(value);
    return { path: [...(path as readonly (string | number)[]), "image"], value: image };
  });
  const ofVolumes = valuesAt(pod, "spec.volumes.*.image.reference").map(({ path, value }) => ({
    path: [...(podPath as readonly (string | number)[]), ...path.slice(1)],
    value,
  }));
  return [...ofContainers, ...ofVolumes];
}

/** Exceptions name subjects, and take no white space or wildcards. */
function nameable(text: string): string {
  return text.replaceAll(/[\s*?]+/g, "-");
}
