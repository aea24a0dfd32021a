// What a result says: its severity, its weakness numbers, its place, its package, whoever the tool is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { logOf, readFiles, resultAt } from "./read.ts";
import { foundAdvisory } from "../../../src/scanners/advisory.ts";
import { convertedLog, type Found } from "../../../src/scanners/converted-log.ts";

async function weaknessesOf(tool: object, results: readonly object[], more: object = {}): ReturnType<typeof readFiles> {
  return readFiles({ "a.sarif": logOf(tool, results, { ...more }) });
}

async function severityOf(tool: object, result: object): Promise<string> {
  const { weaknesses } = await weaknessesOf(tool, [resultAt("a.py", 1, result)]);
  return weaknesses.map(({ severity, severitySource }) => `${severity} by ${severitySource}`).join();
}

test("severity: the number of the result, of its rule, the tool's own word, the result's level, the rule's, a warning", async () => {
  const rule = { id: "rule", defaultConfiguration: { level: "note" } };
  const numbered = { ...rule, properties: { "security-severity": "7.0" } };
  assert.equal(
    await severityOf({ name: "x", rules: [numbered] }, { level: "note", properties: { "security-severity": "9.0" } }),
    "critical by result.security-severity",
  );
  assert.equal(await severityOf({ name: "x", rules: [numbered] }, { level: "note" }), "high by rule.security-severity");
  assert.equal(
    await severityOf({ name: "Bandit" }, { level: "error", properties: { issue_severity: "LOW" } }),
    "low by tool",
  );
  assert.equal(await severityOf({ name: "x", rules: [rule] }, { level: "error" }), "high by result.level");
  assert.equal(await severityOf({ name: "x", rules: [rule] }, {}), "low by rule.level");
  assert.equal(await severityOf({ name: "x" }, {}), "medium by default");
});

test("the bounds of the numbers: 9, 7, 4 and above 0; what is no such number says nothing", async () => {
  const by = async (value: unknown): Promise<string> =>
    severityOf({ name: "x" }, { level: "note", properties: { "security-severity": value } });
  const found = await Promise.all(["10.0", "9.0", "8.9", "7.0", "6.9", "4.0", "3.9", "0.1", "0.0", 9.5].map(by));
  assert.deepEqual(
    found.map((text) => text.split(" ")[0]),
    ["critical", "critical", "high", "high", "medium", "medium", "low", "low", "info", "critical"],
  );
  const wrong = await Promise.all(["", "high", "11", "-1", "NaN", null].map(by));
  assert.deepEqual(new Set(wrong), new Set(["low by result.level"]));
});

test("a score of 0.0 that stands for an unknown severity is none: medium of Trivy, and low of Grype, which calls it so", async () => {
  const unrated = (name: string, more: object = {}): object => ({
    id: "rule",
    name,
    defaultConfiguration: { level: "note" },
    properties: { "security-severity": "0.0", ...more },
  });
  const of = (tool: string, rule: object): Promise<string> =>
    severityOf({ name: tool, rules: [rule] }, { level: "note" });
  assert.equal(await of("Trivy", unrated("OsPackageVulnerability", { tags: ["UNKNOWN"] })), "medium by default");
  assert.equal(await of("Trivy", unrated("Misconfiguration", { tags: ["UNKNOWN"] })), "medium by default");
  assert.equal(await of("Trivy", unrated("License", { tags: ["UNKNOWN"] })), "info by rule.security-severity");
  assert.equal(await of("Trivy", unrated("OsPackageVulnerability")), "info by rule.security-severity");
  assert.equal(await of("Grype", unrated("DpkgMatcherExactDirectMatch")), "low by default");
  assert.equal(await of("x", unrated("Rule", { tags: ["UNKNOWN"] })), "info by rule.security-severity");
  const rated = unrated("OsPackageVulnerability", { tags: ["UNKNOWN"], "security-severity": "9.8" });
  assert.equal(await of("Trivy", rated), "critical by rule.security-severity");
});

