// Garbage in place of logs: never a crash, and never fewer weaknesses than an independent count of the same text gives.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mergeWeaknesses } from "../../../src/evidence/sarif/merge.ts";
import type { RawResult } from "../../../src/evidence/sarif/raw.ts";
import { readLog } from "../../../src/evidence/sarif/read-log.ts";
import { RunReader } from "../../../src/evidence/sarif/run-reader.ts";
import { TouchstoneError, type Scan } from "../../../src/model/index.ts";
import { now } from "../reading.ts";

interface Read {
  readonly scans: readonly Scan[];
  readonly found: number;
  readonly merged: number;
}

/** Undefined for what is refused. */
async function read(bytes: Buffer): Promise<Read | undefined> {
  try {
    const results: [RawResult, number][] = [];
    const runs = await readLog([bytes], "log", (result, run) => void results.push([result, run]));
    const readers = runs.map((run) => new RunReader(run, "log", now));
    for (const [result, run] of results) readers[run]?.take(result);
    const found = readers.flatMap((reader) => reader.found);
    const placed = found.map((one) => ({ found: one, evidence: 0, file: "log" }));
    return {
      scans: readers.map((reader) => reader.scan(undefined)),
      found: found.length,
      merged: [...mergeWeaknesses(placed)].length,
    };
  } catch (thrown) {
    assert.ok(thrown instanceof TouchstoneError, String(thrown));
    assert.equal(thrown.code, "E_SARIF");
    assert.doesNotMatch(thrown.message, /\n|undefined|\[object/);
    return undefined;
  }
}

const others = new Set(["pass", "notApplicable", "informational", "review", "open"]);

/** Counted by JSON.parse and eight lines; undefined for what is no log. */
function failuresIn(text: string): readonly number[] | undefined {
  let log: unknown;
  try {
    log = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { runs } = (log ?? {}) as { readonly runs?: unknown };
  if (!Array.isArray(runs)) return undefined;
  return runs.map((run: unknown) => {
    const { results } = (run ?? {}) as { readonly results?: unknown };
    const list = Array.isArray(results)
      ? (results as readonly ({ kind?: unknown; baselineState?: unknown } | null)[])
      : [];
    return list.filter(
      (one) => !(typeof one?.kind === "string" && others.has(one.kind)) && one?.baselineState !== "absent",
    ).length;
  });
}

async function check(text: string): Promise<boolean> {
  const got = await read(Buffer.from(text));
  if (!got) return false;
  const expected = failuresIn(text);
  assert.ok(expected, "what JSON.parse refuses is refused");
  assert.deepEqual(
    got.scans.map(({ results }) => results.failed),
    expected,
  );
  assert.equal(
    got.found,
    expected.reduce((sum, count) => sum + count, 0),
  );
  assert.ok(got.merged > 0 || got.found === 0);
  for (const { results } of got.scans) {
    const { critical, high, medium, low, info, failed } = results;
    assert.equal(critical + high + medium + low + info, failed);
  }
  return true;
}

const leaf = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e300,
    "",
    "fail",
    "pass",
    "error",
    "CWE-89",
    "__proto__",
    [],
    {},
  ),
);
const key = fc.constantFrom(
  "ruleId",
  "ruleIndex",
  "rule",
  "kind",
  "level",
  "message",
  "text",
  "arguments",
  "locations",
  "physicalLocation",
  "artifactLocation",
  "uri",
  "uriBaseId",
  "index",
  "region",
  "startLine",
  "snippet",
  "suppressions",
  "baselineState",
  "properties",
  "tags",
  "security-severity",
  "taxa",
  "toolComponent",
  "rules",
  "extensions",
  "driver",
  "invocations",
  "executionSuccessful",
  "endTimeUtc",
  "originalUriBaseIds",
  "taxonomies",
  "externalPropertyFileReferences",
  "__proto__",
  "constructor",
);
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  ),
}));
const objects = fc.dictionary(key, anything, { maxKeys: 5 });

const tools = fc.record({
  driver: fc.record({ name: fc.constantFrom("semgrep", "Trivy", "gitleaks", "x"), rules: anything }),
});

/** Logs whose frame is right, and everything in it anything. */
const logs = fc
  .record({
    version: fc.constantFrom<unknown>("2.1.0", "2.1.0", "2.1.0", "2.0.0", 2.1),
    runs: fc.array(
      fc.record(
        {
          tool: fc.oneof(anything, { weight: 9, arbitrary: tools }),
          results: fc.oneof(anything, { weight: 9, arbitrary: fc.array(objects, { maxLength: 4 }) }),
          invocations: anything,
          artifacts: anything,
          taxonomies: anything,
        },
        { requiredKeys: ["tool", "results"] },
      ),
      { maxLength: 3 },
    ),
  })
  .map((log) => JSON.stringify(log));

test("50,000 logs of anything are read or refused, and what is read has every failure", async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(logs, async (text) => {
      if (await check(text)) accepted += 1;
    }),
    { numRuns: 50_000 },
  );
  assert.ok(accepted > 5000, `${accepted} were read`);
});

const whole = JSON.stringify({
  version: "2.1.0",
  runs: [
    {
      tool: { driver: { name: "Semgrep OSS", rules: [{ id: "sqli", properties: { tags: ["CWE-89"] } }] } },
      invocations: [{ executionSuccessful: true }],
      results: [
        {
          ruleId: "sqli",
          message: { text: "é" },
          locations: [{ physicalLocation: { artifactLocation: { uri: "a.py" }, region: { startLine: 1 } } }],
        },
        { ruleId: "sqli", kind: "pass" },
        { ruleIndex: 0, level: "note" },
      ],
    },
  ],
});

test("50,000 damaged copies of a log are read or refused, and what is read has every failure", async () => {
  const bytes = Buffer.from(whole);
  const damage = fc.record({
    at: fc.nat(bytes.length - 1),
    removed: fc.nat(20),
    put: fc.oneof(
      fc.constant(""),
      fc.string({ maxLength: 4 }),
      fc.constantFrom("{", "}", "[", "]", ",", '"', ":", "null", "\\"),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
      let text = whole;
      for (const { at, removed, put } of damages) text = text.slice(0, at) + put + text.slice(at + removed);
      await check(text);
    }),
    { numRuns: 50_000 },
  );
});

test("bytes that are no text are refused", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      assert.equal(await read(Buffer.from(bytes)), undefined);
    }),
    { numRuns: 2000 },
  );
});
