// The specification of NetworkPolicy, word by word and for one packet at a time: slow, and on purpose without our graph's code.

export interface World {
  readonly namespaces: readonly { readonly name: string; readonly labels: Labels }[];
  readonly pods: readonly ReferencePod[];
  /** As they are written in manifests. */
  readonly policies: readonly WrittenPolicy[];
}

type Labels = Readonly<Record<string, string>>;

export interface ReferencePod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly hostNetwork: boolean;
  readonly ports: readonly { readonly name: string; readonly containerPort: number; readonly protocol: string }[];
}

export interface WrittenPolicy {
  readonly kind: "NetworkPolicy" | "AdminNetworkPolicy" | "BaselineAdminNetworkPolicy";
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: WrittenSpec;
}

export interface WrittenSpec {
  readonly podSelector?: WrittenSelector;
  readonly policyTypes?: readonly string[];
  readonly priority?: number;
  readonly subject?: WrittenPods;
  readonly ingress?: readonly WrittenRule[];
  readonly egress?: readonly WrittenRule[];
}

export interface WrittenSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

interface WrittenPods {
  readonly namespaces?: WrittenSelector;
  readonly pods?: { readonly namespaceSelector: WrittenSelector; readonly podSelector: WrittenSelector };
}

export interface WrittenPeer extends WrittenPods {
  readonly podSelector?: WrittenSelector;
  readonly namespaceSelector?: WrittenSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
  readonly networks?: readonly string[];
}

export interface WrittenRule {
  readonly action?: string;
  readonly from?: readonly WrittenPeer[];
  readonly to?: readonly WrittenPeer[];
  readonly ports?: readonly WrittenPort[];
}

interface WrittenPort {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
  readonly portNumber?: { readonly protocol: string; readonly port: number };
  readonly portRange?: { readonly protocol: string; readonly start: number; readonly end: number };
  readonly namedPort?: string;
}

/** A pod, or an address in four numbers. */
export type End = ReferencePod | readonly number[];

export interface Packet {
  readonly from: End;
  readonly to: End;
  readonly protocol: string;
  readonly port: number;
}

/** Whether both ends let a connection through. */
export function isLetThrough(world: World, packet: Packet): boolean {
  if ([packet.from, packet.to].some((end) => isPod(end) && end.hostNetwork)) return true;
  return endLets(world, packet, "egress") && endLets(world, packet, "ingress");
}

function isPod(end: End): end is ReferencePod {
  return !Array.isArray(end);
}

function endLets(world: World, packet: Packet, direction: "ingress" | "egress"): boolean {
  const own = direction === "egress" ? packet.from : packet.to;
  if (!isPod(own)) return true;
  const admin = firstAction(world, packet, direction, own, "AdminNetworkPolicy");
  if (admin === "Allow") return true;
  if (admin === "Deny") return false;
  const isolating = world.policies.filter(
    ({ kind, metadata, spec }) =>
      kind === "NetworkPolicy" &&
      metadata.namespace === own.namespace &&
      selects(spec.podSelector ?? {}, own.labels) &&
      typesOf(spec).includes(direction),
  );
  if (isolating.length > 0)
    return isolating.some(({ metadata, spec }) =>
      (spec[direction] ?? []).some((rule) => ruleLets(world, rule, packet, direction, metadata.namespace ?? "")),
    );
  return firstAction(world, packet, direction, own, "BaselineAdminNetworkPolicy") !== "Deny";
}

function typesOf({ policyTypes = [], egress = [] }: WrittenSpec): readonly string[] {
  if (policyTypes.length > 0) return policyTypes.map((type) => type.toLowerCase());
  return egress.length > 0 ? ["ingress", "egress"] : ["ingress"];
}

function ruleLets(
  world: World,
  rule: WrittenRule,
  packet: Packet,
  direction: "ingress" | "egress",
  namespace: string,
): boolean {
  const peers = (direction === "ingress" ? rule.from : rule.to) ?? [];
  const other = direction === "ingress" ? packet.from : packet.to;
  const isPeer = peers.length === 0 || peers.some((peer) => isMeant(world, peer, other, namespace));
  const ports = rule.ports ?? [];
  return isPeer && (ports.length === 0 || ports.some((port) => isPort(port, packet)));
}

function isMeant(world: World, peer: WrittenPeer, other: End, namespace: string): boolean {
  if (peer.ipBlock) return isInBlock(peer.ipBlock.cidr, peer.ipBlock.except ?? [], other);
  if (!isPod(other)) return false;
  if (peer.namespaceSelector) {
    const isPlace = selects(peer.namespaceSelector, labelsOf(world, other.namespace));
    return isPlace && selects(peer.podSelector ?? {}, other.labels);
  }
  return other.namespace === namespace && selects(peer.podSelector ?? {}, other.labels);
}

