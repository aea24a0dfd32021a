// Bills of materials in a gate, together with the example's chart: what counts, what does not, and what fails.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Assessment } from "../../src/model/index.ts";
import { folderOf, repository, touchstone, type Run } from "./touchstone.ts";

const chart = join(repository, "examples/agents");
const config = `paths: [${JSON.stringify(chart)}]
helm: { engine: embedded, release: agents, namespace: agents, values: [${JSON.stringify(join(chart, "values-hardened.yaml"))}] }
sbom: [dist]
`;

const hours = (ago: number): string => new Date(Date.now() - ago * 3_600_000).toISOString();
const hashes = [{ alg: "SHA-256", content: "a".repeat(64) }];
const component = (name: string, version: string, expression = "MIT"): object => ({
  type: "library",
  name,
  version,
  purl: `pkg:npm/${name}@${version}`,
  licenses: [{ expression }],
  hashes,
});
const sound = [component("redis", "5.0.1"), component("ms", "2.1.3", "MIT OR AGPL-3.0-only")];

/** A bill of an hour ago. */
function bill(components: unknown, ago = 1): string {
  const metadata = { timestamp: hours(ago), component: { name: "agents", version: "2.4.0" } };
  return JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", metadata, components });
}

interface Judged extends Run {
  readonly assessment: Assessment;
}

async function project(files: Readonly<Record<string, string>>): Promise<string> {
  return folderOf({ "touchstone.yaml": config, "dist/bom.json": bill(sound), ...files });
}

async function gate(cwd: string, args: readonly string[] = []): Promise<Judged> {
  const run = await touchstone(["gate", "--format", "json", ...args], { cwd });
  assert.notEqual(run.stdout, "", run.stderr);
  return { ...run, assessment: JSON.parse(run.stdout) as Assessment };
}

function statusOf({ assessment }: Judged, id: string): string | undefined {
  return assessment.checks.find(({ check }) => check.id === id)?.status;
}

const ofComponents = [
  "supply/component-hash-missing",
  "supply/component-licence-missing",
  "supply/component-version-missing",
  "supply/denied-licence",
  "supply/end-of-life",
];
const ofBills = ["supply/empty-bill", "supply/stale-bill"];

/** Checks that are not satisfied, and what they found. */
function failing({ assessment }: Judged): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    assessment.checks
      .filter(({ status }) => status === "not-satisfied")
      .map(({ check, findings }) => [check.id, findings.map(({ message }) => message)]),
  );
}

test("a sound bill satisfies the checks, and the gate passes with the chart", async () => {
  const judged = await gate(await project({}));
  assert.deepEqual(failing(judged), {});
  assert.equal(judged.exitCode, 0, judged.stderr);
  for (const id of [...ofComponents, ...ofBills]) assert.equal(statusOf(judged, id), "satisfied", id);
  assert.deepEqual(judged.assessment.evidence.map(({ kind, source }) => [kind, source]).slice(1), [
    ["sbom", "dist/bom.json"],
  ]);
});

test("without a bill none of the checks is assessed, and none fails", async () => {
  const cwd = await project({});
  await writeFile(join(cwd, "touchstone.yaml"), config.replace("sbom: [dist]\n", ""));
  const judged = await gate(cwd);
  assert.equal(judged.exitCode, 0, judged.stderr);
  for (const id of [...ofComponents, ...ofBills]) assert.equal(statusOf(judged, id), "not-assessed", id);
});

test("each fault of a component is a finding that names it, and --sbom alone is enough to assess", async () => {
  const faulty = [
    component("ledger", "3.0.0", "MIT AND SSPL-1.0"),
    {
      type: "library",
      name: "log4j-core",
      version: "2.14.1",
      purl: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
    },
    { type: "library", name: "orphan", licenses: [{ license: { id: "MIT" } }], hashes },
  ];
  const cwd = await folderOf({ "agents.cdx.json": bill([...sound, ...faulty]) });
  const judged = await gate(cwd, ["--sbom", "agents.cdx.json"]);
  assert.equal(judged.exitCode, 1, judged.stderr);
  assert.deepEqual(failing(judged), {
    "supply/component-hash-missing": ["log4j-core 2.14.1 has no digest in agents.cdx.json"],
    "supply/component-licence-missing": ["log4j-core 2.14.1 has no licence in agents.cdx.json"],
    "supply/component-version-missing": ["orphan has no version in agents.cdx.json"],
    "supply/denied-licence": ["ledger 3.0.0 is under MIT AND SSPL-1.0, which is denied (agents.cdx.json)"],
    "supply/end-of-life": [
      "log4j-core 2.14.1 is no longer maintained, and 2.17.1 is the lowest version that is (agents.cdx.json)",
    ],
  });
});

