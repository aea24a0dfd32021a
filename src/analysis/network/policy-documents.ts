// What policies read of a NetworkPolicy or one of the whole cluster: whom it selects, and what each of its rules means.
import type { JsonObject } from "../json.ts";
import { asList, asObject } from "../json.ts";
import { isEverything } from "./cidr.ts";
import type { Exposures } from "./exposures.ts";
import type { NetworkGraph, NetworkNode, PlacedPolicy } from "./network-graph.ts";
import { isEverySelector, type Direction, type Peer, type PodPeer, type PolicyRule, type PortRule } from "./policy.ts";

/** How many of a list a document names, and how many pairs of pods are tried before a path counts as open. */
const named = 20;
const tried = 20;

const systemNamespace = "kube-system";
/** Policies see the port of the DNS pods, which OpenShift and Gardener have elsewhere. */
const dnsPorts = [53, 5353, 8053];

const nameLabel = "kubernetes.io/metadata.name";

export class PolicyDocuments {
  readonly #graph: NetworkGraph;
  readonly #exposures: Exposures;
  readonly #places: ReadonlySet<string>;
  readonly #foreign: ReadonlySet<string>;

  /** `places` are the namespaces with pods in the evidence, `foreign` those where a controller runs pods of its own. */
  constructor(graph: NetworkGraph, exposures: Exposures, places: ReadonlySet<string>, foreign: ReadonlySet<string>) {
    this.#graph = graph;
    this.#exposures = exposures;
    this.#places = places;
    this.#foreign = foreign;
  }

