// Exact fractions: a score is compared as it is, not as a float would round it.

/** A fraction in lowest terms; its denominator is positive. Made by `rational` and `fromDecimal` only. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * The fraction in lowest terms.
 * @throws RangeError when the denominator is not positive
 */
export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator <= 0n) throw new RangeError(`the denominator of a fraction has to be positive, not ${denominator}`);
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** The decimal that a person wrote: 89.95 is 1799/20, although no float is exactly that. */
export function fromDecimal(value: number): Rational {
  const [digits = "", exponent = "0"] = String(value).split("e");
  const [whole = "", fraction = ""] = digits.split(".");
  const power = BigInt(exponent) - BigInt(fraction.length);
  const unscaled = BigInt(whole + fraction);
  return power < 0n ? rational(unscaled, 10n ** -power) : rational(unscaled * 10n ** power);
}

/**
 * The fraction that an assessment spells `numerator/denominator`.
 * @throws SyntaxError, RangeError when it is none
 */
export function fromFraction(text: string): Rational {
  const [numerator = "", denominator = ""] = text.split("/");
  return rational(BigInt(numerator), BigInt(denominator));
}

export function add(left: Rational, right: Rational): Rational {
  return rational(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  );
}

export function multiply(left: Rational, right: Rational): Rational {
  return rational(left.numerator * right.numerator, left.denominator * right.denominator);
}

/** Divides by a positive fraction. */
export function divide(left: Rational, right: Rational): Rational {
  return rational(left.numerator * right.denominator, left.denominator * right.numerator);
}

/** Negative when `left` is the smaller one, positive when it is the greater one, 0 when they are equal. */
export function compare(left: Rational, right: Rational): number {
  const difference = left.numerator * right.denominator - right.numerator * left.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * The weighted mean. Weights are whole numbers.
 * @throws RangeError when there is nothing to take a mean of
 */
export function mean(values: readonly { readonly value: Rational; readonly weight: number }[]): Rational {
  let sum = rational(0n);
  let weights = rational(0n);
  for (const { value, weight } of values) {
    const factor = rational(BigInt(weight));
    sum = add(sum, multiply(value, factor));
    weights = add(weights, factor);
  }
  return divide(sum, weights);
}

/** A share as a percentage, floored to one decimal: 8999/10000 is 89.9. For shares that are not negative. */
export function floorPercent(share: Rational): number {
  return Number((share.numerator * 1000n) / share.denominator) / 10;
}

/** The same of an exact share as an assessment spells it. */
export function percentOf(share: string): number {
  return floorPercent(fromFraction(share));
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  while (right !== 0n) [left, right] = [right, left % right];
  return left;
}
