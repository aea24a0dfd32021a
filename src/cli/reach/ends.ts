// What a user calls one end of a connection: a workload, all of a namespace, an address, or the outside.
import { parseAddress, type Block } from "../../analysis/network/cidr.ts";
import type { NetworkGraph, NetworkNode } from "../../analysis/network/network-graph.ts";
import { TouchstoneError } from "../../model/index.ts";
import { suggestion } from "../../yaml/index.ts";

export type End =
  | { readonly form: "pods"; readonly nodes: readonly NetworkNode[] }
  | { readonly form: "address"; readonly address: Block; readonly text: string }
  | { readonly form: "outside" };

/**
 * `outside`, `203.0.113.7`, `agents/*`, `agents/pool`, `Deployment agents/pool`, or `pool` alone when only one has this name.
 * @throws TouchstoneError E_USAGE for what is none, with names that are near
 */
export function endOf(text: string, { nodes }: Pick<NetworkGraph, "nodes">, option: string): End {
  if (text === "outside") return { form: "outside" };
  const address = parseAddress(text);
  if (address) return { form: "address", address, text };
  const found = nodes.filter((node) => isMeant(node, text));
  const places = new Set(found.map(({ namespace }) => namespace));
  if (!text.includes("/") && places.size > 1)
    throw new TouchstoneError(
      "E_USAGE",
      `${option} ${text}: there are several with this name`,
      `Say which one: ${found.map(({ id }) => id).join(", ")}.`,
    );
  if (found.length > 0) return { form: "pods", nodes: found };
  throw new TouchstoneError(
    "E_USAGE",
    `${option} ${text}: the evidence has no such workload${suggestion(text, namesOf(nodes))}`,
    nodes.length === 0
      ? "It has no workloads at all."
      : "Give NAMESPACE/NAME, KIND NAMESPACE/NAME, NAMESPACE/*, an IP address, or outside.",
  );
}

function isMeant({ id, kind, namespace, name }: NetworkNode, text: string): boolean {
  if (text === `${namespace}/*` || text === `${namespace}/${name}` || text === name || text === id) return true;
  return text.toLowerCase() === `${kind} ${namespace}/${name}`.toLowerCase();
}

function namesOf(nodes: readonly NetworkNode[]): ReadonlySet<string> {
  return new Set(nodes.flatMap(({ id, namespace, name }) => [`${namespace}/${name}`, name, id, `${namespace}/*`]));
}
