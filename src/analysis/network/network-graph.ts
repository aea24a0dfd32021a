// Who reaches whom, on which ports: NetworkPolicies and the policies of the whole cluster, as their specifications say.
import { asList, asObject, compare, type JsonObject } from "../json.ts";
import { matchesSelector, type Labels } from "../label-selectors.ts";
import { push } from "../resolver.ts";
import { contains, firstOf, isLarge, overlaps, parseBlock, piecesOf, type Block } from "./cidr.ts";
import type { NetworkEntry, NetworkPod, PodPort } from "./network-entry.ts";
import { PodIndex } from "./pod-index.ts";
import {
  isUniversal,
  type BlockPeer,
  type Direction,
  type Peer,
  type Policy,
  type PolicyRule,
  type PortRule,
} from "./policy.ts";
import { PortSet, protocols } from "./port-set.ts";

/** Pods of a workload: all of them are alike. */
export interface NetworkNode {
  /** `Deployment agents/pool`. */
  readonly id: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly hostNetwork: boolean;
  readonly ports: readonly PodPort[];
  /** Absent for what only stands for others. */
  readonly entry?: NetworkEntry;
  readonly pod?: NetworkPod;
}

/** Pods, or one address that is no pod's. */
export type Endpoint = NetworkNode | { readonly address: Block };

/** A policy with its object. */
export interface PlacedPolicy {
  readonly entry: NetworkEntry;
  readonly policy: Policy;
}

/** What one side says of a connection. */
export interface Side {
  readonly ports: PortSet;
  /** Why, when no rule says it: nothing isolates the pods, or they are on the host's network. */
  readonly reason: "rules" | "not-isolated" | "host-network" | "not-a-pod" | "itself";
  /** Policies that select the pods for this direction. */
  readonly policies: readonly PlacedPolicy[];
  /** Rules that mean the other side, each with the ports that it decides. */
  readonly rules: readonly { readonly policy: PlacedPolicy; readonly rule: PolicyRule; readonly ports: PortSet }[];
}

/** Where pods get their addresses, when nobody says otherwise: the private networks. */
export const defaultPodNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

/** A pod that nobody has given labels, in a namespace without any, that is not in the evidence. */
export const stranger: NetworkNode = {
  id: "any other pod",
  kind: "",
  namespace: "",
  name: "",
  labels: new Map(),
  hostNetwork: false,
  ports: [],
};

/** Every pod there may be: only rules that mean everyone mean it. */
export const everyPod: NetworkNode = { ...stranger, id: "every pod" };

/** Addresses outside of the cluster, one for all that policies treat alike. */
export interface Outside {
  /** Of the large parts: what reaches these reaches the Internet at large. */
  readonly wide: readonly Block[];
  readonly all: readonly Block[];
}

const nameLabel = "kubernetes.io/metadata.name";

export class NetworkGraph {
  readonly nodes: readonly NetworkNode[];
  readonly policies: readonly PlacedPolicy[];
  readonly #podNetworks: readonly Block[];
  readonly #namespaces = new Map<string, Labels>();
  readonly #index: PodIndex<NetworkNode>;
  readonly #selecting = new Map<NetworkNode, readonly PlacedPolicy[]>();
  readonly #meant = new Map<Peer, readonly NetworkNode[]>();
  readonly #meantBySelectors = new Map<string, readonly NetworkNode[]>();
  readonly #outside = new Map<readonly PlacedPolicy[], Outside>();

