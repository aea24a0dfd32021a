// How workloads become cluster-admin, or read the secrets of other namespaces, as a picture.
import type { Picture, PictureEdge, PictureNode } from "../../model/index.ts";
import type { AccessDocuments } from "./access-documents.ts";
import type { AccessEntry } from "./access-entry.ts";
import { shownName } from "./nodes.ts";
import { subjectName } from "./subjects.ts";

/** So many edges fit into a picture that says something. */
const most = 120;

/** Nodes and edges, each once, in the order in which chains name them; nothing when there is no chain. */
export function accessPicture(documents: AccessDocuments, entries: readonly AccessEntry[]): Picture | undefined {
  const nodes = new Map<string, PictureNode>();
  const edges = new Map<string, PictureEdge>();
  const addEdge = (from: string, to: string, label: string): void =>
    void edges.set(JSON.stringify([from, to, label]), { from, to, label, isDanger: true });
  for (const entry of entries) {
    for (const account of documents.mountedAccountsOf(entry)) {
      for (const { target, label, steps } of documents.chainsOf(account)) {
        const { namespace, name, kind } = entry.resource;
        const workload = shownName(entry.resource);
        nodes.set(workload, { id: workload, label: `${kind} ${name}`, group: namespace, kind: "workload" });
        addEdge(workload, subjectName(account), "runs as");
        const end = target === "secrets" ? secretsOf(label) : target;
        for (const [index, { from, text }] of steps.entries()) {
          nodes.set(from, { id: from, label: from.replace(/^\w+ /, ""), group: "", kind: "account" });
          addEdge(from, steps[index + 1]?.from ?? end, labelOf(text));
        }
        nodes.set(end, { id: end, label: end, group: "", kind: "target" });
      }
    }
  }
  if (edges.size === 0) return undefined;
  const drawn = [...edges.values()].slice(0, most);
  const ends = new Set(drawn.flatMap(({ from, to }) => [from, to]));
  return {
    nodes: [...nodes.values()].filter(({ id }) => ends.has(id)),
    edges: drawn,
    omitted: edges.size - drawn.length,
  };
}

function secretsOf(namespace: string): string {
  return namespace === "*" ? "secrets of every namespace" : `secrets of ${namespace}`;
}

/** What a step does, without who and through what. */
function labelOf(text: string): string {
  return /^\w+ \S+ may (.*?)(?: \([^)]*->.*)?$/.exec(text)?.[1] ?? text;
}
