// Small clusters with everything that network policies can say, drawn at random.
import fc from "fast-check";
import type {
  Packet,
  ReferencePod,
  World,
  WrittenPeer,
  WrittenPolicy,
  WrittenRule,
  WrittenSelector,
} from "./reference.ts";

const namespaces = ["agents", "data", "edge"];
const keys = ["app", "tier"];
const values = ["a", "b", "c"];
const protocols = ["TCP", "UDP", "SCTP"];
const ports = [53, 80, 443, 5432, 8080];
const names = ["web", "db"];
const cidrs = ["0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "192.168.0.0/16", "203.0.113.0/24", "198.51.100.7/32"];

const labels = fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...values), { maxKeys: 2 });
const protocol = fc.constantFrom(...protocols);
const port = fc.constantFrom(...ports);

const expression = fc.oneof(
  fc.record({
    key: fc.constantFrom(...keys),
    operator: fc.constantFrom("In", "NotIn"),
    values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ key: fc.constantFrom(...keys), operator: fc.constantFrom("Exists", "DoesNotExist") }),
);

const selector: fc.Arbitrary<WrittenSelector> = fc.record(
  { matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 1 }) },
  { requiredKeys: [] },
);
const namespaceSelector: fc.Arbitrary<WrittenSelector> = fc.oneof(
  selector,
  fc.record({
    matchLabels: fc.record({ "kubernetes.io/metadata.name": fc.constantFrom(...namespaces, "elsewhere") }),
  }),
);

const block = fc.constantFrom(...cidrs).chain((cidr) => {
  const inside = ["10.1.0.0/16", "203.0.113.64/26", "172.16.0.0/12"].filter(() => cidr === "0.0.0.0/0");
  const except = fc.subarray(inside);
  return fc.record({ ipBlock: fc.record({ cidr: fc.constant(cidr), except }, { requiredKeys: ["cidr"] }) });
});

/** What no API server takes, now and then. */
const wrongPeer = fc.constantFrom<WrittenPeer>(
  {},
  { podSelector: null },
  { podSelector: {}, ipBlock: { cidr: "10.0.0.0/8" } },
  { ipBlock: { cidr: "10.0.0.0/8", except: ["10.0.0.0/8"] } },
);
const wrongPort = fc.constantFrom(
  { protocol: "tcp", port: 80 },
  { port: 0 },
  { port: "80" },
  { port: 443, endPort: 80 },
  { port: "web", endPort: 80 },
);

const peer = fc.oneof<fc.WeightedArbitrary<WrittenPeer>[]>(
  { weight: 6, arbitrary: fc.record({ podSelector: selector }) },
  { weight: 6, arbitrary: fc.record({ namespaceSelector }) },
  { weight: 6, arbitrary: fc.record({ podSelector: selector, namespaceSelector }) },
  { weight: 6, arbitrary: block },
  { weight: 1, arbitrary: fc.constant({ podSelector: {}, namespaceSelector: null }) },
  { weight: 1, arbitrary: wrongPeer },
);

const rightPort = fc.oneof(
  fc.record({ protocol }, { requiredKeys: [] }),
  fc.record({ protocol, port: fc.oneof(port, fc.constantFrom(...names)) }, { requiredKeys: ["port"] }),
  fc.record({ protocol, port: fc.constant(80), endPort: fc.constantFrom(80, 443, 9000) }),
);

const portRule = fc.oneof({ weight: 20, arbitrary: rightPort }, { weight: 1, arbitrary: wrongPort });

function rule(field: "from" | "to"): fc.Arbitrary<WrittenRule> {
  return fc.record(
    { [field]: fc.array(peer, { maxLength: 2 }), ports: fc.array(portRule, { maxLength: 2 }) },
    { requiredKeys: [] },
  );
}

const networkPolicy: fc.Arbitrary<WrittenPolicy> = fc.record({
  kind: fc.constant("NetworkPolicy" as const),
  metadata: fc.record({ name: fc.constant("policy"), namespace: fc.constantFrom(...namespaces) }),
  spec: fc.record(
    {
      podSelector: selector,
      policyTypes: fc.oneof(
        { weight: 12, arbitrary: fc.subarray(["Ingress", "Egress"]) },
        { weight: 1, arbitrary: fc.constantFrom(["ingress"], ["Ingress", "Both"]) },
      ),
      ingress: fc.array(rule("from"), { maxLength: 2 }),
      egress: fc.array(rule("to"), { maxLength: 2 }),
    },
    { requiredKeys: ["podSelector"] },
  ),
});

const pods = fc.oneof(
  fc.record({ namespaces: namespaceSelector }),
  fc.record({ pods: fc.record({ namespaceSelector, podSelector: selector }) }),
);

const adminPort = fc.oneof(
  fc.record({ portNumber: fc.record({ protocol, port }) }),
  fc.record({ portRange: fc.record({ protocol, start: fc.constant(80), end: fc.constantFrom(443, 9000) }) }),
  fc.record({ namedPort: fc.constantFrom(...names) }),
);

