// Grouped connections say of every pair what the graph says of it alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Connections } from "../../../src/analysis/network/connections.ts";
import { graphOf } from "./graph-of.ts";
import { manifestsOf } from "./manifests.ts";
import { worlds } from "./worlds.ts";

test("rows say of each pair of workloads what the graph says", (t) => {
  let pairs = 0;
  fc.assert(
    fc.property(worlds, (world) => {
      const graph = graphOf(manifestsOf(world));
      const connections = new Connections(graph);
      const rows = connections.rows();
      const last = (from: unknown, to: unknown) =>
        rows.findLast((row) => row.from.some((node) => node === from) && row.to.some((node) => node === to));
      for (const from of graph.nodes)
        for (const to of graph.nodes) {
          // A Pod reaches itself, and no row tells that.
          if (from === to) continue;
          pairs++;
          const expected = graph.ports(from, to).toString();
          assert.equal(connections.ports(from, to).toString(), expected, `${from.id} to ${to.id}`);
          assert.equal(last(from, to)?.ports.toString() ?? "", expected, `rows: ${from.id} to ${to.id}`);
        }
    }),
    { numRuns: 500, seed: 20261125 },
  );
  t.diagnostic(`${pairs} pairs`);
  assert.ok(pairs > 5_000);
});
