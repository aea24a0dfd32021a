// What the converters make of scanners' own output. The inputs are written by hand in the form of real output.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Log } from "sarif";
import { scanners } from "../../src/scanners/index.ts";
import { ScannerFault } from "../../src/scanners/scanner.ts";
import { sarifValidator } from "../report/sarif-schema.ts";

const schemaErrors = sarifValidator();

async function convert(name: string, report: string, files: Readonly<Record<string, string>> = {}): Promise<Log> {
  const scanner = scanners.find((one) => one.name === name);
  assert.ok(scanner?.convert);
  const log = await scanner.convert(report, { version: "1.0.0", readFile: async (file) => files[file] });
  assert.deepEqual(schemaErrors(log), []);
  return log;
}

function refuses(name: string, report: string, reason: RegExp): Promise<void> {
  return assert.rejects(
    convert(name, report),
    (thrown) => thrown instanceof ScannerFault && reason.test(thrown.message),
  );
}

const bandit = {
  errors: [{ filename: "./old.py", reason: "syntax error while parsing AST from file" }],
  generated_at: "2026-11-25T22:04:01Z",
  metrics: {},
  results: [
    {
      code: "3     subprocess.call('ls', shell=True)\n",
      col_offset: 4,
      filename: "./src/run it.py",
      issue_confidence: "HIGH",
      issue_cwe: { id: 78, link: "https://cwe.mitre.org/data/definitions/78.html" },
      issue_severity: "HIGH",
      issue_text: "subprocess call with shell=True identified, security issue.",
      line_number: 3,
      line_range: [3],
      more_info: "https://bandit.readthedocs.io/en/1.9.4/plugins/b602.html",
      test_id: "B602",
      test_name: "subprocess_popen_with_shell_equals_true",
    },
    {
      filename: "./src/run it.py",
      issue_confidence: "MEDIUM",
      issue_severity: "UNDEFINED",
      issue_text: "Another.",
      line_number: 9,
      test_id: "B999",
      test_name: "another",
    },
  ],
};

test("Bandit: severity, confidence and CWE of each issue; files that it could not read are errors", async () => {
  const [run] = (await convert("bandit", JSON.stringify(bandit))).runs;
  assert.deepEqual(run, {
    tool: {
      driver: {
        name: "Bandit",
        informationUri: "https://bandit.readthedocs.io/",
        rules: [
          {
            id: "B602",
            name: "subprocess_popen_with_shell_equals_true",
            helpUri: "https://bandit.readthedocs.io/en/1.9.4/plugins/b602.html",
            properties: { tags: ["security", "external/cwe/cwe-78"] },
          },
          { id: "B999", name: "another", properties: { tags: ["security"] } },
        ],
      },
    },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          {
            level: "error",
            message: { text: "./old.py was not scanned: syntax error while parsing AST from file" },
          },
        ],
      },
    ],
    results: [
      {
        ruleId: "B602",
        ruleIndex: 0,
        level: "error",
        message: { text: "subprocess call with shell=True identified, security issue." },
        locations: [{ physicalLocation: { artifactLocation: { uri: "./src/run%20it.py" }, region: { startLine: 3 } } }],
        properties: { issue_severity: "HIGH", issue_confidence: "HIGH", tags: ["CWE-78"] },
      },
      {
        ruleId: "B999",
        ruleIndex: 1,
        level: "warning",
        message: { text: "Another." },
        locations: [{ physicalLocation: { artifactLocation: { uri: "./src/run%20it.py" }, region: { startLine: 9 } } }],
        properties: { issue_severity: "UNDEFINED", issue_confidence: "MEDIUM" },
      },
    ],
  });
  await refuses("bandit", "{}", /no report of Bandit/);
});

