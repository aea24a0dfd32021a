// An error of ours is known as one whichever bundle of the program made it, and only then.
import assert from "node:assert/strict";
import { test } from "node:test";
import { TouchstoneError } from "../../src/model/index.ts";
import { RegoError } from "../../src/toolchain/rego-toolchain.ts";

/** A query makes it another module, as it is in another bundle. */
const file: string = "../../src/model/touchstone-error.ts?another-bundle";
const other = (await import(file)) as {
  readonly TouchstoneError: typeof TouchstoneError;
};

test("the error of another bundle is one of ours", () => {
  assert.notEqual(other.TouchstoneError, TouchstoneError);
  assert.ok(new other.TouchstoneError("E_USAGE", "wrong", "Mend it.") instanceof TouchstoneError);
});

test("another error is not, nor is each of ours a RegoError", () => {
  const values: unknown[] = [
    new Error("wrong"),
    { name: "TouchstoneError", code: "E_USAGE" },
    "wrong",
    null,
    undefined,
  ];
  for (const value of values) assert.equal(value instanceof TouchstoneError, false);
  assert.equal(new TouchstoneError("E_USAGE", "wrong", "Mend it.") instanceof RegoError, false);
  assert.ok(new RegoError([]) instanceof TouchstoneError);
  assert.ok(new RegoError([]) instanceof RegoError);
});