const transport = fc.record(
  {
    destinationPort: fc.oneof(
      fc.record({ number: port }),
      fc.record({ range: fc.record({ start: fc.constant(80), end: fc.constantFrom(443, 9000) }) }),
    ),
  },
  { requiredKeys: [] },
);
const clusterProtocol = fc.oneof(
  fc.record({ tcp: transport }),
  fc.record({ udp: transport }),
  fc.record({ sctp: transport }),
  fc.record({ destinationNamedPort: fc.constantFrom(...names) }),
);

/** Networks have no named ports: a rule with both is none. */
function clusterRule(
  field: "from" | "to",
  actions: readonly string[],
  ports: "ports" | "protocols",
): fc.Arbitrary<WrittenRule> {
  const networks = fc.record({ networks: fc.uniqueArray(fc.constantFrom(...cidrs), { minLength: 1, maxLength: 2 }) });
  const one = ports === "ports" ? adminPort : clusterProtocol;
  return fc
    .record(
      {
        action: fc.constantFrom(...actions),
        [field]: fc.array(field === "to" ? fc.oneof(pods, networks) : pods, { minLength: 1, maxLength: 2 }),
        [ports]: fc.array<unknown>(one, { minLength: 1, maxLength: 2 }),
      },
      { requiredKeys: ["action", field] },
    )
    .filter(
      (rule) => !/"networks"/.test(JSON.stringify(rule)) || !/amedPort"/.test(JSON.stringify(rule)),
    ) as fc.Arbitrary<WrittenRule>;
}

function clusterPolicy(
  kind: WrittenPolicy["kind"],
  actions: readonly string[],
  ports: "ports" | "protocols" = "ports",
): fc.Arbitrary<WrittenPolicy> {
  const isBaseline = kind === "BaselineAdminNetworkPolicy";
  return fc.record({
    kind: fc.constant(kind),
    metadata: fc.record({ name: fc.constantFrom(...(isBaseline ? ["default"] : ["first", "second"])) }),
    spec: fc.record({
      ...(kind === "ClusterNetworkPolicy" && { tier: fc.constantFrom("Admin", "Baseline") }),
      ...(!isBaseline && { priority: fc.constantFrom(5, 10) }),
      subject: fc.oneof(pods, fc.constant({ namespaces: {} })),
      ingress: fc.array(clusterRule("from", actions, ports), { maxLength: 2 }),
      egress: fc.array(clusterRule("to", actions, ports), { maxLength: 2 }),
    }),
  });
}

const pod = fc.record({
  namespace: fc.constantFrom(...namespaces),
  labels,
  hostNetwork: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  ports: fc.uniqueArray(fc.record({ name: fc.constantFrom(...names), containerPort: port, protocol }), {
    maxLength: 2,
    selector: ({ name }) => name,
  }),
});

/** Most clusters have none of these. */
function orNone(policies: fc.Arbitrary<WrittenPolicy[]>): fc.Arbitrary<WrittenPolicy[]> {
  return fc.oneof(fc.constant<WrittenPolicy[]>([]), policies);
}

export const worlds: fc.Arbitrary<World> = fc.record({
  namespaces: fc
    .subarray(namespaces)
    .chain((some) => fc.tuple(...some.map((name) => fc.record({ name: fc.constant(name), labels })))),
  pods: fc
    .array(pod, { minLength: 2, maxLength: 6 })
    .map((some): readonly ReferencePod[] => some.map((one, index) => ({ name: `pod-${index}`, ...one }))),
  policies: fc
    .tuple(
      fc.array(networkPolicy, { minLength: 2, maxLength: 8 }),
      orNone(fc.array(clusterPolicy("AdminNetworkPolicy", ["Allow", "Deny", "Pass"]), { maxLength: 4 })),
      orNone(fc.array(clusterPolicy("BaselineAdminNetworkPolicy", ["Allow", "Deny"]), { maxLength: 1 })),
      orNone(
        fc.array(clusterPolicy("ClusterNetworkPolicy", ["Accept", "Deny", "Pass"], "protocols"), { maxLength: 2 }),
      ),
    )
    .map((lists) =>
      // No two of one priority have one name: which of those comes first nobody knows.
      lists.flat().map(({ metadata: { name, ...place }, ...policy }, index) => ({
        ...policy,
        metadata: { ...place, name: name === "default" ? name : `${name}-${index}` },
      })),
    ),
});

const addresses = [
  [203, 0, 113, 80],
  [203, 0, 113, 5],
  [198, 51, 100, 7],
  [8, 8, 8, 8],
  [10, 1, 2, 3],
  [172, 16, 0, 1],
];

/** All packets of a world: between pods and each other, and the addresses; for some protocols and ports. */
export function packetsOf(world: World): readonly Packet[] {
  const ends = [...world.pods, ...addresses];
  return ends.flatMap((from) =>
    ends.flatMap((to) => {
      if (Array.isArray(from) && Array.isArray(to)) return [];
      return protocols.flatMap((one) => [80, 443, 5432].map((number) => ({ from, to, protocol: one, port: number })));
    }),
  );
}