  constructor(entries: readonly NetworkEntry[], podNetworks: readonly string[] = defaultPodNetworks) {
    this.#podNetworks = podNetworks.flatMap((network) => parseBlock(network) ?? []);
    this.nodes = entries.flatMap(nodesOf);
    this.policies = entries
      .flatMap((entry) => (entry.policy ? [{ entry, policy: entry.policy }] : []))
      .toSorted(byOrder);
    for (const { resource, labels, isNamespace } of entries)
      if (isNamespace && !this.#namespaces.has(resource.name)) this.#namespaces.set(resource.name, labels);
    this.#index = new PodIndex(this.nodes.filter(({ hostNetwork }) => !hostNetwork));
    const selecting = new Map<NetworkNode, number[]>();
    for (const [index, placed] of this.policies.entries())
      for (const node of this.selectedBy(placed)) push(selecting, node, index);
    // Pods with the same policies share one list, so that what the policies decide is decided once.
    const lists = new Map<string, readonly PlacedPolicy[]>();
    for (const [node, indices] of selecting) {
      const key = indices.join();
      let list = lists.get(key);
      if (!list) lists.set(key, (list = indices.flatMap((index) => this.policies[index] ?? [])));
      this.#selecting.set(node, list);
    }
  }

  /** Labels of a namespace, with the one that every namespace has. */
  namespaceLabels(name: string): Labels {
    const labels = new Map(this.#namespaces.get(name));
    return name === "" ? labels : labels.set(nameLabel, name);
  }

  /** Namespaces with pods of whose labels the evidence only knows the name, while policies ask for others. */
  namespacesInDoubt(): readonly string[] {
    const selectors = this.policies.flatMap(({ policy }) => [
      policy.subject.namespaces,
      ...[...(policy.ingress ?? []), ...(policy.egress ?? [])].flatMap(({ peers }) =>
        (peers ?? []).map((peer) => (peer.form === "pods" ? peer.namespaces : null)),
      ),
    ]);
    if (!selectors.some((selector) => selector !== null && asksForLabels(selector))) return [];
    const places = new Set(this.nodes.map(({ namespace }) => namespace));
    return [...places].filter((place) => !this.#namespaces.has(place)).toSorted(compare);
  }

  /** The pods that a policy is for. */
  selectedBy({ policy, entry }: PlacedPolicy): readonly NetworkNode[] {
    const { namespaces, pods } = policy.subject;
    const places = namespaces === null ? [entry.resource.namespace] : this.#matchingNamespaces(namespaces);
    return this.#index.select(places, pods);
  }

  /** The pods that a peer of a policy in this namespace means. */
  meantBy(peer: Peer, namespace: string): readonly NetworkNode[] {
    if (peer.form !== "pods") return [];
    const known = this.#meant.get(peer);
    if (known) return known;
    // Many policies say the same.
    const key = JSON.stringify([peer.namespaces ?? namespace, peer.pods]);
    let meant = this.#meantBySelectors.get(key);
    if (!meant) {
      const places = peer.namespaces === null ? [namespace] : this.#matchingNamespaces(peer.namespaces);
      this.#meantBySelectors.set(key, (meant = this.#index.select(places, peer.pods)));
    }
    this.#meant.set(peer, meant);
    return meant;
  }

  /** The policies for pods, in the order in which they are asked; one and the same list for all pods that have the same. */
  policiesOf(node: NetworkNode): readonly PlacedPolicy[] {
    return this.#selecting.get(node) ?? none;
  }

  /** The NetworkPolicies that mean pods by their labels, and do not hold for them because they are on the host's network. */
  policiesPast({ hostNetwork, namespace, labels }: NetworkNode): readonly PlacedPolicy[] {
    if (!hostNetwork) return none;
    return this.policies.filter(
      ({ policy: { tier, subject }, entry: { resource } }) =>
        tier === "network" && resource.namespace === namespace && matchesSelector(subject.pods, labels),
    );
  }

  /** Whether NetworkPolicies isolate pods in a direction, so that only what a rule allows goes through. */
  isIsolated(node: NetworkNode, direction: Direction): boolean {
    return this.policiesOf(node).some(({ policy }) => policy.tier === "network" && policy[direction] !== undefined);
  }

  /** The ports of `to` that pods, or an address, reach. */
  ports(from: Endpoint, to: Endpoint): PortSet {
    const egress = this.side("egress", from, to).ports;
    return egress.isEmpty ? egress : egress.intersect(this.side("ingress", from, to).ports);
  }

  /** What the policies of one end say: those of `from` for egress, those of `to` for ingress. */
  side(direction: Direction, from: Endpoint, to: Endpoint): Side {
    const [own, other] = direction === "egress" ? [from, to] : [to, from];
    if ("address" in own) return free("not-a-pod");
    // Between a node and the pods on it everything is let through, and nobody can tell on which node a pod will be.
    if (own.hostNetwork || (!("address" in other) && other.hostNetwork)) return free("host-network");
    // A Pod by itself is one, and reaches itself; of a workload there may be several.
    if (own === other && own.kind === "Pod") return free("itself");
    const policies = this.policiesOf(own).filter(({ policy }) => policy[direction] !== undefined);
    return this.#decide(policies, direction, own, other, to);
  }

  #decide(
    policies: readonly PlacedPolicy[],
    direction: Direction,
    own: NetworkNode,
    other: Endpoint,
    target: Endpoint,
  ): Side {
    const rules: { policy: PlacedPolicy; rule: PolicyRule; ports: PortSet }[] = [];
    let allowed = PortSet.none;
    // Each tier hands on what it has not decided.
    let open = PortSet.all;
    const askInOrder = (tier: "admin" | "baseline"): PortSet => {
      let passed = PortSet.none;
      for (const policy of policies.filter((placed) => placed.policy.tier === tier)) {
        for (const rule of policy.policy[direction] ?? []) {
          const ports = this.#portsOf(rule, policy, other, target).intersect(open);
          if (ports.isEmpty) continue;
          rules.push({ policy, rule, ports });
          open = open.subtract(ports);
          if (rule.action === "allow") allowed = allowed.union(ports);
          if (rule.action === "pass") passed = passed.union(ports);
        }
      }
      return open.union(passed);
    };
    open = askInOrder("admin");
    if (this.isIsolated(own, direction)) {
      for (const policy of policies.filter((placed) => placed.policy.tier === "network")) {
        for (const rule of policy.policy[direction] ?? []) {
          const ports = this.#portsOf(rule, policy, other, target).intersect(open);
          if (ports.isEmpty) continue;
          rules.push({ policy, rule, ports });
          allowed = allowed.union(ports);
        }
      }
    } else {
      const rest = askInOrder("baseline");
      allowed = allowed.union(rest);
    }
    return { ports: allowed, reason: policies.length > 0 ? "rules" : "not-isolated", policies, rules };
  }

  /** The ports of the target that a rule means, if it means the other side. */
  #portsOf(rule: PolicyRule, { entry }: PlacedPolicy, other: Endpoint, target: Endpoint): PortSet {
    const { namespace } = entry.resource;
    const isMeant =
      rule.peers === null || rule.peers.some((peer) => this.#matches(peer, other, namespace, rule.action));
    return isMeant ? this.portsOfRule(rule, target) : PortSet.none;
  }

  /** The ports of the target that a rule means, whoever comes. */
  portsOfRule({ ports }: PolicyRule, target: Endpoint): PortSet {
    return ports === null ? PortSet.all : ports.map((port) => portsIn(port, target)).reduce(union, PortSet.none);
  }

  /** Whether a peer of a policy in this namespace means pods, or an address. */
  #matches(peer: Peer, other: Endpoint, namespace: string, action: PolicyRule["action"]): boolean {
    if (peer.form === "other") return false;
    if ("address" in other) return peer.form === "block" && isWithin(peer, other.address);
    if (peer.form === "block") return this.isForPods(peer, action);
    if (other === everyPod) return isUniversal(peer);
    const isPlace =
      peer.namespaces === null
        ? namespace === other.namespace
        : matchesSelector(peer.namespaces, this.namespaceLabels(other.namespace));
    return isPlace && matchesSelector(peer.pods, other.labels);
  }

  /**
   * Where pods get their addresses is not known for sure. A block allows them when it holds one of the networks they may be
   * in; it denies them only when it holds all, so that nothing looks closed that may be open.
   */
  isForPods(peer: BlockPeer, action: PolicyRule["action"]): boolean {
    if (action !== "deny") return this.#podNetworks.some((network) => isWithin(peer, network));
    const own = this.#podNetworks.filter(({ version }) => version === peer.block.version);
    return own.length > 0 && own.every((network) => isWithin(peer, network));
  }

  /** Addresses outside of the cluster: one for all that the policies for these pods treat alike. */
  outside(node: NetworkNode): Outside {
    const policies = this.policiesOf(node);
    let found = this.#outside.get(policies);
    if (!found) this.#outside.set(policies, (found = this.#addressesFor(policies)));
    return found;
  }

  /** One address for all of a block that the policies for these pods treat alike. */
  within(block: Block, node: NetworkNode): readonly Block[] {
    const inside = blocksOf(this.policiesOf(node)).filter((one) => overlaps(one, block));
    return piecesOf(block.version, [block, ...inside])
      .filter((piece) => contains(block, piece))
      .map(firstOf);
  }

  #addressesFor(policies: readonly PlacedPolicy[]): Outside {
    const blocks = [...blocksOf(policies), ...this.#podNetworks];
    const pieces = ([4, 6] as const)
      .flatMap((version) => piecesOf(version, blocks))
      .filter((piece) => !this.isPodAddress(piece));
    return { wide: pieces.filter(isLarge).map(firstOf), all: pieces.map(firstOf) };
  }

  isPodAddress(address: Block): boolean {
    return this.#podNetworks.some((network) => overlaps(network, address));
  }

  #matchingNamespaces(selector: unknown): readonly string[] {
    return this.#index.namespaces.filter((name) => matchesSelector(selector, this.namespaceLabels(name)));
  }
}

