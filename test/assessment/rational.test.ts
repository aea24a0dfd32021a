// Fractions are exact: in lowest terms, without the rounding of floats, floored for display and never rounded up.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  add,
  compare,
  divide,
  floorPercent,
  fromDecimal,
  mean,
  multiply,
  rational,
  type Rational,
} from "../../src/assessment/rational.ts";

const fractions = fc
  .tuple(fc.bigInt(-1000n, 1000n), fc.bigInt(1n, 1000n))
  .map(([numerator, denominator]) => rational(numerator, denominator));

function third(numerator: bigint): Rational {
  return rational(numerator, 3n);
}

test("a fraction is in lowest terms, and 0 has one spelling", () => {
  assert.deepEqual(rational(18n, 20n), { numerator: 9n, denominator: 10n });
  assert.deepEqual(rational(-18n, 20n), { numerator: -9n, denominator: 10n });
  assert.deepEqual(rational(0n, 20n), { numerator: 0n, denominator: 1n });
});

test("a denominator that is not positive is refused, and so is the mean of nothing", () => {
  assert.throws(() => rational(1n, 0n), RangeError);
  assert.throws(() => rational(1n, -2n), RangeError);
  assert.throws(() => mean([]), RangeError);
});

test("a decimal is the number that was written", () => {
  const decimals: readonly (readonly [number, bigint, bigint])[] = [
    [0, 0n, 1n],
    [90, 90n, 1n],
    [89.95, 1799n, 20n],
    [0.1, 1n, 10n],
    [1e-7, 1n, 10_000_000n],
    [1.5e21, 1_500_000_000_000_000_000_000n, 1n],
    [-0.5, -1n, 2n],
  ];
  for (const [decimal, numerator, denominator] of decimals)
    assert.deepEqual(fromDecimal(decimal), { numerator, denominator }, String(decimal));
});

test("sums, products, quotients and comparisons by hand", () => {
  assert.deepEqual(add(third(1n), rational(1n, 6n)), rational(1n, 2n));
  assert.deepEqual(multiply(third(2n), rational(3n, 4n)), rational(1n, 2n));
  assert.deepEqual(divide(third(2n), rational(4n, 3n)), rational(1n, 2n));
  assert.equal(compare(third(1n), rational(333n, 1000n)), 1);
  assert.equal(compare(third(1n), rational(334n, 1000n)), -1);
  assert.equal(compare(third(1n), rational(2n, 6n)), 0);
});

test("a weighted mean by hand: (10 x 1/2 + 4 x 1) / 14 is 9/14", () => {
  const values = [
    { value: rational(1n, 2n), weight: 10 },
    { value: rational(1n), weight: 4 },
  ];
  assert.deepEqual(mean(values), rational(9n, 14n));
});

test("a tenth three times is three tenths", () => {
  const tenth = rational(1n, 10n);
  assert.deepEqual(add(add(tenth, tenth), tenth), rational(3n, 10n));
});

test("fractions obey the laws of a field", () => {
  fc.assert(
    fc.property(fractions, fractions, fractions, (a, b, c) => {
      assert.deepEqual(add(a, b), add(b, a));
      assert.deepEqual(add(add(a, b), c), add(a, add(b, c)));
      assert.deepEqual(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)));
      if (b.numerator > 0n) assert.deepEqual(multiply(divide(a, b), b), a);
      assert.equal(compare(a, b) + compare(b, a), 0);
      assert.equal(compare(a, b), compare(add(a, c), add(b, c)));
    }),
  );
});

test("percentages are floored: 89.99 % is shown as 89.9", () => {
  assert.equal(floorPercent(rational(8999n, 10_000n)), 89.9);
  assert.equal(floorPercent(rational(9n, 10n)), 90);
  assert.equal(floorPercent(rational(999_999n, 1_000_000n)), 99.9);
  assert.equal(floorPercent(rational(1n)), 100);
  assert.equal(floorPercent(rational(0n)), 0);
});

test("a share below a tenth of a percent never shows that tenth, and one above always does", () => {
  const share = fc
    .bigInt(1n, 10n ** 18n)
    .chain((denominator) => fc.bigInt(0n, denominator).map((numerator) => rational(numerator, denominator)));
  fc.assert(
    fc.property(share, fc.integer({ min: 0, max: 1000 }), (value, tenths) => {
      const mark = rational(BigInt(tenths), 1000n);
      assert.equal(floorPercent(value) >= tenths / 10, compare(value, mark) >= 0);
    }),
  );
});
