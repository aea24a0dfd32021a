// Garbage in every format: never a crash, and never a document with an alert or a target that was not there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { withoutVariables } from "../../../src/evidence/monitoring/grafana-variables.ts";
import { readQuery } from "../../../src/evidence/monitoring/promql.ts";
import { TouchstoneError, type Subject } from "../../../src/model/index.ts";
import { inConfigMap, readFile, readManifest } from "./read.ts";

const expressions = readFileSync(join(import.meta.dirname, "expressions.txt"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => line.slice(2));
const documents = [
  "groups: [{ name: a, rules: [{ alert: A, expr: up == 0, for: 5m, labels: { severity: page } }] }]",
  "route: { receiver: a, routes: [{ matchers: [b = c], receiver: a }] }\nreceivers: [{ name: a, slack_configs: [{}] }]",
  "receivers: { otlp: { protocols: { grpc: } } }\nexporters: { debug: }\nservice: { pipelines: { traces: { receivers: [otlp], exporters: [debug] } } }",
  "scrape_configs: [{ job_name: a, scheme: https, tls_config: { insecure_skip_verify: true } }]\nrule_files: [a]",
  "datasources: [{ name: a, type: prometheus, url: http://a, jsonData: { tlsSkipVerify: true } }]",
  '{ "schemaVersion": 39, "panels": [{ "targets": [{ "expr": "$a", "datasource": { "type": "prometheus" } }] }] }',
];

/** A text with a few of its parts taken out, doubled or put elsewhere. */
function damaged(texts: readonly string[]): fc.Arbitrary<string> {
  const edit = fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom("", "{", "}", "[", "]", '"', "(", ")", ":", "- ", "\n", "null", "5", "$a"));
  return fc.tuple(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 4 })).map(([text, edits]) => {
    let now = text;
    for (const [at, length, put] of edits) {
      const from = at % (now.length + 1);
      now = now.slice(0, from) + put + now.slice(from + length);
    }
    return now;
  });
}

function read(how: () => readonly Subject[]): readonly Subject[] {
  try {
    return how();
  } catch (thrown) {
    assert.ok(thrown instanceof TouchstoneError, String(thrown));
    assert.equal(thrown.code, "E_PLATFORM");
    return [];
  }
}

test("any text is a query or is none, and what is none has no facts", () => {
  const text = fc.oneof(fc.string({ unit: "binary", maxLength: 60 }), damaged(expressions), damaged(expressions));
  fc.assert(
    fc.property(text, (query) => {
      const { parses, error, metrics, comparisons } = readQuery(query);
      assert.equal(parses, error === "");
      if (!parses) assert.deepEqual([metrics, comparisons], [[], []]);
    }),
    { numRuns: 60_000 },
  );
});

test("any text with variables becomes texts", () => {
  fc.assert(
    fc.property(damaged(expressions), (query) => {
      for (const one of withoutVariables(query)) readQuery(one);
    }),
    { numRuns: 15_000 },
  );
});

test("any text is a document or is refused, as a file and in objects", () => {
  const text = fc.oneof(fc.string({ unit: "binary", maxLength: 60 }), damaged(documents), damaged(documents));
  fc.assert(
    fc.property(text, fc.constantFrom("a.yaml", "a.json", "relay"), (document, key) => {
      read(() => readFile(document));
      read(() => readManifest(inConfigMap(key, document)));
    }),
    { numRuns: 15_000 },
  );
});

const kinds = [
  ["monitoring.coreos.com/v1", "PrometheusRule"],
  ["monitoring.coreos.com/v1beta1", "AlertmanagerConfig"],
  ["monitoring.coreos.com/v1", "Prometheus"],
  ["monitoring.coreos.com/v1", "ServiceMonitor"],
  ["monitoring.coreos.com/v1", "Probe"],
  ["grafana.integreatly.org/v1beta1", "GrafanaDashboard"],
  ["grafana.integreatly.org/v1beta1", "GrafanaDatasource"],
  ["opentelemetry.io/v1beta1", "OpenTelemetryCollector"],
  ["jaegertracing.io/v1", "Jaeger"],
] as const;

const words =
  "groups rules alert expr labels route receivers receiver routes matchers name endpoints tlsConfig json datasource config service pipelines traces storage options collector alerting alertmanagers".split(
    " ",
  );

test("objects of the operators may hold whatever they like", () => {
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom(null, true, 5, "", "up", "{}", "[]", '{"panels":[{}],"schemaVersion":1}'),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...words), tie("value"), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(fc.constantFrom(...kinds), value, ([apiVersion, kind], spec) => {
      const found = read(() => readManifest(JSON.stringify({ apiVersion, kind, metadata: { name: "a" }, spec })));
      for (const { input } of found) assert.doesNotThrow(() => JSON.stringify(input));
    }),
    { numRuns: 15_000 },
  );
});
