// Stated rights held against the graph: for each binding, which of them it gives, and whether only to those who may have them.
import { TouchstoneError, type PathStep, type PrivilegeIntent, type VainIntent } from "../../model/index.ts";
import type { JsonObject } from "../json.ts";
import { requestOf, subjectOfArgument } from "./access-arguments.ts";
import type { AccessEntry } from "./access-entry.ts";
import type { AccessGraph } from "./access-graph.ts";
import type { BindingNode } from "./nodes.ts";
import type { AccessRequest } from "./rules.ts";
import { identityOf, subjectName, subjectNamesOf } from "./subjects.ts";

/** How many rights a document names. */
const namedRights = 4;

export class Privileges {
  readonly vain: VainIntent[] = [];
  readonly #graph: AccessGraph;
  readonly #documents = new Map<BindingNode, Record<string, readonly JsonObject[]>>();

  constructor(graph: AccessGraph, entries: readonly AccessEntry[], intents: readonly PrivilegeIntent[]) {
    this.#graph = graph;
    const places = new Set(
      entries.map(({ resource: { kind, namespace, name } }) => (kind === "Namespace" ? name : namespace)),
    );
    for (const [index, intent] of intents.entries()) this.#hold(intent, ["leastPrivilege", index], places);
  }

  /** By the name of each intent whose rights a binding gives: to whom, and whether they are among those who may. */
  of(binding: BindingNode): JsonObject {
    return this.#documents.get(binding) ?? {};
  }

  #hold(intent: PrivilegeIntent, place: readonly PathStep[], places: ReadonlySet<string>): void {
    const { name, only } = intent;
    const told = (path: readonly PathStep[], message: string): void =>
      void this.vain.push({ name, path: [...place, ...path], message });
    const permitted = new Set(
      only.flatMap((text, index) => {
        const subject = orTold(
          () => subjectOfArgument(text),
          (message) => told(["only", index], message),
        );
        return subject ? [subjectName(subject)] : [];
      }),
    );
    const rights = new Map<BindingNode, string[]>();
    for (const { request, text } of this.#requestsOf(intent, places, told)) {
      for (const { binding } of this.#graph.whoCan(request)) {
        if (binding.isDefault || !binding.entry) continue;
        const known = rights.get(binding);
        if (!known) rights.set(binding, [text]);
        else if (!known.includes(text)) known.push(text);
      }
    }
    for (const [binding, texts] of rights) {
      const documents = this.#documents.get(binding) ?? {};
      this.#documents.set(binding, { ...documents, [name]: subjectDocuments(binding, texts, permitted) });
    }
  }

  #requestsOf(
    { may: { verbs, resources, names, namespaces } }: PrivilegeIntent,
    places: ReadonlySet<string>,
    told: (path: readonly PathStep[], message: string) => void,
  ): readonly { readonly request: AccessRequest; readonly text: string }[] {
    for (const [index, namespace] of (namespaces ?? []).entries())
      if (!places.has(namespace)) told(["may", "namespaces", index], `there is nothing of the namespace ${namespace}`);
    return resources.flatMap((resource, index) =>
      verbs.flatMap((verb) =>
        (names ?? [undefined]).flatMap((object) => {
          const request = orTold(
            () => requestOf(verb, resource, object, this.#graph),
            (message) => verb === verbs[0] && told(["may", "resources", index], message),
          );
          if (!request) return [];
          const text = `${verb} ${resource}${object === undefined ? "" : ` ${object}`}`;
          return (namespaces ?? [undefined]).map((namespace) => ({
            request: { ...request, ...(namespace !== undefined && { namespace }) },
            text,
          }));
        }),
      ),
    );
  }
}

function subjectDocuments(
  binding: BindingNode,
  rights: readonly string[],
  permitted: ReadonlySet<string>,
): readonly JsonObject[] {
  const more = rights.length > namedRights ? ` and ${rights.length - namedRights} more` : "";
  return binding.subjects.map(({ index, subject }) => ({
    path: ["subjects", index],
    subject: subjectName(subject),
    // Whoever is in a group that may, may.
    permitted: subjectNamesOf(identityOf(subject)).some((name) => permitted.has(name)),
    rights: rights.slice(0, namedRights).join(", ") + more,
  }));
}

/** What `read` returns; a mistake of the user's is told, and there is nothing. */
function orTold<T>(read: () => T, told: (message: string) => unknown): T | undefined {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof TouchstoneError)) throw thrown;
    told(thrown.message);
    return undefined;
  }
}