test("a bill that does not count satisfies nothing, and what it lists fails all the same", async () => {
  for (const [content, check, message] of [
    [bill(sound, 721), "supply/stale-bill", /^a bill of materials is 72[12] hours old, and 720 are allowed$/],
    [bill(sound).replace(/"timestamp":"[^"]*",/, ""), "supply/stale-bill", /does not say when it was made$/],
    [bill([]), "supply/empty-bill", /^the bill of materials of agents proves nothing: it lists no component$/],
  ] as const) {
    const judged = await gate(await project({ "dist/bom.json": content }));
    const found = failing(judged);
    assert.deepEqual(Object.keys(found), [check]);
    assert.match(found[check]?.[0] ?? "", message);
    for (const id of ofComponents) assert.equal(statusOf(judged, id), "not-assessed", id);
  }
  const old = bill([component("ledger", "3.0.0", "AGPL-3.0-only")], 1000);
  const judged = await gate(await project({ "dist/bom.json": old }));
  assert.deepEqual(Object.keys(failing(judged)).toSorted(), ["supply/denied-licence", "supply/stale-bill"]);
});

test("harmless components beside a faulty one change no score", async () => {
  const faulty = component("ledger", "3.0.0", "AGPL-3.0-only");
  const padding = Array.from({ length: 200 }, (_, index) => component(`harmless-${index}`, "1.0.0"));
  const scores = [];
  for (const components of [[faulty], [faulty, ...padding]]) {
    const { assessment } = await gate(await project({ "dist/bom.json": bill(components) }));
    scores.push(assessment.frameworks.map(({ id, score }) => [id, score]));
  }
  assert.deepEqual(scores[0], scores[1]);
});

test("an exception excuses one component, and a parameter sets what is denied", async () => {
  const cwd = await project({ "dist/bom.json": bill([...sound, component("ledger", "3.0.0", "GPL-3.0-only")]) });
  const denied = "AGPL-3.0-only, BUSL-1.1, CC-BY-NC-4.0, GPL-3.0-only, SSPL-1.0";
  const strict = `${config}parameters: { supply/denied-licence: { denied: [${denied}] } }\n`;
  await writeFile(join(cwd, "touchstone.yaml"), strict);
  assert.deepEqual(Object.keys(failing(await gate(cwd))), ["supply/denied-licence"]);
  const day = (days: number): string => hours(-24 * days).slice(0, 10);
  const exception = {
    id: "EX-1",
    type: "risk-accepted",
    checks: ["supply/denied-licence"],
    subjects: [{ kind: "Component", name: "pkg:npm/ledger@3.0.0" }],
    reason: "It was bought under other terms.",
    requestedBy: "ada",
    approvedBy: "grace",
    approvedAt: day(-1),
    expiresAt: day(20),
    ticket: "LEGAL-1",
  };
  await writeFile(join(cwd, "exception.yaml"), JSON.stringify({ exceptions: [exception] }));
  await writeFile(join(cwd, "touchstone.yaml"), `${strict}exceptions: [exception.yaml]\n`);
  const excepted = await gate(cwd);
  assert.deepEqual(failing(excepted), {});
  assert.equal(statusOf(excepted, "supply/denied-licence"), "satisfied-with-exception");
});

test("parameters that switch a check off in all but name are findings", async () => {
  const cwd = await project({});
  const loose = [
    "supply/denied-licence: { denied: [] }",
    "supply/end-of-life: { versions: {} }",
    "supply/stale-bill: { hours: 87600 }",
  ];
  await writeFile(join(cwd, "touchstone.yaml"), `${config}parameters: { ${loose.join(", ")} }\n`);
  const judged = await gate(cwd);
  assert.deepEqual(Object.keys(failing(judged)).toSorted(), [
    "supply/denied-licence",
    "supply/end-of-life",
    "supply/stale-bill",
  ]);
});

test("a bill that is damaged, of another version, or not there is evidence that cannot be read", async () => {
  for (const content of [
    bill(sound).slice(0, -40),
    "<bom/>",
    "{}",
    bill(undefined),
    bill(sound).replace("1.6", "1.3"),
  ]) {
    const judged = await gate(await project({ "dist/bom.json": content }));
    assert.equal(judged.exitCode, 3);
    assert.match(judged.stderr, /dist\/bom\.json/);
    assert.deepEqual(
      judged.assessment.problems.map(({ code }) => code),
      ["E_SBOM"],
    );
    assert.notEqual(judged.assessment.gate.verdict, "passed");
  }
  const missing = await gate(await project({}), ["--sbom", "images/*.json"]);
  assert.equal(missing.exitCode, 3);
  assert.deepEqual(
    missing.assessment.problems.map(({ code }) => code),
    ["E_PATH_MISSING"],
  );
});

test("a bill can be required, with a greatest age", async () => {
  const cwd = await project({ "dist/bom.json": bill(sound, 30) });
  await writeFile(
    join(cwd, "touchstone.yaml"),
    `${config}evidence: { required: [{ source: dist/bom.json, maxAge: 1d }] }\n`,
  );
  assert.equal((await gate(cwd)).exitCode, 2);
  await writeFile(join(cwd, "dist/bom.json"), bill(sound, 20));
  assert.equal((await gate(cwd)).exitCode, 0);
});
