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
  readonly kind: "NetworkPolicy" | "AdminNetworkPolicy" | "BaselineAdminNetworkPolicy" | "ClusterNetworkPolicy";
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: WrittenSpec;
}

export interface WrittenSpec {
  readonly podSelector?: WrittenSelector;
  readonly policyTypes?: readonly string[];
  readonly priority?: number;
  readonly tier?: string;
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
  /** What is null is absent. */
  readonly podSelector?: WrittenSelector | null;
  readonly namespaceSelector?: WrittenSelector | null;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
  readonly networks?: readonly string[];
}

export interface WrittenRule {
  readonly action?: string;
  readonly from?: readonly WrittenPeer[];
  readonly to?: readonly WrittenPeer[];
  readonly ports?: readonly WrittenPort[];
  readonly protocols?: readonly WrittenProtocol[];
}

type WrittenTransport = {
  readonly destinationPort?: {
    readonly number?: number;
    readonly range?: { readonly start: number; readonly end: number };
  };
};

interface WrittenProtocol {
  readonly tcp?: WrittenTransport;
  readonly udp?: WrittenTransport;
  readonly sctp?: WrittenTransport;
  readonly destinationNamedPort?: string;
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

/** Whether both ends let a connection through. A pod always reaches itself. */
export function isLetThrough(world: World, packet: Packet): boolean {
  if (packet.from === packet.to) return true;
  if ([packet.from, packet.to].some((end) => isPod(end) && end.hostNetwork)) return true;
  return endLets(world, packet, "egress") && endLets(world, packet, "ingress");
}

function isPod(end: End): end is ReferencePod {
  return !Array.isArray(end);
}

function endLets(world: World, packet: Packet, direction: "ingress" | "egress"): boolean {
  const own = direction === "egress" ? packet.from : packet.to;
  if (!isPod(own)) return true;
  const admin = firstAction(world, packet, direction, own, isAdmin);
  if (admin === "Allow" || admin === "Accept") return true;
  if (admin === "Deny") return false;
  const isolating = world.policies.filter(
    ({ kind, metadata, spec }) =>
      kind === "NetworkPolicy" &&
      isAccepted(spec) &&
      metadata.namespace === own.namespace &&
      selects(spec.podSelector ?? {}, own.labels) &&
      typesOf(spec).includes(direction),
  );
  if (isolating.length > 0)
    return isolating.some(({ metadata, spec }) =>
      (spec[direction] ?? []).some((rule) => ruleLets(world, rule, packet, direction, metadata.namespace ?? "")),
    );
  return firstAction(world, packet, direction, own, isBaseline) !== "Deny";
}

function isAdmin({ kind, spec }: WrittenPolicy): boolean {
  return kind === "AdminNetworkPolicy" || (kind === "ClusterNetworkPolicy" && spec.tier === "Admin");
}

function isBaseline({ kind, spec }: WrittenPolicy): boolean {
  return kind === "BaselineAdminNetworkPolicy" || (kind === "ClusterNetworkPolicy" && spec.tier === "Baseline");
}

/** Whether the API server takes a NetworkPolicy: of what worlds have, these are the mistakes. */
function isAccepted(spec: WrittenSpec): boolean {
  const rules = [...(spec.ingress ?? []), ...(spec.egress ?? [])];
  const peers = rules.flatMap((rule) => [...(rule.from ?? []), ...(rule.to ?? [])]);
  const ports = rules.flatMap((rule) => rule.ports ?? []);
  return (
    (spec.policyTypes ?? []).every((type) => ["Ingress", "Egress"].includes(type)) &&
    peers.every((peer) => {
      const isPods = (peer.podSelector ?? peer.namespaceSelector ?? undefined) !== undefined;
      const isBlock = (peer.ipBlock ?? undefined) !== undefined;
      return isPods !== isBlock && !(peer.ipBlock?.except ?? []).includes(peer.ipBlock?.cidr ?? "");
    }) &&
    ports.every(
      ({ protocol, port, endPort }) =>
        ["TCP", "UDP", "SCTP"].includes(protocol ?? "TCP") &&
        (endPort === undefined || (typeof port === "number" && endPort >= port)) &&
        (typeof port !== "string" || /[a-z]/.test(port)) &&
        (typeof port !== "number" || (port > 0 && port < 65_536)),
    )
  );
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
  if (peer.namespaceSelector !== undefined && peer.namespaceSelector !== null) {
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
  isOfTier: (policy: WrittenPolicy) => boolean,
): string | undefined {
  const other = direction === "ingress" ? packet.from : packet.to;
  const ordered = world.policies
    .filter((policy) => isOfTier(policy) && isSubject(world, policy.spec.subject ?? {}, own))
    .toSorted(
      (a, b) => (a.spec.priority ?? 0) - (b.spec.priority ?? 0) || (a.metadata.name < b.metadata.name ? -1 : 1),
    );
  for (const { spec } of ordered) {
    for (const rule of spec[direction] ?? []) {
      const peers = (direction === "ingress" ? rule.from : rule.to) ?? [];
      const isPeer = peers.some(
        (peer) =>
          (isPod(other) && isSubject(world, peer, other)) ||
          (peer.networks ?? []).some((network) => isInBlock(network, [], other, rule.action === "Deny")),
      );
      if (!isPeer) continue;
      const isEvery = !rule.ports && !rule.protocols;
      if (isEvery || (rule.ports ?? []).some((port) => isAdminPort(port, packet))) return rule.action;
      if ((rule.protocols ?? []).some((one) => isClusterProtocol(one, packet))) return rule.action;
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

function isClusterProtocol(
  { tcp, udp, sctp, destinationNamedPort }: WrittenProtocol,
  { to, protocol, port }: Packet,
): boolean {
  if (destinationNamedPort !== undefined)
    return (
      isPod(to) &&
      to.ports.some(
        (one) => one.name === destinationNamedPort && one.containerPort === port && one.protocol === protocol,
      )
    );
  const transport = { TCP: tcp, UDP: udp, SCTP: sctp }[protocol];
  if (!transport) return false;
  const { number = port, range = { start: 1, end: 65_535 } } = transport.destinationPort ?? {};
  return port === number && port >= range.start && port <= range.end;
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

/**
 * Where a pod's address will be nobody knows: a block lets it through when it holds a whole private network, and keeps it out
 * when it holds all of them.
 */
function isInBlock(cidr: string, except: readonly string[], end: End, denies = false): boolean {
  if (!isPod(end)) return isIn(cidr, end) && !except.some((part) => isIn(part, end));
  const networks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map((network) => {
    const corners = cornersOf(network);
    const isWhole = corners.every((corner) => isIn(cidr, corner));
    const isCut = except.some(
      (part) => corners.some((corner) => isIn(part, corner)) || cornersOf(part).some((corner) => isIn(network, corner)),
    );
    return isWhole && !isCut;
  });
  return denies ? networks.every(Boolean) : networks.some(Boolean);
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
