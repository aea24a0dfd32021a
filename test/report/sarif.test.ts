// SARIF: valid under the standard's own schema, with references that lead somewhere, and as GitHub code scanning reads it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Log, ReportingDescriptorReference, Run } from "sarif";
import { render } from "./rendered.ts";
import { sarifValidator } from "./sarif-schema.ts";
import { hostile, sampleAssessment, sampleFrameworks } from "./sample-assessment.ts";

const schemaErrors = sarifValidator();
const log: Log = JSON.parse(await render("sarif"));
const run = log.runs[0] as Run;
const { driver } = run.tool;
const rules = driver.rules ?? [];
const results = run.results ?? [];
const taxonomies = run.taxonomies ?? [];
const findings = sampleAssessment.checks.flatMap((check) => check.findings);

test("the log validates, and the validator can refuse", () => {
  assert.deepEqual(schemaErrors(log), []);
  assert.notDeepEqual(schemaErrors({ ...log, runs: [{ ...run, results: [{ ruleId: "x" }] }] }), []);
  assert.notDeepEqual(schemaErrors({ ...log, version: "2.0.0" }), []);
});

test("an assessment of nothing is a valid log too", async () => {
  const empty = { ...sampleAssessment, checks: [], frameworks: [], evidence: [], problems: [], subjects: [] };
  assert.deepEqual(schemaErrors(JSON.parse(await render("sarif", { frameworks: [] }, empty))), []);
});

test("every check is a rule, every finding a result of its rule", () => {
  assert.deepEqual(
    rules.map(({ id }) => id),
    sampleAssessment.checks.map(({ check }) => check.id),
  );
  assert.deepEqual(
    results.map(({ ruleId, ruleIndex, level }) => [ruleId, rules[ruleIndex ?? -1]?.id, level]),
    findings.map(({ check, severity }) => [
      check,
      check,
      { critical: "error", high: "error", medium: "warning", low: "note" }[severity],
    ]),
  );
});

test("a result as a whole", () => {
  assert.deepEqual(results[0], {
    ruleId: "workload/privileged-container",
    ruleIndex: 0,
    kind: "fail",
    level: "error",
    message: { text: "container web runs as privileged." },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "deploy/shop.yaml", uriBaseId: "%SRCROOT%" },
          region: { startLine: 24, startColumn: 15 },
        },
        logicalLocations: [{ name: "checkout", fullyQualifiedName: "Deployment/shop/checkout", kind: "resource" }],
      },
    ],
    partialFingerprints: { "touchstone/v1": findings[0]?.fingerprint },
    suppressions: [],
  });
});

test("fingerprints are the findings' own, each one once", () => {
  const prints = results.map((result) => result.partialFingerprints?.["touchstone/v1"]);
  assert.deepEqual(
    prints,
    findings.map(({ fingerprint }) => fingerprint),
  );
  assert.equal(new Set(prints).size, prints.length);
});

test("an accepted deviation is suppressed, and no other", () => {
  const suppressed = results.filter((result) => result.suppressions?.length);
  assert.deepEqual(
    suppressed.map(({ ruleId, suppressions }) => [
      ruleId,
      suppressions?.map(({ kind, status, justification }) => [kind, status, justification?.slice(0, 79)]),
    ]),
    [
      [
        "resources/memory-limits",
        [["external", "accepted", "operational-requirement, approved by grace until 2026-06-01: The report takes w"]],
      ],
    ],
  );
});

test("severities are those that GitHub shows", () => {
  assert.deepEqual(Object.fromEntries(rules.map(({ id, properties }) => [id, properties?.["security-severity"]])), {
    "workload/privileged-container": "9.5",
    "image/mutable-tag": "8.0",
    "network/default-deny-ingress": "5.5",
    "workload/host-path": "8.0",
    "workload/seccomp-profile": "5.5",
    "resources/memory-limits": "3.0",
    "probes/liveness-probe": "3.0",
    "service-account/automount-token": "5.5",
    "workload/run-as-non-root": "8.0",
    "workload/windows-host-process": "9.5",
  });
  assert.deepEqual(rules[0]?.properties?.tags, [
    "security",
    "pss-baseline",
    "pss-restricted",
    "external/cwe/cwe-250",
    "external/cwe/cwe-269",
  ]);
});

test("every rule says its status, and why it was not assessed", () => {
  assert.deepEqual(
    rules.slice(-3).map(({ properties }) => [properties?.["status"], properties?.["reason"]]),
    [
      ["not-assessed", "not selected"],
      ["not-assessed", "not selected"],
      ["not-assessed", "no subject of kind workload in the evidence"],
    ],
  );
  assert.deepEqual(
    [rules[0]?.properties?.["status"], "reason" in (rules[0]?.properties ?? {})],
    ["not-satisfied", false],
  );
});

test("every relationship leads to the taxon that it names", () => {
  function nameOf({ id, index, toolComponent }: ReportingDescriptorReference): string {
    const component = taxonomies[toolComponent?.index ?? -1];
    assert.equal(component?.name, toolComponent?.name);
    assert.equal(component?.taxa?.[index ?? -1]?.id, id);
    return `${component?.name} ${id}`;
  }
  assert.deepEqual(
    rules.map(({ relationships }) => (relationships ?? []).map(({ target }) => nameOf(target))),
    sampleAssessment.checks.map(({ check, mappings }) => [
      ...mappings.map(({ framework, control }) => `${framework} ${control}`),
      ...check.cwe.map((number) => `CWE CWE-${number}`),
    ]),
  );
  assert.deepEqual(
    driver.supportedTaxonomies?.map(({ name, index }) => [name, taxonomies[index ?? -1]?.name]),
    [...sampleFrameworks.map(({ id }) => [id, id]), ["CWE", "CWE"]],
  );
});

