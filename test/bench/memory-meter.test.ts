// What GNU time is asked and how its account is read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { meteredArguments, readUsage } from "../../bench/memory-meter.ts";

test("the command follows the meter's own options", () => {
  assert.deepEqual(meteredArguments("usage.txt", ["opa", "version"]), [
    "--quiet",
    "--output",
    "usage.txt",
    "--format",
    "%M %U %S",
    "opa",
    "version",
  ]);
});

test("the account is in kibibytes and seconds", () => {
  assert.deepEqual(readUsage("2048 1.25 0.50\n"), { peakRssBytes: 2_097_152, cpuMs: 1750 });
});

test("a remark before the account is passed over", () => {
  assert.deepEqual(readUsage("Command terminated by signal 9\n1 0.00 0.00\n"), { peakRssBytes: 1024, cpuMs: 0 });
});

test("anything else is not an account", () => {
  assert.equal(readUsage(""), undefined);
  assert.equal(readUsage("2048 1.25"), undefined);
  assert.equal(readUsage("a b c"), undefined);
});
