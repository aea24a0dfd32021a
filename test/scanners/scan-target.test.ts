// One scanner over one folder: whatever it does, there is an answer, and a failure never looks like a clean run.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Log } from "sarif";
import { scanTarget, scanners, readTree, type Scan, type ScanOptions } from "../../src/scanners/index.ts";
import type { Scanner } from "../../src/scanners/scanner.ts";
import { folderOf } from "../cli/touchstone.ts";
import { sarifValidator } from "../report/sarif-schema.ts";
import { at, pathOf, sarif, type FakeScanner } from "./fake-scanner.ts";

const schemaErrors = sarifValidator();

function scanner(name: string): Scanner {
  const found = scanners.find((one) => one.name === name);
  assert.ok(found, name);
  return found;
}

type Files = Readonly<Record<string, string>>;

interface Setting {
  readonly files?: Files;
  readonly options?: Partial<ScanOptions>;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs the scanner of that name, with a fake in its place; undefined: none is there. */
async function scan(name: string, fake: FakeScanner | undefined, setting: Setting = {}): Promise<Scan> {
  const { program } = scanner(name);
  const path = await pathOf(fake === undefined ? {} : { [program]: fake });
  return (await scanWith(name, path, setting)).scan;
}

async function scanWith(
  name: string,
  path: string,
  { files = { "src/app.py": "x = 1\n" }, options = {}, environment = {} }: Setting,
): Promise<{ readonly scan: Scan; readonly folder: string }> {
  const folder = await realpath(await folderOf(files));
  const tree = await readTree(folder, join(folder, "out"));
  const done = await scanTarget(scanner(name), { path: ".", folder }, tree, {
    settings: { semgrepConfig: [] },
    timeoutSeconds: 30,
    outputLimit: 1_000_000,
    environment: { PATH: path, ...environment },
    ...options,
  });
  if (done.kept) assert.deepEqual(schemaErrors(done.kept.log), []);
  return { scan: done, folder };
}

/** Wants a failure that nothing can take for a clean run, and gives its words. */
function failureOf({ state, results, kept, reason }: Scan, wanted: Scan["state"] = "failed"): readonly string[] {
  assert.equal(state, wanted);
  assert.equal(results, undefined);
  const [run] = kept?.log.runs ?? [];
  const [invocation] = run?.invocations ?? [];
  assert.equal(invocation?.executionSuccessful, false);
  const notification = invocation.toolExecutionNotifications?.at(-1);
  assert.equal(notification?.level, "error");
  assert.ok(notification.message.text?.includes(reason.split(": ")[0] ?? ""), notification.message.text);
  return (notification.message.text ?? "").split("\n");
}

test("a run with results is kept with how it went", async () => {
  const path = await pathOf({ gitleaks: { version: "8.30.1\n", report: sarif([at("src/app.py", 3)]), exitCode: 10 } });
  const { scan: done, folder } = await scanWith("gitleaks", path, {});
  assert.equal(await readFile(join(path, "gitleaks.folder"), "utf8"), `${folder}\n`);
  assert.equal(done.state, "findings");
  assert.equal(done.results, 1);
  assert.equal(done.version, "8.30.1");
  const { run, log } = done.kept ?? assert.fail();
  const { startedAt, seconds, target, ...rest } = run;
  assert.match(startedAt, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
  assert.ok(seconds >= 0);
  assert.equal(target?.path, ".");
  assert.match(target.sha256 ?? "", /^[0-9a-f]{64}$/);
  const command =
    "gitleaks dir . --no-banner --redact --report-format sarif --report-path OUTPUT/report.sarif --exit-code 10";
  assert.deepEqual(rest, { command: command.split(" "), exitCode: 10, classes: ["secret"] });
  const [first] = log.runs;
  const [{ startTimeUtc, endTimeUtc, ...invocation } = assert.fail()] = first?.invocations ?? [];
  assert.equal(startTimeUtc, startedAt);
  assert.ok((endTimeUtc ?? "") >= startedAt);
  assert.deepEqual(invocation, { executionSuccessful: true, exitCode: 10 });
  assert.deepEqual(first?.tool.driver, { name: "Fake", version: "8.30.1", semanticVersion: "8.30.1" });
});

test("a run without results is clean, and its list of results is there and empty", async () => {
  const done = await scan("gitleaks", { report: sarif([]) });
  assert.equal(done.state, "clean");
  assert.equal(done.results, 0);
  assert.deepEqual(done.kept?.log.runs[0]?.results, []);
  assert.equal(done.kept?.log.runs[0]?.invocations?.[0]?.executionSuccessful, true);
});

test("results that are suppressed, passed or gone do not count, and are kept", async () => {
  const results = [
    { suppressions: [{ kind: "inSource" as const }] },
    { kind: "pass" as const },
    { baselineState: "absent" as const },
  ];
  const done = await scan("checkov", { report: sarif(results) });
  assert.equal(done.state, "clean");
  assert.equal(done.kept?.log.runs[0]?.results?.length, 3);
});

test("what a scanner says of its invocation stays", async () => {
  const invocations = [{ executionSuccessful: true, account: "ci", startTimeUtc: "2026-01-01T00:00:00.000Z" }];
  const done = await scan("checkov", { report: sarif([], { invocations }) });
  const [kept] = done.kept?.log.runs[0]?.invocations ?? [];
  assert.equal(kept?.account, "ci");
  assert.equal(kept.startTimeUtc, "2026-01-01T00:00:00.000Z");
  assert.equal(kept.exitCode, 0);
});

test("a scanner that is not there is missing, and says how to install it", async () => {
  const done = await scan("trivy", undefined);
  assert.deepEqual(
    [done.state, done.reason, done.kept, done.results],
    ["missing", scanner("trivy").install, undefined, undefined],
  );
});

test("a relative entry of the PATH is passed over: the folder that is scanned could bring its own scanner", async () => {
  const { scan: done } = await scanWith("trivy", ".:bin", { files: { trivy: "", "bin/trivy": "" } });
  assert.equal(done.state, "missing");
});

test("a scanner has to do with a tree, or is not applicable, whether it is there or not", async () => {
  const states = await Promise.all(
    scanners.map(async ({ name }) => [name, (await scan(name, undefined, { files: { "a.txt": "" } })).state]),
  );
  assert.deepEqual(Object.fromEntries(states), {
    semgrep: "not applicable",
    bandit: "not applicable",
    gitleaks: "missing",
    trivy: "missing",
    grype: "missing",
    "osv-scanner": "missing",
    "npm-audit": "not applicable",
    "pip-audit": "not applicable",
    "cargo-audit": "not applicable",
    "cargo-deny": "not applicable",
    checkov: "missing",
  });
  const files = { "package-lock.json": "", "requirements.txt": "", "Cargo.lock": "", "Cargo.toml": "", "a.py": "" };
  const all = await Promise.all(scanners.map(({ name }) => scan(name, undefined, { files })));
  assert.deepEqual(
    all.filter(({ state }) => state !== "missing").map((one) => [one.scanner.name, one.reason]),
    [["semgrep", "it has no rules: --semgrep-config says which"]],
  );
});

test("OSV-Scanner that finds no packages is not applicable", async () => {
  const done = await scan("osv-scanner", { exitCode: 128, stderr: "No package sources found\n" });
  assert.deepEqual([done.state, done.kept], ["not applicable", undefined]);
});

test("a version that cannot be read is unknown, and the scan goes on", async () => {
  const done = await scan("gitleaks", { version: "version is set by build process\n", report: sarif([]) });
  assert.deepEqual([done.state, done.version], ["clean", ""]);
  assert.equal("version" in (done.kept?.log.runs[0]?.tool.driver ?? {}), false);
});

test("versions are found in what the scanners print", async () => {
  const printed: Files = {
    "bandit 1.9.4\n  python version = 3.11.7 (main, May 9 2026) [GCC 12.2.0]\n": "1.9.4",
    "Version: 0.58.1\nVulnerability DB:\n  Version: 2\n": "0.58.1",
    "osv-scanner version: 2.2.1\nosv-scalibr version: 0.3.4\ncommit: n/a\n": "2.2.1",
    "cargo-audit 0.22.0\n": "0.22.0",
    "v8.21.2\n": "8.21.2",
    "grype 0.85.0-rc.1\n": "0.85.0-rc.1",
    "": "",
  };
  for (const [text, wanted] of Object.entries(printed)) {
    const done = await scan("gitleaks", { version: text, report: sarif([]) });
    assert.equal(done.version, wanted, text);
  }
});

test("every scanner fails with a code that it has for nothing else, even beside a report without results", async () => {
  const files = { "package-lock.json": "{}", "requirements.txt": "", "Cargo.lock": "", "Cargo.toml": "", "a.py": "" };
  for (const { name } of scanners) {
    const fake = { exitCode: 77, stdout: sarif([]), stderr: "it broke\n", report: sarif([]) };
    const options = { settings: { semgrepConfig: ["/rules"] } };
    const done = await scan(name, name === "grype" || name === "osv-scanner" ? { ...fake, report: "" } : fake, {
      files,
      options,
    });
    const text = failureOf(done);
    assert.match(text[0] ?? "", /exit code 77/, name);
    assert.equal(text.at(-1), "it broke", name);
    assert.equal("results" in (done.kept?.log.runs[0] ?? {}), false, name);
    assert.equal(done.kept?.run.exitCode, 77);
  }
});

test("a run that failed keeps the results that it has", async () => {
  const done = await scan("checkov", { exitCode: 2, report: sarif([at("main.tf")]) });
  failureOf(done);
  assert.equal(done.kept?.log.runs[0]?.results?.length, 1);
});

test("a run that says itself that it did not succeed failed", async () => {
  const done = await scan("checkov", { report: sarif([], { invocations: [{ executionSuccessful: false }] }) });
  assert.equal(failureOf(done)[0], "it says that it did not succeed");
});

test("an exit code for findings beside no result is a failure", async () => {
  const done = await scan("gitleaks", { exitCode: 10, report: sarif([]) });
  assert.equal(failureOf(done)[0], "it ended with exit code 10, for findings, and reported none");
});

test("cargo-deny that did not get to its summary failed, in its own words", async () => {
  const line = { type: "log", fields: { level: "ERROR", message: "failed to fetch\ncould not resolve host" } };
  const stderr = `    Updating index\n${JSON.stringify(line)}\n`;
  const done = await scan("cargo-deny", { exitCode: 1, stderr }, { files: { "Cargo.toml": "" } });
  assert.equal(done.reason, "it did not come to its summary: failed to fetch");
  assert.deepEqual(failureOf(done), [done.reason, "could not resolve host", "    Updating index"]);
});

test("what is no SARIF log of a run is a failure", async () => {
  const deep = `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"a"}},"results":[],"properties":${'{"a":'.repeat(100)}1${"}".repeat(100)}}]}`;
  const wanted: Files = {
    "": "it wrote no report",
    "Traceback (most recent call last)": "what it wrote is no JSON",
    "[]": "what it wrote is no SARIF 2.1.0 log with a run",
    '{"version":"2.0.0","runs":[{}]}': "what it wrote is no SARIF 2.1.0 log with a run",
    '{"version":"2.1.0","runs":[]}': "what it wrote is no SARIF 2.1.0 log with a run",
    '{"version":"2.1.0","runs":[null]}': "what it wrote is a SARIF log without the name of its tool or without results",
    '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"a"}}}]}':
      "what it wrote is a SARIF log without the name of its tool or without results",
    '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"a"}},"results":[{}]}]}':
      "what it wrote is a SARIF log with a result that has no message",
    '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"a","rules":[null]}},"results":[{"message":{"text":"a"}}]}]}':
      "what it wrote is a SARIF log of a shape that cannot be read",
    [deep]: "what it wrote is nested too deeply",
  };
  for (const [report, reason] of Object.entries(wanted)) {
    const done = await scan("gitleaks", { report });
    failureOf(done);
    assert.equal(done.reason, reason, report);
  }
  const silent = await scan("gitleaks", { stderr: "one\ntwo\n" });
  assert.equal(silent.reason, "it wrote no report: two");
  assert.deepEqual(failureOf(silent), ["it wrote no report", "one", "two"]);
});

test("a report of an unexpected shape is a failure of the scanner, and none of the command", async () => {
  const files = { "package-lock.json": "{}" };
  const stdout = '{"auditReportVersion":2,"vulnerabilities":{"a":null}}';
  const done = await scan("npm-audit", { stdout, exitCode: 1 }, { files });
  assert.deepEqual(failureOf(done), ["what it wrote could not be read"]);
});

test("a scanner that takes too long is stopped, with all that it started", async () => {
  const path = await pathOf({
    gitleaks: { script: `/bin/sleep 300 & echo $! > "$0.child"; /bin/sleep 300`, report: sarif([]) },
  });
  const { scan: done } = await scanWith("gitleaks", path, { options: { timeoutSeconds: 1 } });
  assert.equal(failureOf(done, "timed out")[0], "it took longer than 1 s and was stopped");
  assert.equal(done.kept?.run.exitCode, 137);
  assert.equal("exitCode" in (done.kept.log.runs[0]?.invocations?.[0] ?? {}), false);
  await assertEnded(Number(await readFile(join(path, "gitleaks.child"), "utf8")));
});

test("what a scanner leaves running ends with it", async () => {
  const path = await pathOf({ gitleaks: { script: `/bin/sleep 300 & echo $! > "$0.child"`, report: sarif([]) } });
  const { scan: done } = await scanWith("gitleaks", path, {});
  assert.equal(done.state, "clean");
  await assertEnded(Number(await readFile(join(path, "gitleaks.child"), "utf8")));
});

/** A process that was killed may still wait to be collected by whoever has it now. */
async function assertEnded(id: number): Promise<void> {
  assert.ok(id > 1);
  for (let tries = 0; tries < 100; tries += 1) {
    const status = existsSync(`/proc/${id}/stat`) ? await readFile(`/proc/${id}/stat`, "utf8").catch(() => "") : "";
    if (status === "" || /\) [ZX] /.test(status)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`process ${id} is still there`);
}

test("a scanner that prints or writes too much is stopped, or not read", async () => {
  const options = { outputLimit: 10_000 };
  const printed = await scan("grype", { stdout: "x".repeat(50_000) }, { options });
  assert.equal(failureOf(printed)[0], "it printed more than 10000 bytes and was stopped");
  const endless = await scan("grype", { script: "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done" }, { options });
  assert.equal(failureOf(endless)[0], "it printed more than 10000 bytes and was stopped");
  const written = await scan("gitleaks", { report: sarif([{ message: { text: "x".repeat(20_000) } }]) }, { options });
  assert.equal(failureOf(written)[0], "it wrote a report of more than 10000 bytes");
});

test("a program that does not start is a failure", async () => {
  const path = await pathOf({ gitleaks: {} });
  await writeFile(join(path, "gitleaks"), "#!/no/such/interpreter\n");
  const { scan: done } = await scanWith("gitleaks", path, {});
  assert.equal(failureOf(done)[0], "it could not be started");
  assert.equal(done.kept?.run.exitCode, 126);
});

test("the end of standard error is kept without escapes, secrets and the user's home", async () => {
  const stderr = [
    ...Array.from({ length: 40 }, (_, line) => `line ${line}`),
    "\u001b[31mlogin with AKIAIOSFODNN7EXAMPLE failed\u001b[0m",
    "POST https://ada:hunter2hunter2@registry.example.com/v1",
    "Authorization: Bearer abcdefghijklmnop",
    'password="correct horse"',
    "value s3cr3t-of-env in /home/ada/.cache\u0007",
  ].join("\n");
  const environment = { MY_TOKEN: "s3cr3t-of-env", HOME: "/home/ada" };
  const done = await scan("checkov", { stderr, exitCode: 2 }, { environment });
  const lines = failureOf(done);
  assert.equal(lines[0], "it ended with exit code 2");
  assert.equal(done.reason, "it ended with exit code 2: value [removed] in ~/.cache");
  assert.equal(lines.length, 21);
  assert.deepEqual(lines.slice(-5), [
    "login with [removed] failed",
    "POST https://[removed]registry.example.com/v1",
    "Authorization: Bearer [removed]",
    "password=[removed]",
    "value [removed] in ~/.cache",
  ]);
});

test("what a report says of a failure is kept without secrets, too", async () => {
  const stdout = '{"message":"401 GET https://ada:hunter2hunter2@registry.example.com"}';
  const done = await scan("npm-audit", { stdout, exitCode: 1 }, { files: { "package-lock.json": "{}" } });
  const wanted = "what it wrote is no report of npm audit: 401 GET https://[removed]registry.example.com";
  assert.deepEqual([done.reason, ...failureOf(done)], [wanted, wanted]);
});

const secret = "ghp_" + "w".repeat(36);
const plain = "correct-horse-battery";

test("nothing of a secret is kept: not its text, whose it is, nor the commit that brought it", async () => {
  const result = {
    ruleId: "github-pat",
    message: { text: `found ${plain}`, markdown: plain },
    partialFingerprints: { commitSha: "1", email: "ada@example.com", author: "Ada", date: "now", commitMessage: plain },
    fingerprints: { hash: plain },
    codeFlows: [{ threadFlows: [{ locations: [{ location: { message: { text: plain } } }] }] }],
    properties: { tags: ["a"], match: plain },
    locations: [
      {
        message: { text: plain },
        physicalLocation: {
          artifactLocation: { uri: "src/app.py" },
          region: { startLine: 2, startColumn: 4, endLine: 2, endColumn: 9, snippet: { text: plain } },
          contextRegion: { startLine: 1, snippet: { text: plain } },
        },
      },
    ],
  };
  const done = await scan("gitleaks", { report: sarif([result]), exitCode: 10 });
  assert.deepEqual(done.kept?.log.runs[0]?.results, [
    {
      ruleId: "github-pat",
      message: { text: "github-pat: a secret; what was found is left out" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "src/app.py" },
            region: { startLine: 2, startColumn: 4, endLine: 2, endColumn: 9 },
          },
        },
      ],
      properties: { tags: ["a"] },
    },
  ]);
  assert.doesNotMatch(JSON.stringify(done), /correct-horse|ada@example|Ada/);
});