test("a tool that gives every result one level has a severity of its own in place of it", async () => {
  assert.equal(await severityOf({ name: "checkov" }, { level: "error" }), "medium by default");
  assert.equal(await severityOf({ name: "gitleaks" }, {}), "high by default");
});

test("a level and a kind that SARIF does not know are no reason to pass over a result", async () => {
  assert.equal(await severityOf({ name: "x" }, { level: "catastrophe", kind: "failure" }), "high by result.level");
});

test("results that are no failures, and those that are gone, are no weaknesses", async () => {
  const kinds = ["pass", "notApplicable", "informational", "review", "open"];
  const results = [
    ...kinds.map((kind) => resultAt("a.py", 1, { kind })),
    resultAt("a.py", 2, { baselineState: "absent" }),
    resultAt("a.py", 3, { kind: "fail", baselineState: "unchanged" }),
    resultAt("a.py", 4, {}),
  ];
  const { weaknesses, scans } = await weaknessesOf({ name: "x" }, results);
  assert.deepEqual(
    weaknesses.map(({ line, state }) => [line, state]),
    [
      [3, "unchanged"],
      [4, ""],
    ],
  );
  assert.deepEqual(scans[0]?.results, {
    total: 8,
    failed: 2,
    suppressed: 0,
    undecided: 2,
    critical: 0,
    high: 0,
    medium: 2,
    low: 0,
    info: 0,
  });
});

test("CWE numbers are read from tags, properties, taxa and relationships, and from the message only if nowhere else", async () => {
  const numbersOf = async (rule: object, result: object, more: object = {}): Promise<readonly number[] | undefined> => {
    const { weaknesses } = await weaknessesOf(
      { name: "x", rules: [{ id: "rule", ...rule }] },
      [resultAt("a", 1, result)],
      more,
    );
    return weaknesses[0]?.cwe;
  };
  assert.deepEqual(await numbersOf({ properties: { tags: ["CWE-89: SQL Injection", "security"] } }, {}), [89]);
  assert.deepEqual(
    await numbersOf({ properties: { tags: ["external/cwe/cwe-079", "external/cwe/cwe-020"] } }, {}),
    [20, 79],
  );
  assert.deepEqual(
    await numbersOf({ properties: { cwe: "CWE-605" } }, { properties: { tags: ["CWE-78"] } }),
    [78, 605],
  );
  assert.deepEqual(await numbersOf({}, { message: { text: "a buffer (CWE-120, CWE-20)" } }), [20, 120]);
  assert.deepEqual(await numbersOf({ properties: { tags: ["CWE-89"] } }, { message: { text: "CWE-120" } }), [89]);
  const taxonomies = [{ name: "CWE", taxa: [{ id: "22" }, { id: "918" }] }];
  const target = { id: "918", toolComponent: { name: "CWE", index: 0 } };
  const taxa = [{ index: 0, toolComponent: { index: 0 } }];
  assert.deepEqual(await numbersOf({ relationships: [{ target }] }, { taxa }, { taxonomies }), [22, 918]);
  assert.deepEqual(await numbersOf({}, { taxa: [{ id: "22", toolComponent: { name: "OWASP" } }] }), []);
});

test("the OWASP category comes from the CWE numbers, and what the tool claims is not looked at", async () => {
  const tags = ["OWASP-A03:2021 - Injection", "CWE-22"];
  const { weaknesses } = await weaknessesOf({ name: "x", rules: [{ id: "rule", properties: { tags } }] }, [
    resultAt("a", 1),
  ]);
  assert.deepEqual(weaknesses[0]?.categories, ["list/22"]);
});