const npm = {
  auditReportVersion: 2,
  vulnerabilities: {
    minimist: {
      name: "minimist",
      severity: "critical",
      isDirect: false,
      via: [
        {
          source: 1097678,
          name: "minimist",
          dependency: "minimist",
          title: "Prototype Pollution in minimist",
          url: "https://github.com/advisories/GHSA-xvch-5gv4-984h",
          severity: "critical",
          cwe: ["CWE-1321"],
          cvss: { score: 9.8, vectorString: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" },
          range: ">=1.0.0 <1.2.6",
        },
        {
          source: 17,
          name: "minimist",
          dependency: "minimist",
          title: "No score",
          url: "https://example.com/17",
          severity: "moderate",
          cwe: [],
          cvss: { score: 0, vectorString: null },
          range: "*",
        },
      ],
      effects: ["mkdirp"],
      range: "<=1.2.5",
      nodes: ["node_modules/minimist", "node_modules/a/node_modules/minimist"],
      fixAvailable: true,
    },
    mkdirp: {
      name: "mkdirp",
      severity: "critical",
      via: ["minimist"],
      effects: [],
      range: "*",
      nodes: ["node_modules/mkdirp"],
    },
  },
  metadata: { vulnerabilities: { critical: 2, total: 2 } },
};
const lock = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    "": { name: "agents" },
    "node_modules/minimist": { version: "1.2.0" },
    "node_modules/a/node_modules/minimist": { version: "1.2.5" },
  },
});

test("npm audit: a result for each advisory and each version that is installed", async () => {
  const [run] = (await convert("npm-audit", JSON.stringify(npm), { "package-lock.json": lock })).runs;
  assert.deepEqual(
    run?.results?.map(({ ruleId, level, message }) => [ruleId, level, message.text]),
    [
      ["GHSA-xvch-5gv4-984h", "error", "minimist 1.2.0: Prototype Pollution in minimist; upgrade to 1.2.6"],
      ["GHSA-xvch-5gv4-984h", "error", "minimist 1.2.5: Prototype Pollution in minimist; upgrade to 1.2.6"],
      ["npm-17", "warning", "minimist 1.2.0: No score"],
      ["npm-17", "warning", "minimist 1.2.5: No score"],
    ],
  );
  assert.deepEqual(run?.tool.driver.rules, [
    {
      id: "GHSA-xvch-5gv4-984h",
      name: "GHSA-xvch-5gv4-984h",
      shortDescription: { text: "Prototype Pollution in minimist" },
      helpUri: "https://github.com/advisories/GHSA-xvch-5gv4-984h",
      properties: {
        tags: ["security", "vulnerability", "external/cwe/cwe-1321"],
        "security-severity": "9.8",
      },
    },
    {
      id: "npm-17",
      name: "npm-17",
      shortDescription: { text: "No score" },
      helpUri: "https://example.com/17",
      properties: { tags: ["security", "vulnerability"], "security-severity": "5.5" },
    },
  ]);
  assert.deepEqual(run?.results?.[0]?.locations, [
    { physicalLocation: { artifactLocation: { uri: "package-lock.json" } } },
  ]);
  assert.deepEqual(run?.results?.[0]?.properties, { purl: "pkg:npm/minimist@1.2.0" });
});

test("npm audit: without a lock file that can be read the version is unknown, and a shrinkwrap comes first", async () => {
  const [run] = (await convert("npm-audit", JSON.stringify(npm))).runs;
  assert.equal(run?.results?.length, 2);
  assert.match(run?.results?.[0]?.message.text ?? "", /^minimist \(version unknown\): /);
  const both = { "npm-shrinkwrap.json": lock, "package-lock.json": "{}" };
  const [shrunk] = (await convert("npm-audit", JSON.stringify(npm), both)).runs;
  assert.deepEqual(shrunk?.results?.[0]?.locations, [
    { physicalLocation: { artifactLocation: { uri: "npm-shrinkwrap.json" } } },
  ]);
});

test("npm audit: a registry that does not answer is a failure, with npm's words", async () => {
  const refused = { message: "405 Method Not Allowed", statusCode: 405, body: "", error: { summary: "", detail: "" } };
  await refuses("npm-audit", JSON.stringify(refused), /no report of npm audit: 405 Method Not Allowed$/);
  const unlocked = { error: { code: "ENOLOCK", summary: "This command requires an existing lockfile.", detail: "" } };
  await refuses("npm-audit", JSON.stringify(unlocked), /: This command requires an existing lockfile\.$/);
  await refuses("npm-audit", '{"actions":[],"advisories":{}}', /no report of npm audit$/);
});

