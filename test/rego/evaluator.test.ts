// A check that throws or does not end is that check's error; every other check says what it would have said without it.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Bundle } from "../../src/model/index.ts";
import { createEvaluator, type EvaluationItem, type Evaluator, type ItemResult } from "../../src/rego/index.ts";
import { bundleOf, checkSource, endlessRule } from "./compiled.ts";

const sound = checkSource(
  "stale-bread",
  `fail contains {"path": ["age"], "details": {"what": input.bread}} if input.age > 3
not_applicable contains "it is a cake" if input.bread == "cake"`,
);
const throwing = checkSource(
  "two-prices",
  `price := 1 if input.age > 0
price := 2 if input.bread == "rye"
fail contains {"path": ["price"], "details": {"what": "price"}} if price == 2`,
);
const endless = checkSource("counts-crumbs", endlessRule(`input.bread == "baguette"`));
const greedy = checkSource(
  "keeps-everything",
  `fail contains {"path": [], "details": {"what": "shelf"}} if {
	input.bread == "spelt"
	count(numbers.range(1, 40000000)) == 0
}`,
);

const shelf = [
  { bread: "rye", age: 5 },
  { bread: "baguette", age: 1 },
  { bread: "cake", age: 9 },
  { bread: "wheat", age: 4 },
];

const open: Evaluator[] = [];
after(() => Promise.all(open.map((evaluator) => evaluator.close())));

async function evaluatorFor(bundle: Bundle, workers: number, timeLimitMs = 60_000): Promise<Evaluator> {
  const evaluator = await createEvaluator(bundle, {
    workers,
    timeLimitMs,
    now: "2026-11-24T12:00:00.000Z",
    selected: new Set(bundle.checks.map(({ id }) => id)),
  });
  open.push(evaluator);
  return evaluator;
}

function items(values: readonly unknown[]): readonly EvaluationItem[] {
  return values.map((value) => ({ kind: "workload", resource: "Pod", input: JSON.stringify(value) }));
}

const soundResults: readonly ItemResult[] = [
  [
    {
      check: "bakery/stale-bread",
      outcome: { status: "fail", failures: [{ path: ["age"], details: { what: "rye" } }] },
    },
  ],
  [],
  [{ check: "bakery/stale-bread", outcome: { status: "not-applicable", reason: "it is a cake" } }],
  [
    {
      check: "bakery/stale-bread",
      outcome: { status: "fail", failures: [{ path: ["age"], details: { what: "wheat" } }] },
    },
  ],
];

function of(check: string, results: readonly ItemResult[]): readonly ItemResult[] {
  return results.map((result) => result.filter((one) => one.check === check));
}

test("a check passes, fails and does not apply as its rules say", async () => {
  const evaluator = await evaluatorFor(await bundleOf("built-in", { "stale.rego": sound }), 0);
  assert.deepEqual(await evaluator.evaluate(items(shelf)), soundResults);
});

test("workers say the same as this thread does", async () => {
  const evaluator = await evaluatorFor(await bundleOf("built-in", { "stale.rego": sound }), 2);
  const [first, second] = await Promise.all([evaluator.evaluate(items(shelf)), evaluator.evaluate(items(shelf))]);
  assert.deepEqual([first, second], [soundResults, soundResults]);
});

test("a check that throws is an error where it throws, and changes nothing for the others", async () => {
  for (const workers of [0, 1]) {
    const evaluator = await evaluatorFor(
      await bundleOf("built-in", { "stale.rego": sound, "price.rego": throwing }),
      workers,
    );
    const results = await evaluator.evaluate(items(shelf));
    assert.deepEqual(of("bakery/stale-bread", results), soundResults);
    const [rye = [], ...others] = of("bakery/two-prices", results);
    assert.equal(rye[0]?.outcome.status, "error");
    assert.match(JSON.stringify(rye[0]?.outcome), /conflict|multiple outputs/);
    assert.deepEqual(others, [[], [], []]);
  }
});

test("a check that does not end is stopped, and changes nothing for the others", async () => {
  const evaluator = await evaluatorFor(await bundleOf("user", { "stale.rego": sound, "crumbs.rego": endless }), 2, 500);
  const results = await evaluator.evaluate(items(shelf));
  assert.deepEqual(of("bakery/stale-bread", results), soundResults);
  assert.deepEqual(
    [...evaluator.stopped],
    [["bakery/counts-crumbs", "stopped: it ran for more than 0.5 s on one subject"]],
  );
  const again = await evaluator.evaluate(items(shelf));
  assert.deepEqual(of("bakery/stale-bread", again), soundResults);
});

