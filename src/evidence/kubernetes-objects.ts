// Takes the Kubernetes objects out of a parsed document: the document itself, or the items of its Lists.
import type { EvidenceProblem, PathStep } from "../model/index.ts";
import type { ParsedDocument } from "../yaml/index.ts";
import { problem, type CollectedObject, type KubernetesObject } from "./collected.ts";

export interface DocumentOptions {
  /** What locations and messages call the file. */
  readonly file: string;
  readonly defaultNamespace: string;
  /** Whether the user named this very file: then everything in it is meant to be a Kubernetes object. */
  readonly demanded: boolean;
}

/** An object with the place in its document: a path into the document's value. */
export interface PlacedObject extends CollectedObject {
  readonly path: readonly PathStep[];
}

/** The objects in their order; `report` hears of what is meant to be one and is not. */
export function objectsOf(
  document: ParsedDocument,
  options: DocumentOptions,
  report: (problem: EvidenceProblem) => void,
): readonly PlacedObject[] {
  const { value, locate } = document;
  if (isKubernetes(value) && !isList(value))
    return [{ value, locate, path: [], defaultNamespace: options.defaultNamespace }];
  const taker = new ListTaker(document, options, report);
  if (Array.isArray(value)) taker.takeItems(value, [], {}, options.demanded);
  else taker.take(value, [], options.demanded);
  return taker.objects;
}

class ListTaker {
  readonly objects: PlacedObject[] = [];
  readonly #document: ParsedDocument;
  readonly #options: DocumentOptions;
  readonly #report: (problem: EvidenceProblem) => void;

  constructor(document: ParsedDocument, options: DocumentOptions, report: (problem: EvidenceProblem) => void) {
    this.#document = document;
    this.#options = options;
    this.#report = report;
  }

  /** `meant`: whether it is a mistake when `candidate` is no Kubernetes object. */
  take(candidate: unknown, path: readonly PathStep[], meant: boolean): void {
    if (candidate === null || candidate === undefined) return;
    if (!isKubernetes(candidate)) {
      if (meant || isHalfKubernetes(candidate)) this.#refuse(path, "is not a Kubernetes object");
      return;
    }
    if (isList(candidate)) this.#takeList(candidate, path);
    else {
      const locate = (inner: readonly PathStep[]) => this.#document.locate([...path, ...inner]);
      this.objects.push({ value: candidate, locate, path, defaultNamespace: this.#options.defaultNamespace });
    }
  }

  #takeList({ apiVersion, kind, items }: KubernetesObject, path: readonly PathStep[]): void {
    if (Array.isArray(items)) {
      // An API's own list names the kind of its items once, for all of them.
      const inherited = kind === "List" ? {} : { apiVersion, kind: kind.slice(0, -"List".length) };
      this.takeItems(items, [...path, "items"], inherited, true);
    } else if (items !== null && items !== undefined) {
      this.#refuse([...path, "items"], "is not a list of Kubernetes objects");
    }
  }

  takeItems(items: readonly unknown[], path: readonly PathStep[], inherited: object, meant: boolean): void {
    for (const [index, item] of items.entries()) {
      const whole =
        typeof item === "object" && item !== null && !isHalfKubernetes(item) ? { ...inherited, ...item } : item;
      this.take(whole, [...path, index], meant);
    }
  }

  #refuse(path: readonly PathStep[], what: string): void {
    const hint = "A Kubernetes object has a string apiVersion and a string kind.";
    const message = `${path.length === 0 ? "the document" : path.join(".")} ${what}`;
    this.#report(problem("E_NOT_KUBERNETES", this.#options.file, this.#document.locate(path), message, hint));
  }
}

/** `kind: List`, or an API's own list such as PodList. */
function isList({ apiVersion, kind, items }: KubernetesObject): boolean {
  return kind.endsWith("List") && (Array.isArray(items) || (kind === "List" && apiVersion === "v1"));
}

function isKubernetes(value: unknown): value is KubernetesObject {
  return isHalfKubernetes(value) && isText(value["apiVersion"]) && isText(value["kind"]);
}

function isHalfKubernetes(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && (Object.hasOwn(value, "apiVersion") || Object.hasOwn(value, "kind"))
  );
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
