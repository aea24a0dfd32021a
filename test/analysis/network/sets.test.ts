// Laws of port sets and of blocks of addresses.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { contains, overlaps, parseAddress, parseBlock, piecesOf } from "../../../src/analysis/network/cidr.ts";
import { PortSet, protocols, type Protocol } from "../../../src/analysis/network/port-set.ts";

// Few ports, so that ranges meet, and the ends of what there is.
const port = fc.constantFrom(1, 2, 3, 4, 5, 79, 80, 81, 65_534, 65_535);
const range = fc
  .tuple(fc.constantFrom(...protocols), port, port)
  .map(([protocol, from, to]) => PortSet.of(protocol, Math.min(from, to), Math.max(from, to)));
const set = fc
  .array(range, { maxLength: 5 })
  .map((ranges) => ranges.reduce((all, one) => all.union(one), PortSet.none));
const point = fc.tuple(fc.constantFrom(...protocols), port);

const laws: readonly (readonly [
  string,
  (left: PortSet, right: PortSet) => PortSet,
  (left: boolean, right: boolean) => boolean,
])[] = [
  ["union", (left, right) => left.union(right), (left, right) => left || right],
  ["intersect", (left, right) => left.intersect(right), (left, right) => left && right],
  ["subtract", (left, right) => left.subtract(right), (left, right) => left && !right],
];

for (const [name, ofSets, ofPoints] of laws)
  test(`${name} holds port by port`, () => {
    fc.assert(
      fc.property(set, set, point, (left, right, [protocol, number]) => {
        const has = (ports: PortSet) => ports.has(protocol, number);
        assert.equal(has(ofSets(left, right)), ofPoints(has(left), has(right)));
      }),
      { numRuns: 2_000 },
    );
  });

test("one set has one text, however it came about", () => {
  fc.assert(
    fc.property(set, set, (left, right) => {
      assert.equal(left.union(right).toString(), right.union(left).toString());
      assert.equal(left.subtract(right).union(left.intersect(right)).toString(), left.toString());
      assert.equal(left.equals(left.union(PortSet.none)), true);
    }),
  );
});

test("texts of port sets", () => {
  const tcp = (from: number, to = from) => PortSet.of("TCP", from, to);
  assert.equal(PortSet.none.toString(), "");
  assert.equal(PortSet.all.toString(), "all");
  assert.equal(tcp(80).union(tcp(81)).union(tcp(443)).toString(), "TCP 80-81, TCP 443");
  assert.equal(PortSet.of("UDP").union(tcp(5432)).toString(), "TCP 5432, UDP");
  const whole = protocols.map((protocol: Protocol) => PortSet.of(protocol)).reduce((all, one) => all.union(one));
  assert.equal(whole.toString(), "all");
});

test("addresses are read as they are written", () => {
  const addresses: readonly (readonly [string, 4 | 6, bigint])[] = [
    ["0.0.0.0", 4, 0n],
    ["203.0.113.7", 4, 0xcb007107n],
    ["255.255.255.255", 4, 0xffffffffn],
    ["::", 6, 0n],
    ["::1", 6, 1n],
    ["2001:db8::1", 6, (0x20010db8n << 96n) + 1n],
    ["fe80::", 6, 0xfe80n << 112n],
    ["1:2:3:4:5:6:7:8", 6, 0x00010002000300040005000600070008n],
  ];
  for (const [text, version, value] of addresses)
    assert.deepEqual(parseAddress(text), { version, from: value, to: value }, text);
  assert.deepEqual(parseAddress("::ffff:10.0.0.1"), parseAddress("::ffff:a00:1"));
  const wrong = [
    "",
    "10.0.0",
    "10.0.0.256",
    "10.0.0.0.0",
    "a.b.c.d",
    "1::2::3",
    "12345::",
    "1:2:3:4:5:6:7:8:9",
    ":",
    "10.0.0.1:80",
  ];
  for (const text of wrong) assert.equal(parseAddress(text), undefined, text);
});

test("blocks are read by their prefix, and nothing else is a block", () => {
  assert.deepEqual(parseBlock("10.1.2.3/8"), parseBlock("10.0.0.0/8"));
  assert.deepEqual(parseBlock("0.0.0.0/0"), { version: 4, from: 0n, to: 2n ** 32n - 1n });
  assert.deepEqual(parseBlock("fc00::/7"), { version: 6, from: 0xfcn << 120n, to: (0xfen << 120n) - 1n });
  for (const text of ["10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "::/129", "10.0.0.0/", "/8"])
    assert.equal(parseBlock(text), undefined, text);
});

const block = fc.tuple(fc.nat({ max: 255 }), fc.integer({ min: 0, max: 8 })).map(([first, prefix]) => {
  const parsed = parseBlock(`${first}.0.0.0/${prefix}`);
  assert.ok(parsed);
  return parsed;
});

test("pieces cover all addresses once, and no block cuts through one", () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
      const pieces = piecesOf(4, blocks);
      assert.equal(pieces[0]?.from, 0n);
      assert.equal(pieces.at(-1)?.to, 2n ** 32n - 1n);
      for (const [index, piece] of pieces.entries()) {
        const next = pieces[index + 1];
        if (next) assert.equal(next.from, piece.to + 1n);
        for (const one of blocks) assert.equal(overlaps(one, piece), contains(one, piece));
      }
    }),
  );
});
