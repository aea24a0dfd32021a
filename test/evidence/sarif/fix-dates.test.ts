// For how long a fix has been known: which date counts, whose word it is, and that no other date is taken for one.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fixDateSources, type Weakness } from "../../../src/model/index.ts";
import { foundAdvisory } from "../../../src/scanners/advisory.ts";
import { convertedLog } from "../../../src/scanners/converted-log.ts";
import { logOf, readFiles, resultAt } from "./read.ts";

type Age = readonly [number | null, string | null];
const ageOf = ({ fixKnownDays, fixKnownSource }: Weakness): Age => [fixKnownDays, fixKnownSource];
const unknown: Age = [null, null];

const message = { text: "smallvec 0.6.13: Buffer overflow; upgrade to 0.6.14" };
const purl = "pkg:cargo/smallvec@0.6.13";

interface Said {
  readonly result?: object;
  readonly rule?: object;
  readonly detected?: unknown;
}

function dated({ result = {}, rule = {}, detected }: Said, tool = "cargo-audit"): string {
  const properties = { "security-severity": "9.8", ...rule };
  const found = resultAt("Cargo.lock", 1, {
    ruleId: "RUSTSEC-2021-0003",
    message,
    properties: { purl, ...result },
    ...(detected !== undefined && { provenance: { firstDetectionTimeUtc: detected } }),
  });
  return logOf({ name: tool, rules: [{ id: "RUSTSEC-2021-0003", properties }] }, [found]);
}

async function ageIn(said: Said, tool?: string): Promise<Age | undefined> {
  const { weaknesses } = await readFiles({ "a.sarif": dated(said, tool) });
  return weaknesses.map(ageOf)[0];
}

test("the date of the fix comes first, then that of the advisory, then that of the first detection", async () => {
  const rule = { published: "2025-12-22" };
  const detected = "2025-12-31T00:00:00Z";
  const result = { fixAvailableSince: "2025-12-02" };
  assert.deepEqual(await ageIn({ result, rule, detected }), [30, "fix"]);
  assert.deepEqual(await ageIn({ rule, detected }), [10, "advisory"]);
  assert.deepEqual(await ageIn({ detected }), [1, "first-detection"]);
  assert.deepEqual(await ageIn({}), unknown);
});

test("each name of a property is read, of the result before that of the rule", async () => {
  for (const name of ["published", "publishedDate", "published_at", "publicationTime"]) {
    assert.deepEqual(await ageIn({ rule: { [name]: "2025-12-22" } }), [10, "advisory"], name);
    const both = { rule: { [name]: "2025-12-22" }, result: { [name]: "2025-12-12T00:00:00Z" } };
    assert.deepEqual(await ageIn(both), [20, "advisory"], name);
  }
  assert.deepEqual(await ageIn({ rule: { fixAvailableSince: "2025-12-22" } }), [10, "fix"]);
  assert.deepEqual(await ageIn({ rule: { modified: "2025-12-22", date: "2025-12-22" } }), unknown);
});

test("a date to come and one that cannot be read are none, and the next one counts", async () => {
  const wrong = ["2031-01-01", "soon", "0001-01-01T00:00:00Z", 20251201, null, ["2025-12-01"], { date: "2025-12-01" }];
  for (const date of wrong) {
    assert.deepEqual(
      await ageIn({ result: { fixAvailableSince: date }, rule: { published: date }, detected: date }),
      unknown,
    );
    const next = { result: { fixAvailableSince: date }, rule: { published: "2025-12-22" } };
    assert.deepEqual(await ageIn(next), [10, "advisory"], JSON.stringify(date));
  }
});

test("of several scanners the earliest date counts, and a date beside none", async () => {
  const young = dated({ result: { fixAvailableSince: "2025-12-22" } });
  const old = dated({ rule: { published: "2025-12-02" } }, "osv-scanner");
  const none = dated({}, "grype");
  const of = async (files: Readonly<Record<string, string>>): Promise<readonly Age[]> =>
    (await readFiles(files)).weaknesses.map(ageOf);
  assert.deepEqual(await of({ "a.sarif": young, "b.sarif": old, "c.sarif": none }), [[30, "advisory"]]);
  assert.deepEqual(await of({ "c.sarif": none, "a.sarif": young }), [[10, "fix"]]);
  assert.deepEqual(await of({ "c.sarif": none, "d.sarif": dated({}, "trivy") }), [unknown]);
});

test("only vulnerabilities of packages have one", async () => {
  const found = resultAt("app.py", 1, { properties: { published: "2025-12-02" } });
  const { weaknesses } = await readFiles({ "a.sarif": logOf({ name: "semgrep" }, [found]) });
  assert.deepEqual(weaknesses.map(ageOf), [unknown]);
});

test("a run says how many of its vulnerabilities have a fix without a date, by severity", async () => {
  const at = (id: string, score: string, fix: string, more: object = {}): object =>
    resultAt("Cargo.lock", 1, {
      ruleId: id,
      message: { text: `time 0.1.43: a fault${fix}` },
      properties: { purl: "pkg:cargo/time@0.1.43", "security-severity": score, ...more },
    });
  const fix = "; upgrade to 0.2.23";
  const results = [
    at("CVE-2025-0001", "9.8", fix),
    at("CVE-2025-0002", "9.8", fix, { published: "2025-12-02" }),
    at("CVE-2025-0003", "9.8", ""),
    at("CVE-2025-0004", "7.5", fix),
    at("CVE-2025-0005", "7.5", fix, { published: "2031-12-02" }),
    at("CVE-2025-0006", "5.5", fix),
  ];
  const { scans } = await readFiles({ "a.sarif": logOf({ name: "cargo-audit" }, results) });
  assert.deepEqual(scans[0]?.undatedFixes, { critical: 1, high: 2, medium: 1, low: 0, info: 0 });
});

test("what Touchstone makes of a scanner's own format is read with its date", async () => {
  const advisory = (published: string | undefined): string => {
    const found = foundAdvisory({
      id: "RUSTSEC-2021-0003",
      aliases: [],
      title: "Buffer overflow",
      published,
      package: { ecosystem: "cargo", name: "smallvec", version: "0.6.13", fixed: "0.6.14" },
      file: "Cargo.lock",
    });
    return JSON.stringify(convertedLog({ name: "cargo-audit", informationUri: "https://example.com", found: [found] }));
  };
  assert.deepEqual((await readFiles({ "a.sarif": advisory("2025-12-02") })).weaknesses.map(ageOf), [[30, "advisory"]]);
  assert.deepEqual((await readFiles({ "a.sarif": advisory(undefined) })).weaknesses.map(ageOf), [unknown]);
});

test("whatever stands where dates do: an age with its source, or neither", async () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom("2025-12-01", "2025-12-01T00:00:00Z", "2031-01-01"),
  );
  const bag = fc.dictionary(fc.constantFrom("fixAvailableSince", "published", "publishedDate", "__proto__"), value);
  await fc.assert(
    fc.asyncProperty(bag, bag, value, async (result, rule, detected) => {
      const { weaknesses, problems } = await readFiles({ "a.sarif": dated({ result, rule, detected }) });
      assert.deepEqual(problems, []);
      const [one] = weaknesses;
      assert.ok(one);
      const { fixKnownDays: days, fixKnownSource: source } = one;
      assert.equal(days === null, source === null);
      assert.ok(source === null || fixDateSources.includes(source));
      assert.ok(days === null || (Number.isSafeInteger(days) && days >= 0));
    }),
    { numRuns: 1000 },
  );
});
