// What stands in files and objects of monitoring becomes documents, and nothing secret is kept.
import assert from "node:assert/strict";
import { test } from "node:test";
import { TouchstoneError, type Alerts, type AlertmanagerDocument, type CollectorDocument } from "../../../src/model/index.ts";
import { inConfigMap, inputOf, readFile, readManifest } from "./read.ts";

const routes = `
global: { smtp_auth_password: hunter2, slack_api_url: https://hooks.example.com/T0/B0/hunter2 }
route:
  receiver: team
  routes:
    - matchers: ['severity=~"critical|page"']
      receiver: on-call
      routes:
        - { match: { team: storage }, receiver: storage }
    - { match_re: { severity: "warn.*" }, receiver: "null", continue: true }
    - { matchers: ["severity=warning"], receiver: tickets }
receivers:
  - { name: "null" }
  - { name: team, email_configs: [{ to: team@agents.example.com, auth_password: hunter2, require_tls: false }] }
  - { name: on-call, pagerduty_configs: [{ routing_key: hunter2, http_config: { tls_config: { insecure_skip_verify: true } } }] }
  - { name: tickets, webhook_configs: [{ url: "https://user:hunter2@tickets.example.com" }] }
  - { name: storage, slack_configs: [] }
`;

test("routes are followed as Alertmanager follows them, and what receivers say to whom is not kept", () => {
  const input = inputOf(readFile(routes)) as AlertmanagerDocument;
  assert.deepEqual(
    input.receivers.map(({ name, integrations }) => [name, ...integrations]),
    [["null"], ["team", "email"], ["on-call", "pagerduty"], ["tickets", "webhook"], ["storage"]],
  );
  assert.deepEqual(input.severities, {
    critical: ["on-call"],
    error: ["team"],
    page: ["on-call"],
    warning: ["null", "tickets"],
  });
  assert.deepEqual(
    input.unverified.map(({ setting, path }) => `${setting} ${path.join(".")}`),
    [
      "require_tls receivers.1.email_configs.0.require_tls",
      "insecure_skip_verify receivers.2.pagerduty_configs.0.http_config.tls_config.insecure_skip_verify",
    ],
  );
  assert.doesNotMatch(JSON.stringify(readFile(routes)), /hunter2/);
});

test("a Secret's data are read out of Base64", () => {
  const secret = inConfigMap("alertmanager.yaml", Buffer.from(routes).toString("base64"), "Secret");
  const [first] = readManifest(secret);
  assert.deepEqual(first?.resource, {
    apiVersion: "touchstone/v1",
    kind: "AlertRouting",
    namespace: "agents",
    name: "monitoring:alertmanager.yaml",
  });
  assert.deepEqual(first.input, inputOf(readFile(routes)));
  assert.doesNotMatch(JSON.stringify(readManifest(secret)), /hunter2/);
});

test("a finding in a file has the line of what is wrong", () => {
  const [subject] = readFile("groups:\n  - name: redis\n    rules:\n      - alert: RedisDown\n        expr: redis_up ==\n");
  assert.deepEqual(subject?.locate(["groups", 0, "rules", 0, "expr"]), { file: "monitoring.yml", line: 5, column: 9 });
  assert.equal(subject.namePath(["groups", 0, "rules", 0]), "groups[name=redis]/rules[0]");
});

test("what is meant to be a document of monitoring and is broken is refused with its place", () => {
  const broken: readonly (readonly [text: string, message: string])[] = [
    ["groups:\n  - rules: [{ expr: up }]", "monitoring.yml:2: monitoring.yml cannot be read: groups.0.rules.0 has neither alert nor record, or both"],
    ["groups:\n  - rules: [{ alert: A, expr: [] }]", "monitoring.yml:2: monitoring.yml cannot be read: groups.0.rules.0.expr is no text"],
    ["route: { receiver: a, routes: 5 }", "monitoring.yml:1: monitoring.yml cannot be read: route.routes is no list"],
    ["receivers: {}\nservice:\n  pipelines: { traces: [] }", "monitoring.yml:3: monitoring.yml cannot be read: service.pipelines.traces is no mapping"],
    ["pages: 5", "monitoring.yml: monitoring.yml is no rules, routes, dashboard or other setting of monitoring"],
    ["route: {", "monitoring.yml:2: monitoring.yml does not parse: unexpected end of the stream within a flow collection"],
  ];
  for (const [text, message] of broken) {
    assert.throws(
      () => readFile(text),
      (thrown: unknown) => {
        assert.ok(thrown instanceof TouchstoneError && thrown.code === "E_PLATFORM");
        assert.equal(thrown.message, message);
        return true;
      },
    );
  }
});

