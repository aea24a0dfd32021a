// Queries are taken and refused as Prometheus' own parser does it, and their facts are what they say.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { withoutVariables } from "../../../src/evidence/monitoring/grafana-variables.ts";
import { readQuery } from "../../../src/evidence/monitoring/promql.ts";
import type { Comparison } from "../../../src/model/index.ts";

/** Each line is `+` for what the parser of Prometheus 3 takes, experimental functions included, or `-`, and the expression. */
const lines = readFileSync(join(import.meta.dirname, "expressions.txt"), "utf8").trimEnd().split("\n");

/**
 * Where its grammar for editors differs: a number that ends in a point, a keyword as a name, experimental functions that are newer
 * than the grammar, and a modifier that no query has yet.
 */
const limits = ["5.", "offset", "sum(foo) anchored", "min_of(1, 2)", "integral(foo[5m])"];

test("what Prometheus' parser takes is taken, and what it refuses is refused", () => {
  assert.ok(lines.length > 350);
  const differing = lines.filter((line) => readQuery(line.slice(2)).parses !== line.startsWith("+"));
  assert.deepEqual(
    differing.map((line) => line.slice(2)),
    limits,
  );
});

test("what is refused says why and where, and has no facts", () => {
  const query = readQuery("sum(rate(tasks_total)) > 1");
  assert.deepEqual(query, {
    parses: false,
    error: "rate takes a matrix, and this is a vector, at character 10",
    metrics: [],
    functions: [],
    ranges: [],
    matchers: [],
    divides: false,
    ratio: null,
    comparisons: [],
  });
  assert.equal(readQuery("sum(up").error, "it is not PromQL, at character 7");
  assert.equal(readQuery(" ").error, "it is empty");
  assert.equal(readQuery("(".repeat(500) + "1" + ")".repeat(500)).error, "it is nested too deeply, at character 201");
  assert.equal(readQuery("1+".repeat(40_000) + "1").error, "it is longer than 65536 characters");
});

test("a query says its metrics, functions, ranges and matchers", () => {
  const query = readQuery(`
    # the share of failures
    100 * sum by (job) (rate(tasks_failed_total{job="pool", code=~"5.."}[5m]))
      / sum by (job) (rate(tasks_total[1h30m])) > 5`);
  const ratio = {
    numerator: ["code=~5..", "job=pool", "tasks_failed_total"],
    denominator: ["tasks_total"],
    complement: false,
    scale: 100,
  };
  assert.deepEqual(query, {
    parses: true,
    error: "",
    metrics: ["tasks_failed_total", "tasks_total"],
    functions: ["rate", "sum"],
    ranges: [300, 5400],
    matchers: ["code=~5..", "job=pool"],
    divides: true,
    ratio: null,
    comparisons: [{ operator: ">", value: 0.05, metrics: ["tasks_failed_total", "tasks_total"], ratio }],
  });
});

function compared(text: string): Pick<Comparison, "operator" | "value"> & { readonly of: string } {
  const { operator, value, ratio } = readQuery(text).comparisons[0] ?? assert.fail(text);
  const of = ratio ? `${ratio.complement ? "1 - " : ""}${ratio.numerator.join()}/${ratio.denominator.join()}` : "";
  return { operator, value, of };
}

test("numbers are those that the bare ratio is compared with, on whichever side and in whatever unit they are written", () => {
  assert.deepEqual(compared("0.01 < a / b"), { operator: ">", value: 0.01, of: "a/b" });
  assert.deepEqual(compared("(a / b) * 100 >= 1"), { operator: ">=", value: 0.01, of: "a/b" });
  assert.deepEqual(compared("max by (job) (a / b) > 1 / 100"), { operator: ">", value: 0.01, of: "a/b" });
  assert.deepEqual(compared("round(100 * (a / b), 0.1) > 50"), { operator: ">", value: 0.5, of: "a/b" });
  assert.deepEqual(compared("1 - sum(a) / sum(b) > 14.4 * 0.5"), { operator: ">", value: 7.2, of: "1 - a/b" });
  assert.deepEqual(compared("-1 * (a / b) < -0.5"), { operator: ">", value: 0.5, of: "a/b" });
  assert.deepEqual(compared("a > b"), { operator: ">", value: null, of: "" });
  assert.deepEqual(compared("a > Inf"), { operator: ">", value: null, of: "" });
  assert.deepEqual(compared("a / 1000 > 2"), { operator: ">", value: 2000, of: "" });
  assert.deepEqual(compared("a > bool 5m"), { operator: ">", value: 300, of: "" });
});

const dashboards = [
  "rate(tasks_total[$__rate_interval])",
  'sum by ($group) (tasks{job=~"$job", namespace="${namespace:regex}"})',
  "topk($n, tasks) > $threshold",
  "tasks_${kind}_total offset $offset",
  "rate(${metric}[[[range]]:$step])",
  'tasks{$filter, job="pool"}',
  "tasks{[[filter]]}",
  "increase(tasks[${__range_s}s])",
  "$metric",
  "$query and on () up",
];

test("Grafana's variables leave a query a query", () => {
  for (const text of dashboards) {
    const found = [...withoutVariables(text)].filter((query) => readQuery(query).parses);
    assert.ok(found.length > 0, `${text}: ${[...withoutVariables(text)].join(" | ")}`);
  }
});

test("what is wrong beside the variables stays wrong", () => {
  for (const text of ["rate($metric[5m]", "sum(tasks{job=$job})", "tasks{job=~'$job'", "rate(tasks)[$__interval]", "$a $b"]) {
    const found = [...withoutVariables(text)].filter((query) => readQuery(query).parses);
    assert.deepEqual(found, [], text);
  }
});

test("a text without variables is given once, as it is", () => {
  assert.deepEqual([...withoutVariables('tasks{a="5$"} > 1')], ['tasks{a="5$"} > 1']);
});
