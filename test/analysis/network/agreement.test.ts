// The graph agrees with the specification, packet by packet, in clusters that nobody has thought of.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseAddress } from "../../../src/analysis/network/cidr.ts";
import type { Endpoint, NetworkGraph } from "../../../src/analysis/network/network-graph.ts";
import type { Protocol } from "../../../src/analysis/network/port-set.ts";
import { graphOf } from "./graph-of.ts";
import { manifestsOf } from "./manifests.ts";
import { isLetThrough, type End } from "./reference.ts";
import { packetsOf, worlds } from "./worlds.ts";

const podOf = (graph: NetworkGraph, end: End): Endpoint => {
  if ("namespace" in end) {
    const node = graph.nodes.find(({ name }) => name === end.name);
    if (node) return node;
  }
  const address = Array.isArray(end) ? parseAddress(end.join(".")) : undefined;
  if (!address) throw new Error("the end is neither a pod of the graph nor an address");
  return { address };
};

test("the graph lets through exactly what the specification lets through", (t) => {
  let packets = 0;
  let through = 0;
  fc.assert(
    fc.property(worlds, (world) => {
      const graph = graphOf(manifestsOf(world));
      for (const packet of packetsOf(world)) {
        const expected = isLetThrough(world, packet);
        const ports = graph.ports(podOf(graph, packet.from), podOf(graph, packet.to));
        packets++;
        if (expected) through++;
        assert.equal(ports.has(packet.protocol as Protocol, packet.port), expected, JSON.stringify(packet));
      }
    }),
    { numRuns: 500, seed: 20261125 },
  );
  t.diagnostic(`${packets} packets, ${through} let through, no disagreement`);
  assert.ok(packets > 50_000);
});