test("a framework whose catalogue is not at hand is not referred to", async () => {
  const bare: Log = JSON.parse(await render("sarif", { frameworks: [] }));
  assert.deepEqual(schemaErrors(bare), []);
  assert.deepEqual(
    bare.runs[0]?.taxonomies?.map(({ name }) => name),
    ["CWE"],
  );
});

test("catalogues name their source only where it is an address, and always their licence", () => {
  assert.deepEqual(
    taxonomies.map(({ informationUri, properties }) => [informationUri, properties?.["licence"]]),
    [
      ["https://owasp.org/Top10/2021/", "CC BY-SA 4.0, the OWASP Foundation"],
      ["https://www.iso.org/standard/27001", "Control titles only, by reference"],
      [undefined, hostile.entity],
      ["https://cwe.mitre.org/", undefined],
    ],
  );
});

test("files are percent-encoded below the source root, and standard input is no file", () => {
  const uris = results.map((result) => result.locations?.[0]?.physicalLocation?.artifactLocation);
  assert.deepEqual(uris[2], { uri: "deploy/a%20b/%231%20%5Bx%5D%20100%25.yaml", uriBaseId: "%SRCROOT%" });
  assert.deepEqual(uris[5], { uri: "stdin", description: { text: "Standard input." } });
  assert.deepEqual(
    uris.filter((location) => location?.uri === ""),
    [],
  );
});

test("absolute files are URIs without a base, on any system", async () => {
  const [model] = sampleAssessment.checks;
  assert.ok(model?.findings[0]);
  const [finding] = model.findings;
  const files = ["/srv/a b.yaml", "C:/charts/a.yaml", `half-\ud800.yaml`];
  const moved = files.map((file) => ({ ...finding, location: { file } }));
  const moving = { ...sampleAssessment, checks: [{ ...model, findings: moved }] };
  const other: Log = JSON.parse(await render("sarif", {}, moving));
  assert.deepEqual(schemaErrors(other), []);
  assert.deepEqual(
    other.runs[0]?.results?.map((result) => result.locations?.[0]?.physicalLocation),
    [
      { artifactLocation: { uri: "file:///srv/a%20b.yaml" } },
      { artifactLocation: { uri: "file:///C:/charts/a.yaml" } },
      { artifactLocation: { uri: "half-%EF%BF%BD.yaml", uriBaseId: "%SRCROOT%" } },
    ],
  );
});

test("a finding without a line has no region", () => {
  assert.equal(
    results.find(({ ruleId }) => ruleId === "network/default-deny-ingress")?.locations?.[0]?.physicalLocation?.region,
    undefined,
  );
});

test("messages hold no placeholders, no links and no control characters", () => {
  const texts = results.map(({ message }) => message.text ?? "");
  assert.equal(texts[3]?.includes("\\](https://attacker.example)"), true);
  assert.equal(texts[6]?.includes("{{0}}"), true);
  assert.deepEqual(
    texts.filter((text) => /[\p{Cc}\p{Cf}]/u.test(text)),
    [],
  );
});

test("what could not be read or decided makes the run unsuccessful", async () => {
  const [invocation] = run.invocations ?? [];
  assert.equal(invocation?.executionSuccessful, false);
  assert.deepEqual(
    invocation?.toolConfigurationNotifications?.map(({ descriptor }) => descriptor?.id),
    ["E_YAML", "E_CHART"],
  );
  assert.deepEqual(
    invocation?.toolExecutionNotifications?.map(({ associatedRule }) => [
      associatedRule?.id,
      rules[associatedRule?.index ?? -1]?.id,
    ]),
    [
      ["workload/host-path", "workload/host-path"],
      ["workload/host-path", "workload/host-path"],
      ["workload/seccomp-profile", "workload/seccomp-profile"],
    ],
  );
  assert.deepEqual(
    driver.notifications?.map(({ id }) => id),
    ["E_YAML", "E_CHART"],
  );
  const clean = {
    ...sampleAssessment,
    problems: [],
    checks: sampleAssessment.checks.filter(({ errors }) => errors.length === 0),
  };
  const whole: Log = JSON.parse(await render("sarif", {}, clean));
  assert.equal(whole.runs[0]?.invocations?.[0]?.executionSuccessful, true);
});

test("only files that were judged as they are have a hash", () => {
  assert.deepEqual(run.artifacts, [
    {
      location: { uri: "deploy/shop.yaml", uriBaseId: "%SRCROOT%" },
      length: 48_213,
      roles: ["analysisTarget"],
      hashes: { "sha-256": "a1".repeat(32) },
    },
  ]);
});

test("the help that GitHub shows is Markdown without markup of others", () => {
  assert.equal(rules[1]?.help?.markdown?.includes("\\[link\\]"), true);
  assert.equal(rules[1]?.helpUri, "https://kubernetes.io/docs/concepts/containers/images/?a=1&b=%3C2%3E");
  assert.equal(JSON.stringify(rules).includes("javascript:"), false);
});
