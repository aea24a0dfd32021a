// Sets of ports and blocks of addresses obey the laws of sets.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { contains, overlaps, parseAddress, parseBlock } from "../../../src/analysis/network/cidr.ts";
import { PortSet, protocols } from "../../../src/analysis/network/port-set.ts";

const range = fc
  .tuple(fc.constantFrom(...protocols), fc.integer({ min: 1, max: 65_535 }), fc.integer({ min: 1, max: 65_535 }))
  .map(([protocol, one, other]) => PortSet.of(protocol, Math.min(one, other), Math.max(one, other)));
const sets = fc.array(range, { maxLength: 5 }).map((all) => all.reduce((set, one) => set.union(one), PortSet.none));
const probes = fc.tuple(fc.constantFrom(...protocols), fc.integer({ min: 1, max: 65_535 }));

test("union, intersection and difference are those of their members", () => {
  fc.assert(
    fc.property(sets, sets, probes, (left, right, [protocol, port]) => {
      const [inLeft, inRight] = [left.has(protocol, port), right.has(protocol, port)];
      assert.equal(left.union(right).has(protocol, port), inLeft || inRight);
      assert.equal(left.intersect(right).has(protocol, port), inLeft && inRight);
      assert.equal(left.subtract(right).has(protocol, port), inLeft && !inRight);
    }),
    { numRuns: 2000 },
  );
});

test("equal sets look the same, however they were made", () => {
  fc.assert(
    fc.property(sets, sets, (left, right) => {
      assert.ok(left.union(right).equals(right.union(left)));
      assert.ok(left.subtract(right).union(left.intersect(right)).equals(left));
      assert.equal(PortSet.all.subtract(left).union(left).toString(), "all");
      assert.equal(left.subtract(left).isEmpty, true);
    }),
    { numRuns: 1000 },
  );
  assert.equal(
    PortSet.of("TCP", 80, 81)
      .union(PortSet.of("TCP", 82, 90))
      .toString(),
    "TCP 80-90",
  );
  assert.equal(PortSet.of("UDP").toString(), "UDP");
});

test("an address is in its block, and blocks overlap when one holds the other", () => {
  const octets = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(octets, fc.integer({ min: 0, max: 32 }), fc.integer({ min: 0, max: 32 }), (address, wide, narrow) => {
      const [outer, inner] = [Math.min(wide, narrow), Math.max(wide, narrow)].map((bits) =>
        parseBlock(`${address.join(".")}/${bits}`),
      );
      const own = parseAddress(address.join("."));
      assert.ok(outer && inner && own);
      assert.ok(contains(outer, inner) && contains(inner, own) && overlaps(inner, outer));
    }),
  );
});

test("both versions are read, and what is none is not", () => {
  assert.deepEqual(parseBlock("10.1.2.3/8"), { version: 4, from: 0x0a000000n, to: 0x0affffffn });
  assert.deepEqual(parseAddress("2001:db8::1"), {
    version: 6,
    from: 0x20010db8000000000000000000000001n,
    to: 0x20010db8000000000000000000000001n,
  });
  assert.deepEqual(parseAddress("::ffff:10.0.0.1"), { version: 6, from: 0xffff0a000001n, to: 0xffff0a000001n });
  assert.deepEqual(parseBlock("::/0"), { version: 6, from: 0n, to: 2n ** 128n - 1n });
  for (const text of [
    "10.0.0/8",
    "10.0.0.0/33",
    "10.0.0.256/8",
    "010.0.0.1/8",
    "1::2::3/64",
    "fc00::/129",
    "::/",
    "",
    "1:2:3:4:5:6:7:8:9/64",
  ])
    assert.equal(parseBlock(text), undefined, text);
});
