// Policies that mean harm, or are careless: each is an error within its limits, and the check beside it says what it always says.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Outcome } from "../../src/model/index.ts";
import { createEvaluator, type EvaluationItem, type ItemResult } from "../../src/rego/index.ts";
import { bundleOf, checkSource, endlessRule } from "./compiled.ts";

const sound = checkSource(
  "stale-bread",
  `fail contains {"path": ["age"], "details": {"what": input.bread}} if input.age > 3
not_applicable contains "it is a cake" if input.bread == "cake"`,
);

const shelf: readonly EvaluationItem[] = [
  { bread: "rye", age: 5 },
  { bread: "cake", age: 9 },
  { bread: "wheat", age: 1 },
].map((input) => ({ kind: "workload", resource: "Pod", input: JSON.stringify(input) }));

const fails = (condition: string): string => `fail contains {"path": [], "details": {}} if {\n${condition}\n}`;

/** Each is hostile to rye, and means nothing to other bread. */
const hostile: readonly { readonly name: string; readonly rules: string; readonly message: RegExp }[] = [
  {
    name: "endless comprehension",
    rules: endlessRule(`input.bread == "rye"`).replace(
      "v13 ==",
      "count([1 | some v in crumbs; v == v13]) == 3\n\tv13 ==",
    ),
    // What it makes on its way may fill the memory first.
    message: /^stopped: it ran for more than 1 s on one subject$|^it needs more than 256 MiB for one subject$/,
  },
  {
    name: "memory bomb",
    rules: fails(`	input.bread == "rye"\n	count({[n, "crumb"] | some n in numbers.range(1, 9000000)}) == 1`),
    message: /^it needs more than 256 MiB for one subject$/,
  },
  {
    name: "regex that backtracks, a million times",
    rules: fails(
      `	input.bread == "rye"
	text := concat("", ["a" | some _ in numbers.range(1, 20000)])
	some n in numbers.range(1, 1000000)
	regex.match(sprintf("^(a|aa)+%dx$", [n]), text)`,
    ),
    message: /^stopped: it ran for more than 1 s on one subject$/,
  },
  {
    name: "data that is a million levels deep",
    rules: fails(
      `	input.bread == "rye"
	open := concat("", ["[" | some _ in numbers.range(1, 1000000)])
	close := replace(open, "[", "]")
	some path
	walk(json.unmarshal(concat("", [open, close])), [path, _])
	count(path) < 0`,
    ),
    message: /^it calls itself, or goes into the data, too deeply$/,
  },
  {
    name: "throwing builtin function",
    rules: fails(`	input.bread == "rye"\n	http.send({"method": "get", "url": "http://localhost"}).status_code == 200`),
    message: /^it calls http\.send, which is off: allow it by name with --allow-builtin http\.send$/,
  },
  {
    name: "100 MB of output",
    rules: `fail contains {"path": [], "details": {"crumb": crumbs}} if {
	input.bread == "rye"
	loaf := concat("", ["breadcrumbs " | some _ in numbers.range(1, 87382)])
	crumbs := concat("", [loaf | some _ in numbers.range(1, 100)])
}`,
    message: /^it answers with more than 16 MiB$|^it needs more than 256 MiB for one subject$/,
  },
  {
    name: "20 MB of output",
    rules: `fail contains {"path": [], "details": {"crumb": crumbs}} if {
	input.bread == "rye"
	loaf := concat("", ["breadcrumbs " | some _ in numbers.range(1, 87382)])
	crumbs := concat("", [loaf | some _ in numbers.range(1, 20)])
}`,
    message: /^it answers with more than 16 MiB$/,
  },
  {
    name: "half a million builtin calls that fail",
    rules: fails(
      `	input.bread == "rye"
	some n in numbers.range(1, 500000)
	units.parse_bytes(sprintf("%d crumbs", [n])) == 0`,
    ),
    message: /^stopped: it ran for more than 1 s on one subject$/,
  },
  {
    name: "two values of one rule",
    rules: `price := 1 if input.bread == "rye"\nprice := 2 if input.age > 3\n${fails('\tinput.bread == "rye"\n\tprice == 2')}`,
    message: /^hostile\.rego:\d+:\d+: var assignment conflict$/,
  },
];

const expected: readonly ItemResult[] = [
  [
    {
      check: "bakery/stale-bread",
      outcome: { status: "fail", failures: [{ path: ["age"], details: { what: "rye" } }] },
    },
  ],
  [{ check: "bakery/stale-bread", outcome: { status: "not-applicable", reason: "it is a cake" } }],
  [],
];

for (const { name, rules, message } of hostile) {
  test(`${name}: that check's error, and nobody else's`, async () => {
    const bundle = await bundleOf("user", { "stale.rego": sound, "hostile.rego": checkSource("hostile", rules) });
    const evaluator = await createEvaluator(bundle, {
      workers: 1,
      timeLimitMs: message.source.includes("1 s") ? 1000 : 60_000,
      now: "2026-11-24T12:00:00.000Z",
      selected: new Set(bundle.checks.map(({ id }) => id)),
    });
    const results = await evaluator.evaluate(shelf);
    await evaluator.close();
    assert.deepEqual(of("bakery/stale-bread", results), expected);
    const [first, ...others] = of("bakery/hostile", results).map((result) => result[0]?.outcome);
    assert.match(messageOf(first) ?? evaluator.stopped.get("bakery/hostile") ?? "no error", message);
    assert.deepEqual(others, [undefined, undefined]);
  });
}

function of(check: string, results: readonly ItemResult[]): readonly ItemResult[] {
  return results.map((result) => result.filter((one) => one.check === check));
}

function messageOf(outcome: Outcome | undefined): string | undefined {
  return outcome?.status === "error" ? outcome.message : undefined;
}
