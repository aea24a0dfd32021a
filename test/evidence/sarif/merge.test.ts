// One weakness that two tools saw is one, with two witnesses; each has a name of its own, which stays when lines move.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { logOf, readFiles, resultAt, type ReadScans } from "./read.ts";

const injection = { properties: { tags: ["CWE-89"] } };
const namesOf = ({ subjects }: ReadScans): readonly string[] =>
  subjects.filter(({ kind }) => kind === "weakness").map(({ resource }) => resource.name);

test("the same line and a common CWE number: one weakness, two witnesses, the higher severity", async () => {
  const { weaknesses } = await readFiles({
    "a.sarif": logOf({ name: "semgrep", version: "1.99.0" }, [
      resultAt("app.py", 3, { ...injection, level: "warning" }),
    ]),
    "b.sarif": logOf({ name: "Bandit" }, [resultAt("./app.py", 3, { ...injection, ruleId: "B608", level: "error" })]),
  });
  assert.deepEqual(
    weaknesses.map(({ severity, witnesses }) => [severity, witnesses]),
    [
      [
        "high",
        [
          { tool: "bandit", version: "", rule: "B608" },
          { tool: "semgrep", version: "1.99.0", rule: "rule" },
        ],
      ],
    ],
  );
});

test("another line, another number or another file is another weakness", async () => {
  const one = logOf({ name: "semgrep" }, [
    resultAt("app.py", 3, injection),
    resultAt("app.py", 4, { properties: { tags: ["CWE-22"] } }),
    resultAt("other.py", 3, injection),
  ]);
  const two = logOf({ name: "bandit" }, [resultAt("app.py", 4, { ...injection, ruleId: "B608" })]);
  const { weaknesses } = await readFiles({ "a.sarif": one, "b.sarif": two });
  assert.equal(weaknesses.length, 4);
});

test("two rules of one tool that see different things in a line stay two, and a log that is given twice adds nothing", async () => {
  const log = logOf({ name: "semgrep" }, [
    resultAt("app.py", 3, injection),
    resultAt("app.py", 3, { ruleId: "second", properties: { tags: ["CWE-78"] } }),
  ]);
  assert.equal((await readFiles({ "a.sarif": log })).weaknesses.length, 2);
  assert.equal((await readFiles({ "a.sarif": log, "b.sarif": log })).weaknesses.length, 2);
});

test("a vulnerability of a package is one by any of its ids, wherever it was seen, and takes the fix that one of them knows", async () => {
  const message = (id: string, also: string): object => ({
    text: `Package 'time@0.1.43' is vulnerable to '${id}' (also known as '${also}').`,
  });
  const { weaknesses } = await readFiles({
    "a.sarif": logOf({ name: "osv-scanner" }, [
      resultAt("Cargo.lock", 1, {
        ruleId: "RUSTSEC-2020-0071",
        message: message("RUSTSEC-2020-0071", "CVE-2020-26235"),
      }),
    ]),
    "b.sarif": logOf({ name: "Trivy" }, [
      resultAt("image/Cargo.lock", 9, {
        ruleId: "CVE-2020-26235",
        message: { text: "Package: time\nInstalled Version: 0.1.43\nFixed Version: 0.2.23" },
      }),
    ]),
  });
  assert.deepEqual(
    weaknesses.map((one) => [one.advisories, one.package?.fixed, one.witnesses.map(({ tool }) => tool)]),
    [[["CVE-2020-26235", "RUSTSEC-2020-0071"], "0.2.23", ["osv-scanner", "trivy"]]],
  );
});

test("what is in no line is the same only for one tool, by its rule and text", async () => {
  const nowhere = { ruleId: "rule", message: { text: "something" }, properties: { tags: ["CWE-89"] } };
  const one = logOf({ name: "semgrep" }, [nowhere, { ...nowhere, message: { text: "another" } }]);
  const other = logOf({ name: "bandit" }, [nowhere]);
  assert.equal((await readFiles({ "a.sarif": one, "b.sarif": one, "c.sarif": other })).weaknesses.length, 3);
});

test("suppressed is what every witness was told to pass over", async () => {
  const suppressed = { ...injection, suppressions: [{ kind: "inSource", justification: "it may" }] };
  const a = logOf({ name: "semgrep" }, [resultAt("app.py", 3, suppressed)]);
  const b = logOf({ name: "bandit" }, [resultAt("app.py", 3, injection)]);
  assert.deepEqual((await readFiles({ "a.sarif": a })).weaknesses[0]?.suppressed, {
    kind: "inSource",
    status: "",
    justification: "it may",
  });
  assert.equal((await readFiles({ "a.sarif": a, "b.sarif": b })).weaknesses[0]?.suppressed, null);
});

const snippet = (text: string): object => ({ region: { startLine: 3, snippet: { text } } });

test("names are unique, and stay when lines move, white space changes, and another tool or log comes", async () => {
  const at = (line: number, text: string): object => ({
    ruleId: "rule",
    message: { text: "x" },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "app.py" },
          ...snippet(text),
          region: { startLine: line, snippet: { text } },
        },
      },
    ],
  });
  const before = await readFiles({
    "a.sarif": logOf({ name: "semgrep" }, [at(3, "run(a)"), at(9, "run(b)"), at(12, "run(b)")]),
  });
  const after = await readFiles({
    "a.sarif": logOf({ name: "semgrep" }, [at(40, "run( b )"), at(50, "run(b)"), at(5, "run(a)")]),
    "b.sarif": logOf({ name: "zap" }, [resultAt("web", 1)]),
  });
  assert.equal(new Set(namesOf(before)).size, 3);
  assert.deepEqual(
    namesOf(before).filter((name) => !namesOf(after).includes(name)),
    [],
  );
});

test("the name of a vulnerability stays when a fix is published", async () => {
  const text = "Package: time\nInstalled Version: 0.1.43\nFixed Version: ";
  const found = (fixed: string): object =>
    resultAt("Cargo.lock", 9, { ruleId: "CVE-2020-26235", message: { text: text + fixed } });
  const without = await readFiles({ "a.sarif": logOf({ name: "Trivy" }, [found("")]) });
  const fixed = await readFiles({ "a.sarif": logOf({ name: "Trivy" }, [found("0.2.23")]) });
  assert.deepEqual(
    [without, fixed].map(({ weaknesses: [one] }) => one?.package?.fixed),
    ["", "0.2.23"],
  );
  assert.deepEqual(namesOf(fixed), namesOf(without));
});

test("whatever the order of results and logs, the weaknesses and their names are the same", async () => {
  const result = fc
    .record({
      file: fc.constantFrom("a.py", "b.py"),
      line: fc.nat(3),
      tags: fc.subarray(["CWE-89", "CWE-22"]),
      ruleId: fc.constantFrom("one", "two"),
    })
    .map(({ file, line, tags, ruleId }) => resultAt(file, line, { ruleId, properties: { tags } }));
  const results = fc.array(result, { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(results, results, async (left, right) => {
      const both = (a: readonly object[], b: readonly object[]): Promise<ReadScans> =>
        readFiles({ "a.sarif": logOf({ name: "semgrep" }, a), "b.sarif": logOf({ name: "bandit" }, b) });
      const one = await both(left, right);
      const other = await both(left.toReversed(), right.toReversed());
      assert.deepEqual(other.weaknesses, one.weaknesses);
      assert.deepEqual(namesOf(other), namesOf(one));
      assert.equal(new Set(namesOf(one)).size, namesOf(one).length);
    }),
    { numRuns: 200 },
  );
});