  of(placed: PlacedPolicy): JsonObject {
    const { policy, entry } = placed;
    const selected = this.#graph.selectedBy(placed);
    const { namespace } = entry.resource;
    return {
      tier: policy.tier,
      selects: {
        path: policy.tier === "network" ? ["spec", "podSelector"] : ["spec", "subject"],
        count: selected.length,
        known: this.#isKnown(policy.subject, namespace),
        matches: selected.slice(0, named).map(identify),
      },
      directions: { ingress: policy.ingress !== undefined, egress: policy.egress !== undefined },
      rules: (["ingress", "egress"] as const).flatMap((direction) =>
        (policy[direction] ?? []).map((rule) => this.#ruleOf(rule, direction, namespace, selected)),
      ),
    };
  }

  /** Whether something that may be a DNS server can be asked, by UDP or TCP. */
  mayAskDns(node: NetworkNode): boolean {
    if (node.hostNetwork || !this.#graph.isIsolated(node, "egress")) return true;
    return this.#graph
      .policiesOf(node)
      .some(({ policy, entry }) =>
        (policy.egress ?? []).some(
          (rule) =>
            rule.action === "allow" &&
            (rule.ports === null || rule.ports.some(isDnsPort)) &&
            (rule.peers === null || rule.peers.some((peer) => this.#mayBeDns(peer, entry.resource.namespace))),
        ),
      );
  }

  #mayBeDns(peer: Peer, namespace: string): boolean {
    if (peer.form !== "pods" || peer.namespaces !== null) return true;
    return this.#graph.meantBy(peer, namespace).some(({ labels }) => /dns/.test([...labels.values()].join(" ")));
  }

  #ruleOf(rule: PolicyRule, direction: Direction, namespace: string, selected: readonly NetworkNode[]): JsonObject {
    const meant = (rule.peers ?? []).flatMap((peer) => this.#graph.meantBy(peer, namespace));
    const targets = direction === "ingress" ? selected : meant;
    const areTargetsKnown =
      direction === "ingress" || (rule.peers ?? []).every((peer) => this.#isPeerKnown(peer, namespace));
    return {
      direction,
      path: rule.path,
      action: rule.action,
      everyone: rule.peers === null,
      allPorts: rule.ports === null,
      published: direction === "ingress" && this.#isPublished(rule, selected),
      peers: (rule.peers ?? []).map((peer) => this.#peerOf(peer, rule, direction, namespace, selected)),
      ports: (rule.ports ?? []).map(({ path, protocol, name, range }) => ({
        path,
        protocol: protocol ?? "any",
        port: name ?? range?.[0] ?? "all",
        endPort: range?.[1] ?? 0,
        named: name !== undefined,
        found:
          name === undefined ||
          targets.some(({ ports }) =>
            ports.some((port) => port.name === name && (protocol === null || port.protocol === protocol)),
          ),
        known: areTargetsKnown && targets.length > 0,
      })),
    };
  }

  /** Whether each pod that the rule is for is meant to be reached from outside, or by the API server, on all ports of the rule. */
  #isPublished(rule: PolicyRule, selected: readonly NetworkNode[]): boolean {
    return (
      selected.length > 0 &&
      selected.slice(0, tried).every((node) => {
        const opened = this.#graph.portsOfRule(rule, node);
        return !opened.isEmpty && opened.subtract(this.#exposures.publishedPorts(node)).isEmpty;
      })
    );
  }

  #peerOf(
    peer: Peer,
    rule: PolicyRule,
    direction: Direction,
    namespace: string,
    selected: readonly NetworkNode[],
  ): JsonObject {
    if (peer.form === "other") return { path: peer.path, form: "other" };
    if (peer.form === "block") {
      const { path, cidr, block, except } = peer;
      return { path, form: "block", cidr, except: except.map((one) => one.cidr), any: isEverything(block) };
    }
    const meant = this.#graph.meantBy(peer, namespace);
    const places = [...new Set(meant.map((node) => node.namespace))];
    return {
      path: peer.path,
      form: "pods",
      everyNamespace: peer.namespaces !== null && isEverySelector(peer.namespaces),
      everyPod: isEverySelector(peer.pods),
      crossNamespace: peer.namespaces !== null,
      namespaces: places.slice(0, named),
      count: meant.length,
      known: this.#isPeerKnown(peer, namespace),
      blocked: rule.action === "allow" ? this.#blocked(rule, direction, meant, selected) : 0,
    };
  }

  /** How many of the pods that a peer means the other side keeps from every pod that the policy selects. */
  #blocked(
    rule: PolicyRule,
    direction: Direction,
    meant: readonly NetworkNode[],
    selected: readonly NetworkNode[],
  ): number {
    const own = selected.slice(0, tried);
    if (own.length === 0) return 0;
    return meant.slice(0, tried).filter((other) =>
      own.every((node) => {
        const [from, to] = direction === "egress" ? [node, other] : [other, node];
        const opposite = direction === "egress" ? "ingress" : "egress";
        const wanted = this.#graph.portsOfRule(rule, to);
        return !wanted.isEmpty && this.#graph.side(opposite, from, to).ports.intersect(wanted).isEmpty;
      }),
    ).length;
  }

  #isPeerKnown(peer: Peer, namespace: string): boolean {
    return peer.form === "pods" && this.#isKnown(peer, namespace);
  }

  /**
   * Whether all pods that can be meant are in the evidence, as far as one can tell: namespaces by name, none foreign, and not
   * that of what comes with the cluster.
   */
  #isKnown({ namespaces }: Pick<PodPeer, "namespaces">, namespace: string): boolean {
    const places = namespaces === null ? [namespace] : namesIn(namespaces);
    return (
      places.length > 0 &&
      places.every((place) => place !== systemNamespace && this.#places.has(place) && !this.#foreign.has(place))
    );
  }
}

function isDnsPort({ protocol, name, range }: PortRule): boolean {
  if (protocol === "SCTP") return false;
  if (name !== undefined) return name.startsWith("dns");
  return !range || dnsPorts.some((port) => range[0] <= port && port <= range[1]);
}

/** The namespaces that a selector holds to by their names; none when others may have the labels. */
function namesIn(selector: JsonObject): readonly string[] {
  const { matchLabels, matchExpressions } = selector;
  const label = asObject(matchLabels)[nameLabel];
  if (typeof label === "string") return [label];
  const expression = asList(matchExpressions)
    .map(asObject)
    .find(({ key, operator }) => key === nameLabel && operator === "In");
  return asList(expression?.["values"]).filter((value): value is string => typeof value === "string");
}

function identify({ kind, namespace, name }: NetworkNode): JsonObject {
  return { kind, namespace, name };
}
