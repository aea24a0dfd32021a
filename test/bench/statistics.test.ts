// What is said of repeated measurements.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { median, ratio, summarise } from "../../bench/statistics.ts";

test("the median of an odd number of runs is the middle one, whatever their order", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([2]), 2);
});

test("the median of an even number of runs lies between the two in the middle", () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
});

test("the median sorts numbers as numbers", () => {
  assert.equal(median([10, 9, 100]), 10);
});

test("one slow run moves the maximum and not the median", () => {
  assert.deepEqual(summarise([1, 1, 1, 1, 60]), { median: 1, min: 1, max: 60 });
});

test("half of the runs lie on either side of the median, and it leaves its input as it was", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }), (values) => {
      const before = [...values];
      const middle = median(values);
      assert.deepEqual(values, before);
      assert.ok(values.filter((value) => value < middle).length <= values.length / 2);
      assert.ok(values.filter((value) => value > middle).length <= values.length / 2);
    }),
  );
});

test("no runs have no median", () => {
  assert.throws(() => median([]), RangeError);
});

test("a ratio needs both measurements", () => {
  assert.equal(ratio(3, 2), 1.5);
  assert.equal(ratio(undefined, 2), undefined);
  assert.equal(ratio(3, undefined), undefined);
  assert.equal(ratio(3, 0), undefined);
});