test("a rule is found by index, by id, in an extension, and by the first part of an id", async () => {
  const rules = [{ id: "CA1", shortDescription: { text: "First" } }];
  const extensions = [{ name: "more", rules: [{ id: "other" }, { id: "CA2", shortDescription: { text: "Second" } }] }];
  const results = [
    { ruleIndex: 0 },
    { ruleId: "CA1/7" },
    { rule: { id: "CA2", index: 1, toolComponent: { index: 0 } } },
    { ruleId: "CA2" },
    { ruleId: "CA3" },
  ].map((result, index) => ({
    message: { text: "x" },
    ...result,
    locations: [{ physicalLocation: { artifactLocation: { uri: "a" }, region: { startLine: index + 1 } } }],
  }));
  const { weaknesses } = await readFiles({
    "a.sarif": JSON.stringify({
      version: "2.1.0",
      runs: [{ tool: { driver: { name: "x", rules }, extensions }, results }],
    }),
  });
  assert.deepEqual(
    weaknesses.map(({ title }) => title),
    ["First", "First", "Second", "Second", "CA3"],
  );
});

test("a message is put together from the rule's text and arguments", async () => {
  const rules = [{ id: "rule", messageStrings: { default: { text: "{0} calls {{{1}}}" } } }];
  const { weaknesses } = await weaknessesOf({ name: "x", rules }, [
    resultAt("a", 1, { message: { id: "default", arguments: ["main", "system"] } }),
  ]);
  assert.equal(weaknesses[0]?.message, "main calls {system}");
});

test("a place is a path below the sources: bases, escapes, dots and other machines' folders are taken away", async () => {
  const originalUriBaseIds = {
    "%SRCROOT%": { uri: "file:///builds/agents/" },
    SOURCES: { uri: "src/", uriBaseId: "%SRCROOT%" },
  };
  const at = (artifactLocation: object): object => ({
    ruleId: "r",
    message: { text: "x" },
    locations: [{ physicalLocation: { artifactLocation } }],
  });
  const results = [
    at({ uri: "app%20one.py", uriBaseId: "SOURCES" }),
    at({ uri: "./lib/../b.py", uriBaseId: "%SRCROOT%" }),
    at({ index: 0 }),
    at({ uri: "file:///etc/passwd" }),
    at({ uri: "src\\win.cs" }),
  ];
  const artifacts = [{ location: { uri: "listed.py" } }];
  const { weaknesses } = await weaknessesOf({ name: "x" }, results, { originalUriBaseIds, artifacts });
  assert.deepEqual(
    weaknesses.map(({ file }) => file),
    ["/etc/passwd", "b.py", "listed.py", "src/app one.py", "src/win.cs"],
  );
});

test("a vulnerability has its package, its fix and its ids, as each scanner spells them", async () => {
  const trivy =
    "Package: openssl\nInstalled Version: 1.1.1\nVulnerability CVE-2024-1\nSeverity: HIGH\nFixed Version: 1.1.1w";
  const grype = "A high vulnerability in deb package: libc6, version 2.31 was found at: /var/lib/dpkg/status";
  const osv = "Package 'lodash@4.17.20' is vulnerable to 'CVE-2021-23337' (also known as 'GHSA-35jh-r3h4-6jhm').";
  const of = async (name: string, ruleId: string, text: string): Promise<unknown> => {
    const { weaknesses } = await weaknessesOf({ name }, [resultAt("a", 1, { ruleId, message: { text } })]);
    return weaknesses.map((one) => [one.package, one.advisories]);
  };
  assert.deepEqual(await of("Trivy", "CVE-2024-0001", trivy), [
    [{ name: "openssl", version: "1.1.1", fixed: "1.1.1w" }, ["CVE-2024-0001"]],
  ]);
  assert.deepEqual(await of("grype", "CVE-2023-4911-libc6", grype), [
    [{ name: "libc6", version: "2.31", fixed: "" }, ["CVE-2023-4911"]],
  ]);
  assert.deepEqual(await of("osv-scanner", "CVE-2021-23337", osv), [
    [{ name: "lodash", version: "4.17.20", fixed: "" }, ["CVE-2021-23337", "GHSA-35jh-r3h4-6jhm"]],
  ]);
});

