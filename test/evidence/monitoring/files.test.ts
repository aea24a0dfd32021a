// Files of monitoring are known by what stands in them, and are told together with what stands in objects.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { defaultLimits } from "../../../src/evidence/index.ts";
import { Gathering, type GatherOptions } from "../../../src/gather.ts";
import type { Alerts, EvidenceProblem, Subject } from "../../../src/model/index.ts";

const folder = await mkdtemp(join(tmpdir(), "monitoring-"));
after(() => rm(folder, { recursive: true }));

async function gather(
  files: Readonly<Record<string, string>>,
  options: Partial<GatherOptions> = {},
  asksForAlerts = false,
): Promise<{ readonly subjects: readonly Subject[]; readonly problems: readonly EvidenceProblem[] }> {
  const names = await Promise.all(
    Object.entries(files).map(async ([name, text]) => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    }),
  );
  const subjects: Subject[] = [];
  const gathering = new Gathering(
    {
      paths: [],
      files: { platform: names },
      renderChart: () => Promise.reject(new Error("no chart is here")),
      defaultNamespace: "agents",
      limits: defaultLimits,
      now: "2026-01-01T00:00:00.000Z",
      version: "0",
      stdin: (async function* () {})(),
      ...options,
    },
    {
      kinds: new Set(["monitoring", "alerts"]),
      whole: false,
      asked: new Set(asksForAlerts ? ["alerts"] : []),
      categoriesOf: () => [],
    },
    { take: (subject) => void subjects.push(subject), derived: () => undefined },
  );
  await gathering.gather();
  return {
    subjects: subjects.filter(({ kind }) => kind === "monitoring" || kind === "alerts"),
    problems: gathering.problems,
  };
}

const files = {
  "rules.yml": "groups:\n  - name: redis\n    rules:\n      - alert: RedisDown\n        expr: redis_up == 0\n",
  "alertmanager.yml": "route: { receiver: team }\nreceivers: [{ name: team }]\n",
  "prometheus.yml": "scrape_configs: []\n",
  "collector.yaml": "receivers: { otlp: { protocols: { grpc: } } }\nservice:\n  pipelines: {}\n",
  "datasources.yaml": "datasources: [{ name: Prometheus, type: prometheus }]\n",
  "tasks.json": '{ "title": "Tasks", "schemaVersion": 39, "panels": [] }\n',
};

test("each kind of file is known by what stands in it", async () => {
  const { subjects, problems } = await gather(files);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    subjects.map(({ resource }) => `${resource.kind} ${resource.name.slice(folder.length + 1)}`),
    [
      "AlertRules rules.yml",
      "AlertRouting alertmanager.yml",
      "PrometheusConfiguration prometheus.yml",
      "CollectorConfiguration collector.yaml",
      "Datasources datasources.yaml",
      "Dashboard tasks.json",
      "Alerts ",
    ],
  );
});

test("alerts of files and of objects are told together, once", async () => {
  const manifest = join(folder, "manifest.yaml");
  const spec = { groups: [{ name: "nats", rules: [{ alert: "NatsDown", expr: "nats_up == 0" }] }] };
  const object = { apiVersion: "monitoring.coreos.com/v1", kind: "PrometheusRule", metadata: { name: "nats" }, spec };
  await writeFile(manifest, JSON.stringify(object));
  const { subjects } = await gather({ "rules.yml": files["rules.yml"] }, { paths: [manifest] });
  const all = subjects.filter(({ kind }) => kind === "alerts");
  assert.deepEqual(
    all.map(({ input }) => (input as Alerts).alerts.map(({ name }) => name)),
    [["NatsDown", "RedisDown"]],
  );
});

test("a broken file is a problem, and gives nothing", async () => {
  const { subjects, problems } = await gather({ "broken.yml": "groups:\n  - rules: [{ alert: 5, record: 6 }]\n" });
  assert.deepEqual(
    problems.map(({ code }) => code),
    ["E_PLATFORM"],
  );
  assert.deepEqual(subjects, []);
});

test("without any document, alerts are told of only where the settings ask for them", async () => {
  const settings = { file: "touchstone.yaml", sha256: "0".repeat(64), bytes: 1 };
  assert.deepEqual((await gather({}, { settings })).subjects, []);
  const { subjects } = await gather({}, { settings }, true);
  assert.deepEqual(
    subjects.map(({ kind, input, location }) => [kind, input, location]),
    [["alerts", { documents: 0, alerts: [] }, { file: "touchstone.yaml" }]],
  );
});