const none: readonly PlacedPolicy[] = [];

/** The blocks that policies name, and those that they except. */
function blocksOf(policies: readonly PlacedPolicy[]): readonly Block[] {
  const peers = policies.flatMap(({ policy }) =>
    [...(policy.ingress ?? []), ...(policy.egress ?? [])].flatMap((rule) => rule.peers ?? []),
  );
  return peers.flatMap((peer) => (peer.form === "block" ? [peer.block, ...peer.except.map(({ block }) => block)] : []));
}

/** Whether a selector of namespaces asks for more than their names. */
function asksForLabels({ matchLabels, matchExpressions }: JsonObject): boolean {
  const keys = [
    ...Object.keys(asObject(matchLabels)),
    ...asList(matchExpressions).map((item) => asObject(item)["key"]),
  ];
  return keys.some((key) => key !== nameLabel);
}

function free(reason: Side["reason"]): Side {
  return { ports: PortSet.all, reason, policies: [], rules: [] };
}

function isWithin({ block, except }: BlockPeer, part: Block): boolean {
  return contains(block, part) && !except.some((one) => overlaps(one.block, part));
}

/** A named port is looked up in the pod that is reached; an address has none. */
function portsIn({ protocol, name, range }: PortRule, target: Endpoint): PortSet {
  if (name === undefined) {
    const whole = protocol === null ? protocols : [protocol];
    return whole.map((one) => (range ? PortSet.of(one, ...range) : PortSet.of(one))).reduce(union);
  }
  if ("address" in target) return PortSet.none;
  return target.ports
    .filter((port) => port.name === name && (protocol === null || port.protocol === protocol))
    .map((port) => PortSet.of(port.protocol, port.port, port.port))
    .reduce(union, PortSet.none);
}

function union(left: PortSet, right: PortSet): PortSet {
  return left.union(right);
}

function nodesOf(entry: NetworkEntry): readonly NetworkNode[] {
  const { kind, namespace, name } = entry.resource;
  return (entry.pods ?? []).map((pod, index) => ({
    id: `${kind} ${namespace}/${name}${index === 0 ? "" : `#${index + 1}`}`,
    kind,
    namespace,
    name,
    labels: pod.labels,
    hostNetwork: pod.hostNetwork,
    ports: pod.ports,
    entry,
    pod,
  }));
}

/** By priority, then by name: of two with one priority Kubernetes promises nothing. */
function byOrder(left: PlacedPolicy, right: PlacedPolicy): number {
  return (
    left.policy.priority - right.policy.priority ||
    compare(left.entry.resource.namespace, right.entry.resource.namespace) ||
    compare(left.entry.resource.name, right.entry.resource.name)
  );
}
