// What people write for the ends of a connection: workloads by name, addresses, outside, any pod.
import { anyPod, outside } from "../../analysis/network/connections.ts";
import { parseAddress, type Block } from "../../analysis/network/cidr.ts";
import { stranger, type NetworkGraph, type NetworkNode } from "../../analysis/network/network-graph.ts";
import { TouchstoneError } from "../../model/index.ts";

export type NamedEnd =
  | { readonly form: "pods"; readonly text: string; readonly node: NetworkNode }
  | { readonly form: "address"; readonly text: string; readonly addresses: readonly Block[] };

/**
 * `agents/pool`, `Deployment agents/pool`, `pool` when there is one of that name, `any`, `outside`, `203.0.113.7`; `other` is
 * whose policies decide which addresses outside there are to try.
 * @throws TouchstoneError E_USAGE
 */
export function endOf(text: string, graph: NetworkGraph): NamedEnd {
  if (text === "any" || text === anyPod) return { form: "pods", text: anyPod, node: stranger };
  if (text === outside) return { form: "address", text, addresses: [] };
  const address = parseAddress(text);
  if (address) return { form: "address", text, addresses: [address] };
  const found = graph.nodes.filter(
    ({ id, namespace, name }) => text === id || text === `${namespace}/${name}` || text === name,
  );
  const [node, ...others] = found;
  if (node && others.length === 0) return { form: "pods", text: node.id, node };
  const near = node ? found : graph.nodes.filter(({ name }) => name.includes(text.split("/").at(-1) ?? text));
  const names = near
    .slice(0, 8)
    .map(({ id }) => id)
    .join(", ");
  throw new TouchstoneError(
    "E_USAGE",
    node ? `there are ${found.length} workloads that "${text}" may mean` : `there is no workload "${text}"`,
    names === "" ? "Name it as NAMESPACE/NAME; or give any, outside or an address." : `One of these? ${names}`,
  );
}

/** The addresses to try from, or to: for `outside` such as stand for all that the pods' policies tell apart. */
export function addressesOf(end: NamedEnd, other: NamedEnd, graph: NetworkGraph): readonly Block[] {
  if (end.form === "pods" || end.addresses.length > 0) return end.form === "pods" ? [] : end.addresses;
  return other.form === "pods" ? graph.outside(other.node).all : [];
}