test("secrets that other scanners find are left out, too, and tokens wherever they stand", async () => {
  const leak = { message: { text: plain }, ...at("a.py") };
  const rule = (id: string, name: string, tags: readonly string[] = []) => ({
    tool: { driver: { name: "Fake", rules: [{ id, name, properties: { tags: [...tags] } }] } },
  });
  const reports = {
    trivy: sarif([{ ...leak, ruleId: "aws" }], rule("aws", "Secret")),
    checkov: sarif([{ ...leak, ruleId: "CKV_SECRET_6" }]),
    semgrep: sarif([{ ...leak, ruleId: "hard" }], rule("hard", "hard", ["CWE-798: Use of Hard-coded Credentials"])),
  };
  for (const [name, report] of Object.entries(reports)) {
    const done = await scan(name, { report }, { options: { settings: { semgrepConfig: ["/rules"] } } });
    assert.equal(done.state, "findings", name);
    assert.doesNotMatch(JSON.stringify(done), /correct-horse/, name);
  }
  const quoted = await scan("trivy", { report: sarif([{ message: { text: `uses ${secret}` } }]) });
  assert.equal(quoted.kept?.log.runs[0]?.results?.[0]?.message.text, "uses [removed]");
});

test("an ordinary result is kept as it is", async () => {
  const result = {
    ...at("src/app.py"),
    fingerprints: { a: "b" },
    properties: { tags: ["CWE-78"] },
    level: "error" as const,
  };
  const done = await scan("checkov", { report: sarif([result]) });
  assert.deepEqual(done.kept?.log.runs[0]?.results, [{ ruleId: "rule", message: { text: "found" }, ...result }]);
});