test("the fixed version is read from the rule's help where the message has none: of Grype a line, of OSV-Scanner a table", async () => {
  const grype = "A high vulnerability in deb package: libc6, version 2.31 was found at: /var/lib/dpkg/status";
  const osv = "Package 'lodash@4.17.20' is vulnerable to 'CVE-2021-23337'.";
  const fixedBy = async (name: string, message: string, help: string): Promise<string | undefined> => {
    const { weaknesses } = await weaknessesOf({ name, rules: [{ id: "rule", help: { text: help } }] }, [
      resultAt("a", 1, { message: { text: message } }),
    ]);
    return weaknesses[0]?.package?.fixed;
  };
  const helpOf = (fix: string): string =>
    `Severity: high\nPackage: libc6\nVersion: 2.31\nFix Version: ${fix}\nType: deb`;
  assert.equal(await fixedBy("grype", grype, helpOf("2.31-13+deb11u7")), "2.31-13+deb11u7");
  assert.equal(await fixedBy("grype", grype, helpOf("1.2.3,2.0.1")), "1.2.3, 2.0.1");
  assert.equal(await fixedBy("grype", grype, helpOf("")), "");
  assert.equal(await fixedBy("grype", grype, helpOf("unknown")), "");
  const table = (rows: string): string =>
    `| a | lodash | 4.17.20 |\n\n### Fixed Versions\n\n| Vulnerability ID | Package Name | Fixed Version |\n| --- | --- | --- |\n${rows}`;
  assert.equal(
    await fixedBy(
      "osv-scanner",
      osv,
      table("| G-1 | lodash | 4.17.21 |\n| C-1 | lodash | 4.17.21 |\n| G-1 | lodash-es | 9 |"),
    ),
    "4.17.21",
  );
  assert.equal(
    await fixedBy("osv-scanner", osv, table("| G-1 | lodash | 3.9.9 |\n| C-1 | lodash | 4.17.21 |")),
    "3.9.9, 4.17.21",
  );
  assert.equal(await fixedBy("osv-scanner", osv, table("| G-1 | lodash | -- |\n| G-1 | other | 1.0 |")), "");
  assert.equal(await fixedBy("osv-scanner", osv, "| G-1 | lodash | 4.17.20 |"), "");
});

test("what Touchstone itself makes of a scanner's own format is read with its package, and is the same as another's", async () => {
  const advisory = (name: string, version: string, fixed: string): Found =>
    foundAdvisory({
      id: "RUSTSEC-2020-0071",
      aliases: ["CVE-2020-26235"],
      title: "Potential segfault in the time crate",
      package: { ecosystem: "npm", name, version, fixed },
      file: "package-lock.json",
    });
  const converted = (name: string, found: readonly Found[]): string =>
    JSON.stringify(convertedLog({ name, informationUri: "https://example.com", found }));
  const { weaknesses } = await readFiles({
    "a.sarif": converted("npm audit", [advisory("@agents/time", "0.1.43", "0.2.23"), advisory("time", "0.1.43", "")]),
    "b.sarif": logOf({ name: "osv-scanner" }, [
      resultAt("Cargo.lock", 1, {
        ruleId: "CVE-2020-26235",
        message: { text: "Package 'time@0.1.43' is vulnerable to 'CVE-2020-26235'." },
      }),
    ]),
  });
  assert.deepEqual(
    weaknesses.map((one) => [one.package, one.witnesses.map(({ tool }) => tool)]),
    [
      [{ name: "time", version: "0.1.43", fixed: "" }, ["osv-scanner", "npm-audit"]],
      [{ name: "@agents/time", version: "0.1.43", fixed: "0.2.23" }, ["npm-audit"]],
    ],
  );
});
