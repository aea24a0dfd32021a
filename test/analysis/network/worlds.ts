// Small clusters with everything that network policies can say, drawn at random.
import fc from "fast-check";
import type { Packet, ReferencePod, World, WrittenPolicy, WrittenRule, WrittenSelector } from "./reference.ts";

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

const peer = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector }),
  fc.record({ podSelector: selector, namespaceSelector }),
  block,
);

const portRule = fc.oneof(
  fc.record({ protocol }, { requiredKeys: [] }),
  fc.record({ protocol, port: fc.oneof(port, fc.constantFrom(...names)) }, { requiredKeys: ["port"] }),
  fc.record({ protocol, port: fc.constant(80), endPort: fc.constantFrom(80, 443, 9000) }),
);

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
      policyTypes: fc.subarray(["Ingress", "Egress"]),
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

function adminRule(field: "from" | "to", actions: readonly string[]): fc.Arbitrary<WrittenRule> {
  const networks = fc.record({ networks: fc.uniqueArray(fc.constantFrom(...cidrs), { minLength: 1, maxLength: 2 }) });
  return fc.record(
    {
      action: fc.constantFrom(...actions),
      [field]: fc.array(field === "to" ? fc.oneof(pods, networks) : pods, { minLength: 1, maxLength: 2 }),
      ports: fc.array(adminPort, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ["action", field] },
  ) as fc.Arbitrary<WrittenRule>;
}

function clusterPolicy(
  kind: "AdminNetworkPolicy" | "BaselineAdminNetworkPolicy",
  actions: readonly string[],
): fc.Arbitrary<WrittenPolicy> {
  return fc.record({
    kind: fc.constant(kind),
    metadata: fc.record({ name: fc.constantFrom("first", "second") }),
    spec: fc.record({
      priority: fc.constantFrom(5, 10),
      subject: fc.oneof(pods, fc.constant({ namespaces: {} })),
      ingress: fc.array(adminRule("from", actions), { maxLength: 2 }),
      egress: fc.array(adminRule("to", actions), { maxLength: 2 }),
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
      fc.array(clusterPolicy("AdminNetworkPolicy", ["Allow", "Deny", "Pass"]), { maxLength: 4 }),
      fc.array(clusterPolicy("BaselineAdminNetworkPolicy", ["Allow", "Deny"]), { maxLength: 1 }),
    )
    .map((lists) =>
      lists.flat().map((policy, index) => ({
        ...policy,
        metadata: { ...policy.metadata, name: `${policy.metadata.name}-${index}` },
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