test("a user's policies are never evaluated in this thread, where nothing could stop them", async () => {
  const evaluator = await evaluatorFor(await bundleOf("user", { "crumbs.rego": endless }), 0, 500);
  await evaluator.evaluate(items(shelf));
  assert.deepEqual([...evaluator.stopped.keys()], ["bakery/counts-crumbs"]);
});

test("a check that needs more memory than there is for one is an error, and changes nothing for the others", async () => {
  const evaluator = await evaluatorFor(await bundleOf("built-in", { "stale.rego": sound, "shelf.rego": greedy }), 0);
  const results = await evaluator.evaluate(items([{ bread: "spelt", age: 9 }, ...shelf]));
  assert.equal(results[0]?.find(({ check }) => check === "bakery/keeps-everything")?.outcome.status, "error");
  assert.deepEqual(of("bakery/stale-bread", results).slice(1), soundResults);
});

test("an answer that is no failure is an error, never a pass", async () => {
  const odd = {
    "text.rego": checkSource("text", `fail contains "burnt" if input.age > 3`),
    "number.rego": checkSource("number", `fail contains {"path": "age", "details": {}} if input.age > 3`),
    "object.rego": checkSource("object", `fail := {"path": []} if input.age > 3`),
    "undefined.rego": checkSource("undefined", `fail := set() if input.age > 99`),
    "reason.rego": checkSource(
      "reason",
      `fail contains {"path": []} if false\nnot_applicable contains 3 if input.age > 3`,
    ),
  };
  const evaluator = await evaluatorFor(await bundleOf("built-in", odd), 0);
  const [result = []] = await evaluator.evaluate(items([{ bread: "rye", age: 5 }]));
  assert.deepEqual(
    result.map(({ check, outcome }) => [check, outcome.status]),
    Object.keys(odd)
      .map((file) => [`bakery/${file.slice(0, -5)}`, "error"])
      .toSorted(),
  );
});

test("a check of the user takes the place of the built-in one of the same id", async () => {
  const builtIn = await bundleOf("built-in", { "stale.rego": sound });
  const own = await bundleOf("user", {
    "own.rego": checkSource("stale-bread", `fail contains {"path": [], "details": {"what": "all"}} if true`),
  });
  const evaluator = await evaluatorFor(
    { ...builtIn, checks: own.checks, modules: [...builtIn.modules, ...own.modules] },
    0,
  );
  const [result] = await evaluator.evaluate(items([{ bread: "cake", age: 1 }]));
  assert.deepEqual(result, [
    { check: "bakery/stale-bread", outcome: { status: "fail", failures: [{ path: [], details: { what: "all" } }] } },
  ]);
});

test("a check that was not selected says nothing", async () => {
  const bundle = await bundleOf("built-in", { "stale.rego": sound });
  const evaluator = await createEvaluator(bundle, {
    workers: 0,
    timeLimitMs: 1000,
    now: "2026-11-24T12:00:00.000Z",
    selected: new Set(),
  });
  assert.deepEqual(await evaluator.evaluate(items(shelf)), [[], [], [], []]);
});

test("text of every kind reaches the policy and comes back as it was", async () => {
  const echo = checkSource("echo", `fail contains {"path": [input.text], "details": {"what": input.text}} if true`);
  const evaluator = await evaluatorFor(await bundleOf("built-in", { "echo.rego": echo }), 0);
  for (const text of ["", "plain", "ünï→🥖", '\u0000\u0001\n\t"\\', "x".repeat(3_000_000)]) {
    const [result = []] = await evaluator.evaluate(items([{ text }]));
    assert.deepEqual(result[0]?.outcome, { status: "fail", failures: [{ path: [text], details: { what: text } }] });
  }
});

test("the order in which a policy writes its details does not show, nor that of its failures", async () => {
  const details = [
    '"what": "w", "age": 1, "bread": {"z": 1, "a": [{"y": 1, "b": 2}]}',
    '"bread": {"a": [{"b": 2, "y": 1}], "z": 1}, "age": 1, "what": "w"',
  ];
  const texts = await Promise.all(
    details.map(async (written) => {
      const rules = `fail contains {"path": ["shelf", n], "details": {${written}}} if some n in [11, 2, 1]`;
      const evaluator = await evaluatorFor(
        await bundleOf("built-in", { "order.rego": checkSource("order", rules) }),
        0,
      );
      return JSON.stringify(await evaluator.evaluate(items([{}])));
    }),
  );
  assert.equal(texts[0], texts[1]);
  const failure = (n: number): string =>
    `{"path":["shelf",${n}],"details":{"age":1,"bread":{"a":[{"b":2,"y":1}],"z":1},"what":"w"}}`;
  assert.ok(texts[0]?.includes(`[${[1, 2, 11].map(failure).join(",")}]`), texts[0]);
});
