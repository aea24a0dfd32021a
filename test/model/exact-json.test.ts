// JSON keeps the digits of its integers, whatever its strings look like.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseExact, stringifyExact } from "../../src/model/index.ts";

/** Strings that look like numbers, or like what a reader might mark them with. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("i0", "t", "tt", "9007199254740993", '"i1"', "\\", ':"', "__proto__"),
);
const integer = fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n });
const number = fc.oneof(
  fc.maxSafeInteger(),
  integer.filter((value) => !Number.isSafeInteger(Number(value))),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    number,
    fc.constantFrom(null, true, 1.5, -1e-9),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      text.filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value;

test("what is written is read again, integers beyond 2^53 included", () => {
  fc.assert(fc.property(json, (value) => assert.deepEqual(parseExact(stringifyExact(value)), value)));
});

test("without large integers it is JSON as everywhere", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const written = JSON.stringify(value);
      assert.equal(stringifyExact(value), written);
      if (!/\d{16}/.test(written)) assert.deepEqual(parseExact(written), JSON.parse(written));
    }),
  );
});

test("an integer is written by its digits", () => {
  assert.equal(stringifyExact({ a: [9007199254740993n], b: "i9" }), '{"a":[9007199254740993],"b":"i9"}');
});