const pip = {
  dependencies: [
    {
      name: "jinja2",
      version: "2.11.2",
      vulns: [
        {
          id: "PYSEC-2021-66",
          fix_versions: ["2.11.3"],
          aliases: ["CVE-2020-28493", "GHSA-g3rq-g295-4j3m"],
          description: "The ReDoS vulnerability is mainly due to a regex.\nMore of it.",
        },
        { id: "PYSEC-2026-1", fix_versions: [], aliases: [], description: "" },
      ],
    },
    { name: "markupsafe", version: "3.0.4", vulns: [] },
    { name: "house-models", skip_reason: "Dependency not found on PyPI and could not be audited: house-models (1.0)" },
  ],
  fixes: [],
};

test("pip-audit: a result for each vulnerability, with its other ids; what it skipped is a warning", async () => {
  const [run] = (await convert("pip-audit", JSON.stringify(pip))).runs;
  assert.deepEqual(
    run?.results?.map(({ ruleId, level, message }) => [ruleId, level, message.text]),
    [
      [
        "PYSEC-2021-66",
        undefined,
        "jinja2 2.11.2: The ReDoS vulnerability is mainly due to a regex.; upgrade to 2.11.3",
      ],
      ["PYSEC-2026-1", undefined, "jinja2 2.11.2: PYSEC-2026-1"],
    ],
  );
  assert.deepEqual(run?.tool.driver.rules?.[0]?.properties, {
    tags: ["security", "vulnerability", "CVE-2020-28493", "GHSA-g3rq-g295-4j3m"],
  });
  assert.deepEqual(run?.invocations, [
    {
      executionSuccessful: true,
      toolExecutionNotifications: [{ level: "warning", message: { text: pip.dependencies[2]?.skip_reason } }],
    },
  ]);
});

test("pip-audit: to have looked up nothing is a failure, though it ends with 0", async () => {
  const skipped = { dependencies: [pip.dependencies[2]], fixes: [] };
  await refuses("pip-audit", JSON.stringify(skipped), /^it looked up none of 1 packages: Dependency not found on PyPI/);
  const [run] = (await convert("pip-audit", '{"dependencies":[],"fixes":[]}')).runs;
  assert.deepEqual(run?.results, []);
  await refuses("pip-audit", "[]", /no report of pip-audit/);
});

const time = {
  id: "RUSTSEC-2020-0071",
  package: "time",
  title: "Potential segfault in the time crate",
  description: "### Impact\nUnix-like operating systems may segfault.",
  date: "2020-11-18",
  aliases: ["CVE-2020-26235"],
  cvss: "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H",
  url: "https://github.com/time-rs/time/issues/293",
};

test("cargo-audit: vulnerabilities are errors, all else is a warning", async () => {
  const report = {
    database: { "advisory-count": 700, "last-updated": "2026-11-24T10:00:00Z" },
    lockfile: { "dependency-count": 3 },
    vulnerabilities: {
      found: true,
      count: 1,
      list: [
        {
          advisory: time,
          versions: { patched: [">=0.2.23"], unaffected: [] },
          package: { name: "time", version: "0.1.43" },
        },
      ],
    },
    warnings: {
      unmaintained: [
        {
          kind: "unmaintained",
          package: { name: "ansi_term", version: "0.12.1" },
          advisory: { id: "RUSTSEC-2021-0139", title: "ansi_term is Unmaintained", cvss: null, url: null },
          versions: { patched: [], unaffected: [] },
        },
      ],
      yanked: [{ kind: "yanked", package: { name: "bytes", version: "0.3.0" }, advisory: null }],
    },
  };
  const [run] = (await convert("cargo-audit", JSON.stringify(report))).runs;
  assert.deepEqual(
    run?.results?.map(({ ruleId, level, message }) => [ruleId, level, message.text]),
    [
      ["RUSTSEC-2020-0071", "error", "time 0.1.43: Potential segfault in the time crate; upgrade to 0.2.23"],
      ["RUSTSEC-2021-0139", "warning", "ansi_term 0.12.1: ansi_term is Unmaintained"],
      ["yanked", "warning", "bytes 0.3.0: this version is yanked"],
    ],
  );
  assert.deepEqual(run?.tool.driver.rules?.[0]?.properties, {
    tags: ["security", "vulnerability", "CVE-2020-26235"],
    "security-severity": "5.5",
    published: "2020-11-18",
  });
  assert.equal(run?.tool.driver.rules?.[1]?.helpUri, "https://rustsec.org/advisories/RUSTSEC-2021-0139");
  await refuses("cargo-audit", "{}", /no report of cargo-audit/);
});

