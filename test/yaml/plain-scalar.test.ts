// What scalars without quotes stand for. The expectations are what Kubernetes' own reader (sigs.k8s.io/yaml 1.6) answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { resolvePlain } from "../../src/yaml/plain-scalar.ts";

function answers(scalars: readonly string[]): readonly unknown[] {
  return scalars.map(resolvePlain);
}

test("yes, on and y are true, and no, off and n are false, in three ways of writing", () => {
  const truths = "y Y yes Yes YES true True TRUE on On ON".split(" ");
  const falsehoods = "n N no No NO false False FALSE off Off OFF".split(" ");
  assert.deepEqual(
    answers(truths),
    Array.from(truths, () => true),
  );
  assert.deepEqual(
    answers(falsehoods),
    Array.from(falsehoods, () => false),
  );
});

test("a tilde and the word null are null", () => {
  assert.deepEqual(answers(["~", "null", "Null", "NULL"]), [null, null, null, null]);
});

test("words that only look like those are text", () => {
  const words = ["yES", "tRUE", "oN", "yess", "nil", "nULL", "~~", "none", "nope", "Truely", "offset", "name", "type"];
  assert.deepEqual(answers(words), words);
});

test("integers may be octal, hexadecimal or binary, signed, and have underscores", () => {
  const written = [
    "0",
    "8080",
    "-1",
    "+7",
    "0644",
    "0o644",
    "0O17",
    "0x1F",
    "0X1f",
    "-0x10",
    "0b101",
    "1_000",
    "_1",
    "1__0_",
  ];
  assert.deepEqual(answers(written), [0, 8080, -1, 7, 420, 420, 15, 31, 31, -16, 5, 1000, "_1", 10]);
});

test("zero is never negative", () => {
  assert.deepEqual(
    answers(["-0", "-00", "-0x0"]).map((zero) => Object.is(zero, 0)),
    [true, true, true],
  );
});

test("what is no octal number is a decimal one", () => {
  assert.deepEqual(answers(["08", "0899", "-09"]), [8, 899, -9]);
});

test("numbers with a point or an exponent are numbers", () => {
  const written = ["1.5", "-1.5", ".5", "+.5", "1.", "1.e3", "1e3", "1E-3", "0.", "00.5", ".5_0"];
  assert.deepEqual(answers(written), [1.5, -1.5, 0.5, 0.5, 1, 1000, 1000, 0.001, 0, 0.5, 0.5]);
});

test("numbers beyond 64 bits keep their size, and hexadecimal ones become text", () => {
  assert.deepEqual(answers(["18446744073709551616", "0xFFFFFFFFFFFFFFFFFF"]), [2 ** 64, "0xFFFFFFFFFFFFFFFFFF"]);
});

test("versions, dates, times, addresses and halves of numbers are text", () => {
  const texts = [
    "1.2.3",
    "v1",
    "2024-01-01",
    "2001-12-14t21:59:43Z",
    "12:30:45",
    "10.0.0.1",
    "1e",
    "0x",
    "0b12",
    "--1",
    "+",
    ".",
    "._1",
    ".1_",
    "1e999",
    "250m",
    "1Gi",
  ];
  assert.deepEqual(answers(texts), texts);
});

test("infinity and not-a-number are text, because JSON cannot say them", () => {
  assert.deepEqual(answers([".inf", "-.inf", ".nan"]), [".inf", "-.inf", ".nan"]);
});