function isPort(written: WrittenPort, { to, protocol, port }: Packet): boolean {
  if ((written.protocol ?? "TCP") !== protocol) return false;
  if (written.port === undefined) return true;
  if (typeof written.port === "number") return port >= written.port && port <= (written.endPort ?? written.port);
  return (
    isPod(to) &&
    to.ports.some((one) => one.name === written.port && one.containerPort === port && one.protocol === protocol)
  );
}

function firstAction(
  world: World,
  packet: Packet,
  direction: "ingress" | "egress",
  own: ReferencePod,
  kind: WrittenPolicy["kind"],
): string | undefined {
  const other = direction === "ingress" ? packet.from : packet.to;
  const ordered = world.policies
    .filter((policy) => policy.kind === kind && isSubject(world, policy.spec.subject ?? {}, own))
    .toSorted(
      (a, b) => (a.spec.priority ?? 0) - (b.spec.priority ?? 0) || (a.metadata.name < b.metadata.name ? -1 : 1),
    );
  for (const { spec } of ordered) {
    for (const rule of spec[direction] ?? []) {
      const peers = (direction === "ingress" ? rule.from : rule.to) ?? [];
      const isPeer = peers.some(
        (peer) =>
          (isPod(other) && isSubject(world, peer, other)) ||
          (peer.networks ?? []).some((network) => isInBlock(network, [], other)),
      );
      if (isPeer && (!rule.ports || rule.ports.some((port) => isAdminPort(port, packet)))) return rule.action;
    }
  }
  return undefined;
}

function isSubject(world: World, { namespaces, pods }: WrittenPods, pod: ReferencePod): boolean {
  if (namespaces) return selects(namespaces, labelsOf(world, pod.namespace));
  if (!pods) return false;
  return selects(pods.namespaceSelector, labelsOf(world, pod.namespace)) && selects(pods.podSelector, pod.labels);
}

function isAdminPort({ portNumber, portRange, namedPort }: WrittenPort, { to, protocol, port }: Packet): boolean {
  if (portNumber) return portNumber.protocol === protocol && portNumber.port === port;
  if (portRange) return portRange.protocol === protocol && port >= portRange.start && port <= portRange.end;
  return (
    isPod(to) &&
    to.ports.some((one) => one.name === namedPort && one.containerPort === port && one.protocol === protocol)
  );
}

function selects({ matchLabels = {}, matchExpressions = [] }: WrittenSelector, labels: Labels): boolean {
  for (const [key, value] of Object.entries(matchLabels)) if (labels[key] !== value) return false;
  for (const { key, operator, values = [] } of matchExpressions) {
    const value = labels[key];
    if (operator === "In" && (value === undefined || !values.includes(value))) return false;
    if (operator === "NotIn" && value !== undefined && values.includes(value)) return false;
    if (operator === "Exists" && value === undefined) return false;
    if (operator === "DoesNotExist" && value !== undefined) return false;
  }
  return true;
}

/** Every namespace has its name as a label, whether somebody wrote a Namespace or not. */
function labelsOf({ namespaces }: World, name: string): Labels {
  return { ...namespaces.find((one) => one.name === name)?.labels, "kubernetes.io/metadata.name": name };
}

/** Where a pod's address will be nobody knows: a block means it when it holds a whole private network. */
function isInBlock(cidr: string, except: readonly string[], end: End): boolean {
  if (!isPod(end)) return isIn(cidr, end) && !except.some((part) => isIn(part, end));
  return ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].some((network) => {
    const corners = cornersOf(network);
    const isWhole = corners.every((corner) => isIn(cidr, corner));
    const isCut = except.some(
      (part) => corners.some((corner) => isIn(part, corner)) || cornersOf(part).some((corner) => isIn(network, corner)),
    );
    return isWhole && !isCut;
  });
}

function isIn(cidr: string, address: readonly number[]): boolean {
  const [base = "", prefix = "0"] = cidr.split("/");
  const length = Number(prefix);
  return bits(address).slice(0, length) === bits(base.split(".").map(Number)).slice(0, length);
}

function cornersOf(cidr: string): readonly (readonly number[])[] {
  const [base = "", prefix = "0"] = cidr.split("/");
  const kept = bits(base.split(".").map(Number)).slice(0, Number(prefix));
  return ["0", "1"].map((fill) => (kept.padEnd(32, fill).match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

function bits(address: readonly number[]): string {
  return address.map((byte) => byte.toString(2).padStart(8, "0")).join("");
}