function denyLine(fields: object, type = "diagnostic"): string {
  return JSON.stringify({ type, fields });
}
const denySummary = denyLine({ advisories: { errors: 1, warnings: 0, notes: 0, helps: 0 } }, "summary");

test("cargo-deny: advisories by their ids, licences apart from the rest, and no notes", async () => {
  const graph = (name: string, version: string): object => ({ Krate: { name, version }, parents: [] });
  const report = [
    "    Updating crates.io index",
    denyLine({
      severity: "error",
      code: "vulnerability",
      message: time.title,
      labels: [{ line: 7, column: 1, span: "time 0.1.43", message: "security vulnerability detected" }],
      notes: ["ID: RUSTSEC-2020-0071", "Solution: Upgrade to >=0.2.23 (try `cargo update -p time`)"],
      graphs: [graph("time", "0.1.43")],
      advisory: time,
    }),
    denyLine({
      severity: "error",
      code: "rejected",
      message: "failed to satisfy license requirements",
      graphs: [graph("gpl", "1.0.0")],
    }),
    denyLine({
      severity: "warning",
      code: "duplicate",
      message: "found 2 duplicate entries for crate 'syn'",
      graphs: [{ name: "syn", version: "1.0.0" }],
    }),
    denyLine({ severity: "warning", code: "L006", message: "license was not encountered" }),
    denyLine({ severity: "note", code: "accepted", message: "accepted", graphs: [graph("mit", "1.0.0")] }),
    denyLine({ severity: "bug", message: "odd" }),
    denyLine({ level: "WARN", message: "slow" }, "log"),
    denyLine({ level: "ERROR", message: "the index could not be read" }, "log"),
    "{not json",
    denySummary,
  ].join("\n");
  const [run] = (await convert("cargo-deny", report)).runs;
  assert.deepEqual(
    run?.results?.map(({ ruleId, level, message, properties }) => [ruleId, level, message.text, properties?.tags]),
    [
      ["RUSTSEC-2020-0071", "error", "time 0.1.43: Potential segfault in the time crate; upgrade to 0.2.23", undefined],
      ["rejected", "error", "gpl 1.0.0: failed to satisfy license requirements", ["licence"]],
      ["duplicate", "warning", "syn 1.0.0: found 2 duplicate entries for crate 'syn'", ["supply-chain"]],
      ["L006", "warning", "license was not encountered", ["licence"]],
      ["unknown", "error", "odd", ["supply-chain"]],
    ],
  );
  assert.equal(run?.tool.driver.rules?.[0]?.properties?.["published"], "2020-11-18");
  assert.deepEqual(run?.invocations, [
    {
      executionSuccessful: true,
      toolExecutionNotifications: [{ level: "error", message: { text: "the index could not be read" } }],
    },
  ]);
});

test("cargo-deny: without its summary it did not run", async () => {
  const failed = denyLine({ level: "ERROR", message: "failed to fetch the advisory database" }, "log");
  await refuses("cargo-deny", failed, /^it did not come to its summary: failed to fetch the advisory database$/);
  await refuses("cargo-deny", "error: no such command\n", /^it did not come to its summary$/);
  assert.deepEqual((await convert("cargo-deny", denySummary)).runs[0]?.results, []);
});