test("lines that a scanner quotes are kept without what is assigned to a password", async () => {
  const quoted = (text: string, rendered?: { readonly text: string }) => ({
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "main.tf" },
          region: { startLine: 1, snippet: { text, ...(rendered && { rendered }) } },
        },
      },
    ],
  });
  const code = `resource "db" "main" {\n  password = "${plain}"\n  size = 3\n}`;
  const done = await scan("checkov", { report: sarif([quoted(code, { text: code })]) });
  const kept = code.replace(`"${plain}"`, "[removed]");
  assert.deepEqual(done.kept?.log.runs[0]?.results, [
    { ruleId: "rule", message: { text: "found" }, ...quoted(kept, { text: kept }) },
  ]);
});

test("places are relative to the folder that the user is in, however the scanner spells them", async () => {
  const folder = await realpath(await folderOf({ "deep/a b.py": "x", Dockerfile: "" }));
  const bases = { ROOTPATH: { uri: `file://${folder}/` }, "%SRCROOT%": { uri: "deep/" } };
  const uris = [
    { uri: "deep/a%20b.py" },
    { uri: "./deep/a b.py" },
    { uri: `file://${folder}/deep/a%20b.py` },
    { uri: `${folder}/deep/a b.py` },
    { uri: "deep/a%20b.py", uriBaseId: "ROOTPATH" },
    { uri: "a%20b.py", uriBaseId: "%SRCROOT%" },
    { uri: "/Dockerfile" },
    { uri: "/etc/passwd" },
    { uri: "https://example.com/a" },
  ];
  const results = uris.map((artifactLocation) => ({ locations: [{ physicalLocation: { artifactLocation } }] }));
  const report = sarif(results, { originalUriBaseIds: bases, artifacts: [{ location: { uri: "Dockerfile" } }] });
  const path = await pathOf({ checkov: { report } });
  const tree = await readTree(folder, join(folder, "out"));
  const done = await scanTarget(scanner("checkov"), { path: "infra", folder }, tree, {
    settings: { semgrepConfig: [] },
    timeoutSeconds: 30,
    outputLimit: 1_000_000,
    environment: { PATH: path },
  });
  const log = done.kept?.log as Log;
  const places = log.runs[0]?.results?.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation);
  assert.deepEqual(places, [
    ...Array.from({ length: 6 }, () => ({ uri: "infra/deep/a%20b.py" })),
    { uri: "infra/Dockerfile" },
    { uri: "/etc/passwd" },
    { uri: "https://example.com/a" },
  ]);
  assert.deepEqual(log.runs[0]?.artifacts, [{ location: { uri: "infra/Dockerfile" } }]);
  assert.equal("originalUriBaseIds" in (log.runs[0] ?? {}), false);
});

