// A twin of a builtin function that answers at all answers as OPA's own does.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { callGoBuiltin } from "../../src/rego/builtins/go-builtins.ts";
import { twins } from "../../src/rego/builtins/twins.ts";

const word = fc.oneof(fc.string({ unit: "grapheme", maxLength: 6 }), fc.constantFrom("ab", "abc", "", "%", "\\"));
const format = fc
  .array(fc.oneof(word, fc.constantFrom("%s", "%d", "%v", "%%", "%q", "%5d", "%x", "%.2f", "%!", "%[1]s", "% d")), {
    maxLength: 5,
  })
  .map((parts) => parts.join(""));
const value = fc.oneof(word, fc.integer(), fc.constantFrom(null, true, 1.5, 2 ** 60, []));
const list = fc.array(word, { maxLength: 3 });
/** As a policy dumps it: with spaces, and the empty set by its name. */
const set = list.map((elements) => {
  const distinct = [...new Set(elements)].map((element) => JSON.stringify(element));
  return distinct.length === 0 ? "set()" : `{${distinct.join(", ")}}`;
});
const texts = fc.oneof(word.map(json), list.map(json), set, fc.constantFrom("1", '{"a": "b"}', "[1]"));
const part = fc.constantFrom("0", "1", "2", "10", "01", "x", "9007199254740993");
const plain = fc.tuple(fc.nat(12), fc.nat(12), fc.nat(2 ** 40)).map((parts) => parts.join("."));
const odd = fc
  .tuple(fc.array(part, { minLength: 2, maxLength: 4 }), fc.constantFrom("", "", "", "-rc.1", "+build"))
  .map(([parts, end]) => parts.join(".") + end);
const version = fc.oneof(plain, plain, odd).map(json);

/** Arguments of each twin, as text. */
const argumentsOf: Readonly<Record<string, fc.Arbitrary<readonly string[]>>> = {
  sprintf: fc.tuple(format.map(json), fc.array(value, { maxLength: 4 }).map(json)),
  "strings.any_prefix_match": fc.tuple(texts, texts),
  "strings.any_suffix_match": fc.tuple(texts, texts),
  "semver.is_valid": fc.tuple(fc.oneof(version, fc.constantFrom("3", "null"))),
  "semver.compare": fc.tuple(version, version),
  "crypto.md5": fc.tuple(texts),
  "crypto.sha1": fc.tuple(texts),
  "crypto.sha256": fc.tuple(texts),
};

function json(of: unknown): string {
  return JSON.stringify(of);
}

test("every twin is tried", () => {
  assert.deepEqual(Object.keys(argumentsOf).toSorted(), [...twins.keys()].toSorted());
});

for (const [name, args] of Object.entries(argumentsOf)) {
  test(`${name}: what the twin answers is what OPA answers`, () => {
    let sure = 0;
    fc.assert(
      fc.property(args, (given) => {
        const answer = twins.get(name)?.(given);
        if (answer === undefined) return;
        sure++;
        const own = callGoBuiltin(name, given, { nanoseconds: "0", strict: false });
        assert.deepEqual(JSON.parse(answer), own === undefined ? own : JSON.parse(own));
      }),
      { numRuns: 500 },
    );
    assert.ok(sure > 10, `the twin was sure only ${sure} times`);
  });
}