test("a broken text in a Secret is refused without a word of it", () => {
  const secret = inConfigMap("alertmanager.yaml", "route:\n  receiver: hunter2\n bad: [hunter2", "Secret", "stringData");
  assert.throws(
    () => readManifest(secret),
    (thrown: unknown) => {
      assert.ok(thrown instanceof TouchstoneError);
      assert.match(thrown.message, /^agents\.yaml:1: Secret monitoring, alertmanager\.yaml cannot be read: it does not parse as YAML, at its line 3/);
      assert.doesNotMatch(`${thrown.message}${thrown.hint}`, /hunter2/);
      return true;
    },
  );
});

test("texts that are something else are left alone", () => {
  assert.deepEqual(readManifest(inConfigMap("settings.yaml", "panels: 5\nmode: dark")), []);
  assert.deepEqual(readManifest(inConfigMap("notes.txt", routes)), []);
  assert.deepEqual(readManifest(inConfigMap("values.yaml", "service:\n  port: {{ .port }}\nrows: [")), []);
  assert.deepEqual(readManifest(inConfigMap("package.json", '{"name":"agents"}')), []);
});

test("recorded queries count for what they record, by whatever many steps", () => {
  const subjects = readFile(`
groups:
  - name: tasks
    rules:
      - { record: "job:failed", expr: "sum(rate(tasks_failed_total[5m]))" }
      - { record: "job:ratio", expr: "100 * job:failed / sum(rate(tasks_total[5m]))" }
      - { record: "job:share", expr: "max(job:ratio)" }
      - { record: "job:loop", expr: "job:loop + 1" }
      - { alert: ManyFailures, expr: "job:share > 1 and job:loop > 0", for: 10m, labels: { severity: critical, tier: 1 } }
`);
  const { alerts } = subjects.find(({ kind }) => kind === "alerts")?.input as Alerts;
  const [alert] = alerts;
  assert.deepEqual(alert?.query.metrics, ["job:failed", "job:loop", "job:ratio", "job:share", "tasks_failed_total", "tasks_total"]);
  assert.equal(alert.query.divides, true);
  assert.deepEqual(
    alert.query.comparisons.map(({ value, ratio }) => [value, ratio?.numerator]),
    [
      [0.01, ["job:failed"]],
      [0, undefined],
    ],
  );
  assert.deepEqual([alert.forSeconds, alert.labels], [600, { severity: "critical", tier: "1" }]);
});

test("dashboards are told once it is known which data sources are provisioned", () => {
  const dashboard = inConfigMap("tasks.json", '{"title":"Tasks","schemaVersion":39,"panels":[{"datasource":{"type":"prometheus","uid":"metrics"}}]}');
  const sources = inConfigMap(
    "datasources.yaml",
    "datasources:\n  - { name: Prometheus, uid: metrics, type: prometheus, basicAuth: true, basicAuthPassword: hunter2 }",
  );
  const [, told] = readManifest(`${dashboard}\n---\n${sources}`);
  assert.deepEqual(told?.input, {
    type: "dashboard",
    title: "Tasks",
    panels: 1,
    libraryPanels: 0,
    queries: [],
    datasources: [{ name: "metrics", variable: "", declared: false, path: ["panels", 0, "datasource"] }],
    provisioned: ["Prometheus", "metrics"],
  });
  assert.doesNotMatch(JSON.stringify(readManifest(sources)), /hunter2/);
});

test("a collector's listeners and exporters say where they lead and how", () => {
  const input = inputOf(
    readFile(`
receivers:
  otlp: { protocols: { grpc: { endpoint: "0.0.0.0:4317", tls: { cert_file: a } }, http: { endpoint: "\${env:POD_IP}:4318" } } }
  zipkin: { endpoint: "[::1]:9411" }
  kubeletstats: { endpoint: "https://\${NODE}:10250" }
exporters:
  otlphttp: { endpoint: "http://user:hunter2@traces.example.com:4318/v1" }
  otlp/local: { endpoint: "127.0.0.1:4317", tls: { insecure: true } }
service:
  pipelines: { traces: { receivers: [otlp], exporters: [otlphttp] } }
`),
  ) as CollectorDocument;
  assert.deepEqual(
    input.listeners.map(({ name, protocol, host, tls }) => [name, protocol, host, tls]),
    [
      ["otlp", "grpc", "0.0.0.0", true],
      ["otlp", "http", "${env:POD_IP}", false],
      ["zipkin", "zipkin", "::1", false],
    ],
  );
  assert.deepEqual(
    input.exporters.map(({ name, scheme, host, insecure, used }) => [name, scheme, host, insecure, used]),
    [
      ["otlphttp", "http", "traces.example.com", false, true],
      ["otlp/local", "", "127.0.0.1", true, false],
    ],
  );
  assert.doesNotMatch(JSON.stringify(input), /hunter2/);
});
