// Pictures as Graphviz, Mermaid and SVG: whole texts of a small one, and laws for any.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { pictureNodeKinds, type Picture } from "../../src/model/index.ts";
import { renderDot } from "../../src/report/picture-dot.ts";
import { renderMermaid } from "../../src/report/picture-mermaid.ts";
import { renderSvg } from "../../src/report/picture-svg.ts";

const small: Picture = {
  nodes: [
    { id: "outside", label: "outside", group: "", kind: "outside" },
    { id: "Deployment agents/pool", label: "pool", group: "agents", kind: "workload" },
    { id: "StatefulSet data/redis", label: 'the "redis"', group: "data", kind: "workload" },
  ],
  edges: [
    { from: "outside", to: "Deployment agents/pool", label: "TCP 8443", isDanger: false },
    { from: "Deployment agents/pool", to: "StatefulSet data/redis", label: "every port", isDanger: true },
  ],
  omitted: 2,
};

test("Graphviz has a cluster for each namespace, and what is worth a look is dashed", () => {
  assert.equal(
    renderDot(small, "Who reaches whom"),
    `digraph touchstone {
  rankdir=LR;
  label="Who reaches whom\\n2 more edges are not shown";
  "outside" [label="outside", shape=doublecircle];
  subgraph cluster_1 {
    label="agents";
    "Deployment agents/pool" [label="pool", shape=box];
  }
  subgraph cluster_2 {
    label="data";
    "StatefulSet data/redis" [label="the \\"redis\\"", shape=box];
  }
  "outside" -> "Deployment agents/pool" [label="TCP 8443"];
  "Deployment agents/pool" -> "StatefulSet data/redis" [label="every port", style="dashed,bold", color=red];
}
`,
  );
});

test("Mermaid has a subgraph for each namespace, and what is worth a look is dotted", () => {
  assert.equal(
    renderMermaid(small),
    `flowchart LR
  n0(("outside"))
  subgraph g1["agents"]
    n1["pool"]
  end
  subgraph g2["data"]
    n2["the #quot;redis#quot;"]
  end
  n0 -->|"TCP 8443"| n1
  n1 -.->|"every port"| n2
  %% 2 more edges are not shown
`,
  );
});

const hostile = '</svg><script>alert(1)</script>\n"-->]]>';

test("names from manifests stay text in every format", () => {
  const picture: Picture = {
    nodes: [{ id: hostile, label: hostile, group: hostile, kind: "workload" }],
    edges: [],
    omitted: 0,
  };
  const svg = renderSvg(picture, hostile, "picture", true);
  assert.equal(svg.match(/<\/svg>/g)?.length, 1);
  assert.doesNotMatch(svg, /<script/);
  assert.doesNotMatch(renderMermaid(picture), /<script|\n"/);
  assert.equal(renderDot(picture, hostile).match(/(?<!\\)"/g)?.length, 8);
});

const pictures: fc.Arbitrary<Picture> = fc.integer({ min: 1, max: 40 }).chain((count) =>
  fc.record({
    nodes: fc.tuple(
      ...Array.from({ length: count }, (_, index) =>
        fc.record({
          id: fc.constant(`n${index}`),
          label: fc.string({ maxLength: 60 }),
          group: fc.constantFrom("", "agents", "data"),
          kind: fc.constantFrom(...pictureNodeKinds),
        }),
      ),
    ),
    edges: fc.array(
      fc.record({
        from: fc.nat({ max: count - 1 }).map((index) => `n${index}`),
        to: fc.nat({ max: count - 1 }).map((index) => `n${index}`),
        label: fc.string({ maxLength: 40 }),
        isDanger: fc.boolean(),
      }),
      { maxLength: 60 },
    ),
    omitted: fc.constant(0),
  }),
);

test("no two nodes of an SVG overlap, none is outside of it, and the same picture gives the same bytes", () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      const svg = renderSvg(picture, "Who reaches whom", "picture", false);
      assert.equal(renderSvg(picture, "Who reaches whom", "picture", false), svg);
      const [, wide = "0", high = "0"] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
      const boxes = [
        ...svg.matchAll(/<rect class="shape" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g),
      ].map(([, ...numbers]) => numbers.map(Number));
      for (const [index, [x = 0, y = 0, width = 0, height = 0]] of boxes.entries()) {
        assert.ok(x >= 0 && y >= 0 && x + width <= Number(wide) && y + height <= Number(high));
        for (const [left = 0, top = 0, w = 0, h = 0] of boxes.slice(index + 1))
          assert.ok(x + width <= left + 0.2 || left + w <= x + 0.2 || y + height <= top + 0.2 || top + h <= y + 0.2);
      }
    }),
    { numRuns: 60 },
  );
});