test("arguments go by the version, the files and the settings", async () => {
  const asked = async (name: string, fake: FakeScanner, setting: Setting = {}): Promise<string> => {
    const { program } = scanner(name);
    const path = await pathOf({ [program]: fake });
    await scanWith(name, path, setting);
    const text = await readFile(join(path, `${program}.arguments`), "utf8");
    return text.trim().replaceAll(/\S*touchstone-scan-\w+/g, "OUT");
  };
  const options = (semgrepConfig: readonly string[]): Setting => ({ options: { settings: { semgrepConfig } } });
  assert.match(await asked("gitleaks", { version: "8.18.4" }), /^detect --no-git --source \. /);
  assert.match(await asked("gitleaks", { version: "8.19.0" }), /^dir \. /);
  assert.match(
    await asked("osv-scanner", { version: "osv-scanner version: 1.9.2" }),
    /^--recursive --format sarif \.$/,
  );
  assert.match(await asked("osv-scanner", { version: "2.0.0" }), /^scan source --recursive --format sarif \.$/);
  const semgrep = "scan --sarif --output OUT/report.sarif --disable-version-check";
  assert.match(
    await asked("semgrep", {}, options(["/r"])),
    new RegExp(`^${semgrep} --metrics off --config (\\.\\./)+r \\.$`),
  );
  assert.equal(await asked("semgrep", {}, options(["auto"])), `${semgrep} --config auto .`);
  const cargo = { "Cargo.toml": "" };
  assert.equal(await asked("cargo-deny", {}, { files: cargo }), "--format json check advisories bans sources");
  assert.equal(await asked("cargo-deny", {}, { files: { ...cargo, "deny.toml": "" } }), "--format json check");
});

test("the time of the vulnerabilities is asked for after the scan", async () => {
  const trivy = await scan("trivy", {
    report: sarif([]),
    database: '{"Version":"0.58.1","VulnerabilityDB":{"Version":2,"UpdatedAt":"2026-11-24T06:16:05.1Z"}}',
  });
  assert.deepEqual(trivy.kept?.run.database, { updatedAt: "2026-11-24T06:16:05.100Z" });
  const grype = await scan("grype", { stdout: sarif([]), database: '{ "built": "2026-11-24T00:00:00Z" }' });
  assert.deepEqual(grype.kept?.run.database, { updatedAt: "2026-11-24T00:00:00.000Z" });
  const report = '{"database":{"last-updated":"2026-11-24T02:00:00+02:00"},"vulnerabilities":{"list":[]}}';
  const cargo = await scan("cargo-audit", { stdout: report }, { files: { "Cargo.lock": "" } });
  assert.deepEqual(cargo.kept?.run.database, { updatedAt: "2026-11-24T00:00:00.000Z" });
  const silent = await scan("grype", { stdout: sarif([]), database: "no database" });
  assert.equal(silent.state, "clean");
  assert.equal("database" in (silent.kept?.run ?? {}), false);
});
